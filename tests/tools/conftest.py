"""Tools over the real library and the real catalogue; the index and the recommender are small doubles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import orjson
import pytest
from langchain.tools import ToolRuntime

from catalog.embedded import EmbeddedCatalog
from catalog.seed import load_also_known, load_titles
from domain import Neighbour, Recommendation, Taste, TitleFilter
from library import open_library
from tools import TOOLS, Deps, Rooms

HEAT, RONIN, ALIEN, JAWS = "movie-949", "movie-8195", "movie-348", "movie-578"
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
CALLS = count()


@dataclass
class Nearby:
    """Finds what the test put near, and remembers what it was asked."""

    near: Sequence[str] = (HEAT, RONIN, ALIEN)
    asked: list[dict[str, Any]] = field(default_factory=list)

    async def similar(
        self, *, text: str = "", title_ids: Sequence[str] = (), filters: TitleFilter | None = None, limit: int = 10
    ) -> Sequence[Neighbour]:
        self.asked.append({"text": text, "title_ids": title_ids, "filters": filters, "limit": limit})
        return [Neighbour(title_id=one, score=0.5) for one in self.near if one not in title_ids][:limit]

    def vectors(self, title_ids: Sequence[str]) -> tuple[Sequence[str], Any]:
        return [], np.zeros((0, 1), np.float32)


@dataclass
class Recommends:
    """Recommends Ronin for Heat, whoever asks."""

    rooms: EmbeddedCatalog
    asked: list[Taste] = field(default_factory=list)

    async def recommend(
        self, user_id: str, taste: Taste, *, filters: TitleFilter | None = None, limit: int = 10
    ) -> Sequence[Recommendation]:
        self.asked.append(taste)
        title = await self.rooms.get(RONIN)
        return [Recommendation(title=title, score=1, reason="you gave Heat 9", evidence=(HEAT,), source="double")][:limit]


@dataclass
class Person:
    """Somebody for whom tools are called, each call in a run of its own unless told otherwise."""

    rooms: Rooms
    user_id: str = "ana"
    timezone: str = "UTC"

    async def call(self, name: str, *, run: str = "", key: str = "", **args: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the model and what the client are told by one tool call."""
        number = next(CALLS)
        deps = Deps(self.rooms, self.user_id, "thread", run or f"run-{number}", ZoneInfo(self.timezone))
        (made,) = [one for one in TOOLS if one.name == name]
        schema: Any = made.tool_call_schema
        checked = schema.model_validate(args)
        given = {field: getattr(checked, field) for field in checked.model_fields_set}
        runtime: ToolRuntime[Deps] = ToolRuntime(
            state={}, context=deps, config={}, stream_writer=lambda _: None, tool_call_id=key or f"call-{number}", store=None
        )
        function: Any = made.coroutine  # type: ignore[attr-defined]
        content, artifact = await function(runtime=runtime, **given)
        return orjson.loads(content), artifact


@pytest.fixture(scope="session")
def catalog() -> EmbeddedCatalog:
    return EmbeddedCatalog(load_titles(), load_also_known())


@pytest.fixture
async def ana(tmp_path: Path, catalog: EmbeddedCatalog) -> AsyncIterator[Person]:
    async with open_library(tmp_path / "library.db", lambda: NOON) as library:
        yield Person(Rooms(catalog, library, Recommends(catalog), Nearby(), lambda: NOON))


def ids(artifact: dict[str, Any]) -> list[str]:
    return [item["titleId"] for item in artifact["titles"]["items"]]


def kinds(artifact: dict[str, Any]) -> list[str]:
    return [change["kind"] for change in artifact["changes"]]
