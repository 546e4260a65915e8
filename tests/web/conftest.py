"""A double of the service on a free port, Debian's or anybody's Chromium, and a fresh page a test."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

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
    """The chat page, open and connected. Any error in the console fails the test."""
    context = browser.new_context(viewport=WIDE, base_url=double.url, reduced_motion="reduce")
    context.set_default_timeout(8_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    page.goto("/")
    yield page
    context.close()
    assert errors == []
