"""A turn's surroundings with real rooms on disk, and a chat model that follows a script."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import orjson
import pytest
from blockbuster import blockbuster_ctx
from sqlalchemy.ext.asyncio import AsyncEngine

from agent.asked import Answer, Asked
from agent.checkpoints import open_checkpoints
from agent.conversations import Conversations
from agent.graph import build_agent
from agent.scripted import Reply, ScriptedModel
from agent.threads import Threads
from agent.turns import Turns
from catalog.embedded import EmbeddedCatalog
from domain import Neighbour, Recommendation, Taste, Title, TitleFilter
from library import JournaledLibrary, open_library
from sqlite import open_sqlite
from tools import Rooms

TITLES = tuple(
    Title(title_id=f"movie-{number}", title=title, year=year, genres=("Crime",), vote_average=7.9, vote_count=1000 - number)
    for number, (title, year) in enumerate(
        [("Heat", 1995), ("Ronin", 1998), ("Thief", 1981), ("Drive", 2011), ("Collateral", 2004), ("Bullitt", 1968), ("Dune", 2021)], 1
    )
)


class NoIndex:
    """Every plot is equally near: what turns do does not depend on it."""

    async def similar(
        self, *, text: str = "", title_ids: Sequence[str] = (), filters: TitleFilter | None = None, limit: int = 10
    ) -> Sequence[Neighbour]:
        return [Neighbour(title_id=title.title_id, score=0.5) for title in TITLES if title.title_id not in title_ids][:limit]

    def vectors(self, title_ids: Sequence[str]) -> tuple[Sequence[str], Any]:
        return [], np.zeros((0, 1), np.float32)


class NoRecommender:
    """Recommends nothing."""

    async def recommend(
        self, user_id: str, taste: Taste, *, filters: TitleFilter | None = None, limit: int = 10
    ) -> Sequence[Recommendation]:
        return []


@dataclass
class Talk:
    """One life of the service over a folder, for one user unless told otherwise."""

    turns: Turns
    threads: Threads
    conversations: Conversations
    library: JournaledLibrary
    model: ScriptedModel
    thread_id: str = "thread-1"
    user_id: str = "ana"
    events: list[dict[str, Any]] = field(default_factory=list)

    async def say(self, text: str, *, run_id: str | None = None) -> list[dict[str, Any]]:
        """Sends a message and waits for the end of the turn."""
        return await self.ask(Asked(text=text), run_id=run_id)

    async def answer(self, interrupt_id: str, approved: bool | None) -> list[dict[str, Any]]:
        """Answers a question by its id."""
        return await self.ask(Asked(answers=(Answer(interrupt_id, approved),)))

    async def ask(self, asked: Asked, *, run_id: str | None = None) -> list[dict[str, Any]]:
        run_id = run_id or str(uuid4())
        await self.turns.start(self.user_id, self.thread_id, run_id, asked)
        return await self.read(run_id)

    async def read(self, run_id: str, after: int = 0) -> list[dict[str, Any]]:
        return [orjson.loads(event) async for event in self.turns.follow(self.user_id, self.thread_id, run_id, after)]


Open = Callable[..., Any]


@pytest.fixture(autouse=True)
def no_blocking() -> Iterator[None]:
    """Our own code may not block the event loop: not by disk, not by sleep, not by lock."""
    with blockbuster_ctx("agent") as blockbuster:
        for function in blockbuster.functions.values():
            function.can_block_in("structlog/_base.py", {"_proxy_to_logger"})  # a trace on its way to the log
        blockbuster.functions["os.path.abspath"].deactivate()  # SQLAlchemy's, once at the start
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def open_talk(home: Path) -> Open:
    """Opens the service's conversations over `home`; opened again, it is the same service after a restart."""

    @asynccontextmanager
    async def opened(
        *replies: Reply,
        pause: Callable[[], Any] | None = None,
        confirm_for: timedelta = timedelta(minutes=10),
        turn_seconds: float = 30,
        store: Callable[[AsyncEngine], Conversations] = Conversations,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> AsyncIterator[Talk]:
        model = ScriptedModel(*replies, pause=pause)
        async with AsyncExitStack() as stack:
            library = await stack.enter_async_context(open_library(home / "library.db", lambda: datetime.now(UTC)))
            rooms = Rooms(EmbeddedCatalog(TITLES), library, NoRecommender(), NoIndex(), clock)
            saver = await stack.enter_async_context(open_checkpoints(home / "memory.db"))
            engine = await stack.enter_async_context(open_sqlite(home / "conversations.db"))
            conversations = store(engine)
            await conversations.make_tables()
            graph = await asyncio.to_thread(build_agent, model, saver)
            turns = Turns(
                graph,
                conversations,
                rooms,
                yes_or_no={"yes": True, "no": False}.get,
                confirm_for=confirm_for,
                keep_for=timedelta(minutes=60),
                turn_seconds=turn_seconds,
            )
            await turns.open()
            stack.push_async_callback(turns.close)
            yield Talk(turns, Threads(graph, conversations, turns, rooms, confirm_for), conversations, library, model)

    return opened


def types(events: Sequence[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


def text(events: Sequence[dict[str, Any]]) -> str:
    return "".join(event["delta"] for event in events if event["type"] == "TEXT_MESSAGE_CONTENT")


def shown(events: Sequence[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [event["content"] for event in events if event["type"] == "ACTIVITY_SNAPSHOT" and event["activityType"] == kind]
