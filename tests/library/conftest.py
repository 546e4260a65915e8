"""The library under test, on every store there is: each test here that takes `library` is part of the stores' contract."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain import Origin
from library import JournaledLibrary, open_library

Opener = Callable[[], AbstractAsyncContextManager[JournaledLibrary]]


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
