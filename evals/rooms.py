"""A whole, small Rafilm for evaluations: the real graph, tools, catalogue, library and recommender in a folder of its own."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import numpy as np
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from agent.graph import Graph, build_agent
from catalog.embedded import EmbeddedCatalog
from domain import Neighbour, Title, TitleFilter
from errors import BadInput
from library import open_library
from recommender.embedded import EmbeddedRecommender
from tools import Deps, Rooms
from vectorstore.interface import Vectors

_WORD = re.compile(r"[a-z]{3,}")
DIMENSIONS = 256


class WordIndex:
    """A plot index without a model: plots that share rarer words are near. For checks of who is asked, not of what is found."""

    def __init__(self, titles: Sequence[Title]) -> None:
        self._titles = list(titles)
        self._rows = {title.title_id: number for number, title in enumerate(self._titles)}
        self._matrix = np.stack([_vector(" ".join((title.overview, *title.themes, *title.genres))) for title in self._titles])

    async def similar(
        self, *, text: str = "", title_ids: Sequence[str] = (), filters: TitleFilter | None = None, limit: int = 10
    ) -> Sequence[Neighbour]:
        """See `vectorstore.PlotIndex`."""
        known = [self._rows[one] for one in title_ids if one in self._rows]
        if not text.strip() and not known:
            raise BadInput("Give a text or a known title.")
        wanted = _vector(text) + self._matrix[known].sum(axis=0)
        scores = self._matrix @ wanted
        best = (self._titles[at] for at in np.argsort(-scores, kind="stable"))
        passing = [t for t in best if t.title_id not in title_ids and (filters is None or filters.matches(t))]
        return [Neighbour(title_id=t.title_id, score=float(scores[self._rows[t.title_id]])) for t in passing[:limit]]

    def vectors(self, title_ids: Sequence[str]) -> tuple[Sequence[str], Vectors]:
        """See `vectorstore.PlotIndex`."""
        known = [one for one in title_ids if one in self._rows]
        return known, self._matrix[[self._rows[one] for one in known]].astype(np.float32)


def _vector(text: str) -> Vectors:
    out = np.zeros(DIMENSIONS, np.float32)
    for word in set(_WORD.findall(text.lower())):
        out[sum(ord(c) * (at + 1) ** 3 for at, c in enumerate(word)) % DIMENSIONS] += 1.0
    length = float(np.linalg.norm(out))
    return out / length if length else out


@dataclass
class Spoken:
    """What one message led to: the tool calls in order, their results, and the answer."""

    text: str
    calls: list[dict[str, Any]] = field(default_factory=list)
    results: list[ToolMessage] = field(default_factory=list)
    answer: str = ""
    asked_yes: bool = False


@dataclass
class Person:
    """One person talking in one thread."""

    graph: Graph
    rooms: Rooms
    timezone: ZoneInfo
    user_id: str = field(default_factory=lambda: uuid4().hex)
    thread_id: str = field(default_factory=lambda: uuid4().hex)

    async def say(self, text: str, *, approve: bool = True) -> Spoken:
        """Says `text`; a question of "are you sure" is answered by `approve`."""
        run = Deps(self.rooms, self.user_id, self.thread_id, uuid4().hex, self.timezone)
        config: Any = {"configurable": {"thread_id": self.thread_id}}
        state = await self.graph.ainvoke({"messages": [HumanMessage(text)]}, config, context=run)
        spoken = Spoken(text)
        while state.get("__interrupt__"):
            spoken.asked_yes = True
            decision = {"type": "approve" if approve else "reject"}
            answers = {one.id: decision for one in state["__interrupt__"]}
            state = await self.graph.ainvoke(Command(resume=answers), config, context=run)
        return _told(spoken, state["messages"])


def _told(spoken: Spoken, messages: Sequence[AnyMessage]) -> Spoken:
    at = max(number for number, message in enumerate(messages) if isinstance(message, HumanMessage))
    for message in messages[at + 1 :]:
        if isinstance(message, AIMessage):
            spoken.calls += [{"name": call["name"], "args": call["args"]} for call in message.tool_calls]
            spoken.answer = message.text or spoken.answer
        elif isinstance(message, ToolMessage):
            spoken.results.append(message)
    return spoken


@dataclass
class House:
    """The rooms and the graph; each `person` is a new user in a new thread."""

    graph: Graph
    rooms: Rooms
    timezone: ZoneInfo

    def person(self) -> Person:
        """Somebody new."""
        return Person(self.graph, self.rooms, self.timezone)


@asynccontextmanager
async def open_house(folder: Path, titles: Sequence[Title], model: BaseChatModel, now: datetime) -> AsyncGenerator[House]:
    """A house in `folder`, where it is always `now`."""

    def clock() -> datetime:
        return now

    index = WordIndex(titles)
    async with open_library(folder / "library.db", clock) as library:
        recommender = EmbeddedRecommender({title.title_id: title for title in titles}, index.vectors)
        rooms = Rooms(EmbeddedCatalog(titles), library, recommender, index, clock)
        graph = await asyncio.to_thread(build_agent, model, InMemorySaver())  # it reads the prompt
        yield House(graph, rooms, ZoneInfo("Europe/Paris"))
