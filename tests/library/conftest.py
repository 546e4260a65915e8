"""The library under test, on every store there is: each test here that takes `library` is part of the stores' contract."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from domain import Change, Origin, TitleRef, Written
from library import JournaledLibrary, open_library
from library.rows import Doc, Kind, RowId
from library.store import Query

HEAT = TitleRef(title_id="movie-949", title="Heat", year=1995)
RONIN = TitleRef(title_id="movie-8195", title="Ronin", year=1998)
THIEF = TitleRef(title_id="movie-11524", title="Thief", year=1981)
WIRE = TitleRef(title_id="tv-1438", title="The Wire", year=2002)
TODAY = date(2026, 11, 20)

Opener = Callable[[], AbstractAsyncContextManager[JournaledLibrary]]
Agreement = Callable[[JournaledLibrary, str], Coroutine[Any, Any, int]]


@dataclass
class TickingClock:
    """A second later at every look."""

    now: datetime = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Person:
    """Someone who writes: every call gets a key of its own."""

    user_id: str
    calls: itertools.count[int] = field(default_factory=itertools.count)

    def writes(self, run_id: str = "rest", call_id: str | None = None) -> Origin:
        return Origin(user_id=self.user_id, run_id=run_id, call_id=call_id or f"call-{next(self.calls)}")


def told(written: Written[Any]) -> Change:
    """The change that a write made: it made one."""
    assert written.change is not None
    return written.change


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture(params=["sqlite"])
def opened(request: pytest.FixtureRequest, tmp_path: Path, clock: TickingClock) -> Opener:
    """Opens one and the same store, as often as asked."""
    assert request.param == "sqlite"
    return lambda: open_library(tmp_path / "library.db", clock)


@pytest.fixture
async def library(opened: Opener) -> AsyncGenerator[JournaledLibrary]:
    async with opened() as library:
        yield library


@pytest.fixture
def ann() -> Person:
    return Person("ann")


@pytest.fixture
def ben() -> Person:
    return Person("ben")


async def _journal_and_rows_agree(library: JournaledLibrary, user_id: str) -> int:
    """Plays the journal from its start and holds the result against the rows, and the tallies against the items."""
    played: dict[RowId, Doc] = {}
    async with library.store.reading(user_id) as rows:
        listed = reversed(await rows.changes())
        journal = [change for one in listed if (change := await rows.change(one.change_id))]
        kept = {(kind, one.key): one.doc for kind in get_args(Kind) if kind != "item" for one in await rows.find(Query(kind))}
        for list_id in {key for kind, key in kept if kind == "tally"}:
            items = await rows.find(Query("item", parent=list_id))
            assert len(items) == kept["tally", list_id]["item_count"]
            kept |= {("item", one.key): one.doc for one in items}
        assert await rows.head() == len(journal)
    assert [change.seq for change in journal] == list(range(1, len(journal) + 1))
    for change in journal:
        assert change.effects
        for effect in (*change.effects, *change.derived):
            assert played.get(effect.row) == effect.before
            if effect.after is None:
                del played[effect.row]
            else:
                played[effect.row] = effect.after
    assert played == kept
    return len(journal)


@pytest.fixture
def agree() -> Agreement:
    return _journal_and_rows_agree
