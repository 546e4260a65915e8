"""A double of the service and the real one on free ports, Debian's or anybody's Chromium, and a fresh page a test."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from api.app import create_app
from api.channels.serving import running
from settings import load_settings

from .double import Service, create_double

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
AXE = Path(__file__).parents[2] / "api" / "web" / "node_modules" / "axe-core" / "axe.min.js"
WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Double:
    """A running double: where it is, what it holds, and its event loop."""

    url: str
    service: Service
    loop: asyncio.AbstractEventLoop

    def drop_sockets(self) -> None:
        """Closes every open socket with 1012, as a restart does."""

        async def close() -> None:
            for ws in list(self.service.sockets):
                await ws.close(1012)

        asyncio.run_coroutine_threadsafe(close(), self.loop).result(5)


@pytest.fixture
def double() -> Iterator[Double]:
    service = Service()
    config = uvicorn.Config(create_double(service), log_level="error", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(server.serve([listener]),))
    thread.start()
    yield Double(f"http://127.0.0.1:{listener.getsockname()[1]}", service, loop)
    server.should_exit = True
    thread.join(10)
    listener.close()
    loop.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on the PATH: `apt-get install chromium` brings it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS, headless=True)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, double: Double) -> Iterator[Page]:
    """The chat page on the double, open and connected."""
    with opened(browser, double.url) as page:
        yield page


@pytest.fixture
def real_page(browser: Browser, service_url: str) -> Iterator[Page]:
    """The chat page on the real service, as a new guest."""
    with opened(browser, service_url) as page:
        yield page


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[Page]:
    """The chat page in a context of its own. Posters stay unfetched; any error in the console fails the test."""
    context = browser.new_context(viewport=WIDE, base_url=url, reduced_motion="reduce")
    context.set_default_timeout(8_000)
    context.route("https://image.tmdb.org/**", lambda route: route.abort())
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    page.goto("/")
    yield page
    context.close()
    assert errors == []


@pytest.fixture(scope="module")
def service_url(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real service with the embedded chat model, in a thread, over a home of the module's own."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(built_index, home / "chroma")
    told: Queue[str | BaseException] = Queue()
    loop = asyncio.new_event_loop()
    closing = asyncio.Event()

    async def serve() -> None:
        async with running(create_app(load_settings(home=home, log_level="ERROR")), "127.0.0.1", 0) as (url, _):
            told.put(url)
            await closing.wait()

    def live() -> None:
        try:
            loop.run_until_complete(serve())
        except BaseException as error:  # a start that failed is the test's to tell
            told.put(error)

    thread = threading.Thread(target=live)
    thread.start()
    url = told.get(timeout=120)
    if isinstance(url, BaseException):
        raise url
    yield url
    loop.call_soon_threadsafe(closing.set)
    thread.join(30)
    loop.close()


def axe_findings(page: Page) -> list[str]:
    """What axe holds against the page as it is now: rule, element, and how to mend it."""
    if not AXE.exists():
        pytest.skip("no axe-core: `npm ci` in api/web brings it")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [f"{v['id']}: {node['html'][:120]} {node['failureSummary']}" for v in found["violations"] for node in v["nodes"]]
