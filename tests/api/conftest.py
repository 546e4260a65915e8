"""The real service on a free port, over a home that outlives its restarts."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
import pytest_asyncio
from blockbuster import blockbuster_ctx
from langchain.messages import AIMessage
from websockets.asyncio.client import ClientConnection, connect

from agent.scripted import Reply, ScriptedModel
from api.app import Clock, create_app, utc_now
from api.channels.serving import running
from benchmarks.service import run_frame, until_end
from settings import load_settings

Event = dict[str, Any]
HELLO = AIMessage("Hello film friend")
__all__ = ["HELLO", "Event", "Served", "attach_frame", "run_frame", "until_end"]


@dataclass
class Served:
    """A running service and one guest of it."""

    url: str
    token: str
    model: ScriptedModel

    @asynccontextmanager
    async def socket(self, token: str | None = None, *, by_subprotocol: bool = False, **options: Any) -> AsyncIterator[ClientConnection]:
        if by_subprotocol:
            options["subprotocols"] = ["rafilm.v1", f"bearer.{self.token}"]
        else:
            options["additional_headers"] = {"Authorization": f"Bearer {token or self.token}"}
        async with connect(self.url.replace("http", "ws", 1) + "/v1/ws", max_size=None, **options) as opened:
            yield opened

    def http(self, token: str | None = None) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.url, headers={"Authorization": f"Bearer {token or self.token}"}, timeout=30)

    async def guest(self) -> str:
        async with httpx.AsyncClient(base_url=self.url) as client:
            token: str = (await client.post("/v1/guest")).json()["token"]
            return token


@pytest.fixture(autouse=True)
def no_blocking() -> Iterator[None]:
    """Once the service is open, our own code may not block the event loop: not by disk, not by sleep, not by lock."""
    with blockbuster_ctx(["api", "agent"]) as blockbuster:
        for function in blockbuster.functions.values():
            function.can_block_in("structlog/_base.py", {"_proxy_to_logger"})
            function.can_block_in("api/app.py", {"create_app", "open_service"})
            function.can_block_in("api/channels/terminal.py", {"get", "_ask"})  # a program of its own, that waits for nobody else
        blockbuster.functions["os.path.abspath"].deactivate()  # SQLAlchemy's, when a file is opened
        yield


@pytest.fixture
def serve(tmp_path: Path, built_index: Path) -> Callable[..., Any]:
    """Starts the service with a scripted model, or with the embedded one where asked. Twice in a test is a restart."""
    return server_of(tmp_path, built_index)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory, built_index: Path) -> AsyncIterator[Served]:
    """One service for all tests of a module that leave it as they find it; its model says hello to everything."""
    async with server_of(tmp_path_factory.mktemp("shared"), built_index)(*[HELLO] * 200) as served:
        yield served


def server_of(home: Path, built_index: Path) -> Callable[..., Any]:
    """The starter of a service over `home`."""
    shutil.copytree(built_index, home / "chroma")

    @asynccontextmanager
    async def started(
        *replies: Reply, pause: Any = None, token: str = "", embedded: bool = False, clock: Clock = utc_now, **settings: Any
    ) -> AsyncIterator[Served]:
        model = ScriptedModel(*replies, pause=pause)
        maker = None if embedded else lambda titles, embed, clock: model
        app = create_app(load_settings(home=home, log_level="ERROR", **settings), clock=clock, model=maker)
        async with running(app, "127.0.0.1", 0) as (url, _):
            served = Served(url, token, model)
            served.token = token or await served.guest()
            yield served

    return started


def attach_frame(run: str, *, thread: str = "thread-1", after: int = 0) -> str:
    return orjson.dumps({"type": "ATTACH", "threadId": thread, "runId": run, "afterSeq": after}).decode()
