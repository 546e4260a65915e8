"""How every write happens: looked up by its key, planned, committed with its journal entry; or told again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from uuid_utils import uuid7

from domain import Change, Origin, Written
from errors import Conflict, Unavailable
from library.limits import the_origin
from library.rows import Effect, RowId, list_ids, order_of, tallies
from library.store import Behind, Reader, Store, StoredChange, Writer

T = TypeVar("T")
Clock = Callable[[], datetime]

ATTEMPTS = 30


@dataclass(frozen=True)
class Moment:
    """What a plan may lean on: the rows as they are, the time, and the number its change will have."""

    rows: Reader
    at: datetime
    seq: int

    @property
    def now(self) -> str:
        """The time as rows keep it."""
        return self.at.isoformat()

    def order(self, number: int = 0) -> str:
        """Where a row written now sorts among those written before."""
        return order_of(self.seq, number)


@dataclass(frozen=True)
class Plan(Generic[T]):
    """What a write will do, worked out before anything is written. No effects: everything is already so."""

    value: T
    effects: tuple[Effect, ...] = ()
    kind: str = ""
    summary: str = ""
    title_ids: tuple[str, ...] = ()
    undoes: str | None = None
    undone: Mapping[str, str | None] = field(default_factory=dict)
    change_id: str = field(default_factory=lambda: new_id("chg"))


def new_id(prefix: str) -> str:
    """An id that sorts by time made."""
    return f"{prefix}_{uuid7()}"


def told(change: StoredChange) -> Change:
    """A journal entry as people see it."""
    return Change(
        change_id=change.change_id,
        kind=change.kind,
        summary=change.summary,
        title_ids=change.title_ids,
        undoable=change.undoable,
        undone=change.undone_by is not None,
        created_at=change.created_at,
        run_id=change.run_id,
    )


class Journaled:
    """What every part of the library is made on."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self._clock = clock

    async def _write(
        self, origin: Origin, operation: str, shape: TypeAdapter[T], plan: Callable[[Moment], Awaitable[Plan[T]]]
    ) -> Written[T]:
        """Plans and commits; on a repeat of the same key tells what was written, and does nothing.

        Raises Conflict where the key was used for another operation, Unavailable where others kept writing first.
        """
        the_origin(origin)
        for attempt in range(ATTEMPTS):
            try:
                async with self.store.writing(origin.user_id) as rows:
                    before = await rows.change_by_call(origin.run_id, origin.call_id)
                    if before:
                        return _repeated(before, operation, shape)
                    moment = Moment(rows, self._clock(), await rows.head() + 1)
                    planned = await plan(moment)
                    change = await _commit(rows, moment, origin, operation, shape, planned) if planned.effects else None
                return Written(value=planned.value, change=change)
            except Behind:
                await asyncio.sleep(random.uniform(0, 0.01 * (attempt + 1)))  # noqa: S311 - spreads the writers, guards nothing
        raise Unavailable("Many changes at once are being made here. Please try again.")


async def _commit(rows: Writer, moment: Moment, origin: Origin, operation: str, shape: TypeAdapter[T], planned: Plan[T]) -> Change:
    touched: list[RowId] = [row for one in list_ids(planned.effects) for row in (("list", one), ("tally", one))]
    change = StoredChange(
        change_id=planned.change_id,
        run_id=origin.run_id,
        call_id=origin.call_id,
        operation=operation,
        kind=planned.kind,
        summary=planned.summary,
        title_ids=planned.title_ids,
        created_at=moment.at,
        outcome=shape.dump_python(planned.value, mode="json"),
        effects=planned.effects,
        derived=tallies(planned.effects, await rows.get(touched) if touched else {}, moment.now),
        undoes=planned.undoes,
        seq=moment.seq,
    )
    await rows.commit(change, planned.undone)
    return told(change)


def _repeated(before: StoredChange, operation: str, shape: TypeAdapter[T]) -> Written[T]:
    if before.operation != operation:
        raise Conflict("That key was used for another write; a new write needs a key of its own.")
    return Written(value=shape.validate_python(before.outcome), change=told(before), repeated=True)
