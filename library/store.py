"""What a store must do for the library: keep rows and the journal, and commit a change with its effects at once.

The journal of a user is numbered 1, 2, 3 …, and a change is committed only under the next number. Whatever was
read after `head` was read is therefore still true at the commit: a store need check nothing else, whether it
takes a lock (SQLite, Postgres) or writes on condition that the number is free (DynamoDB).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple, Protocol

from library.rows import Doc, Effect, Kind, RowId

Order = Literal["newest", "oldest", "highest", "lowest"]


class Behind(Exception):
    """Another write took the journal's next number first: read again, plan again."""


class Mark(NamedTuple):
    """Where a page ended: the last row's place, and its rating where the order asks for it."""

    place: str
    rating: int = 0


@dataclass(frozen=True)
class Query:
    """Rows of one kind. Empty fields ask nothing; `place_from` is included, `place_to` is not.

    "newest" and "oldest" go by place; "highest" and "lowest" by rating, then newest; the unrated come last.
    """

    kind: Kind
    parent: str = ""
    title_ids: Sequence[str] = ()
    place_from: str = ""
    place_to: str = ""
    min_rating: int | None = None
    order: Order = "newest"
    after: Mark | None = None
    limit: int | None = None


class Found(NamedTuple):
    """A row that a query found."""

    key: str
    doc: Doc
    mark: Mark


class Brief(NamedTuple):
    """A row without its doc, as `briefs` tells it; the rating is told for kind "rating" alone."""

    kind: Kind
    parent: str
    title_id: str
    rating: int | None


@dataclass(frozen=True)
class StoredChange:
    """A journal entry with all that a repeat and an undo need. `derived` are the tallies' effects."""

    change_id: str
    run_id: str
    call_id: str
    operation: str
    kind: str
    summary: str
    title_ids: tuple[str, ...]
    created_at: datetime
    outcome: Any
    effects: tuple[Effect, ...]
    derived: tuple[Effect, ...] = ()
    undoable: bool = True
    undoes: str | None = None
    undone_by: str | None = None
    seq: int = field(default=0)


class Reader(Protocol):
    """One user's rows and journal, seen at one moment."""

    async def head(self) -> int:
        """The number of the last change, 0 when there is none."""
        ...

    async def get(self, rows: Sequence[RowId]) -> Mapping[RowId, Doc]:
        """The docs of those rows that are there."""
        ...

    async def find(self, query: Query) -> Sequence[Found]:
        """Rows in order."""
        ...

    async def briefs(self, kinds: Sequence[Kind], *, parents: Sequence[str], title_ids: Sequence[str] | None) -> Sequence[Brief]:
        """Rows of several kinds without their docs, each once, of all titles where `title_ids` is None; `parents`: which lists' items."""
        ...

    async def change_by_call(self, run_id: str, call_id: str) -> StoredChange | None:
        """The change that was written under that key."""
        ...

    async def change(self, change_id: str) -> StoredChange | None:
        """One change."""
        ...

    async def changes(self, *, run_id: str | None = None, before: int | None = None, limit: int | None = None) -> Sequence[StoredChange]:
        """The journal, newest first, without effects and outcomes, which can be long; `before` is a number."""
        ...

    async def last_standing(self, *, other_than_run: str) -> StoredChange | None:
        """The newest change of another run that is not undone, or was undone by that very run."""
        ...


class Writer(Reader, Protocol):
    """The same, with the right to commit one change."""

    async def commit(self, change: StoredChange, undone: Mapping[str, str | None]) -> None:
        """Keeps the change under `change.seq` and applies its effects; `undone`: change id -> what undoes it now.

        Raises Behind where that number is taken.
        """
        ...


class Store(Protocol):
    """Rows and journals of all users."""

    def reading(self, user_id: str) -> AbstractAsyncContextManager[Reader]:
        """A consistent view of one user's data."""
        ...

    def writing(self, user_id: str) -> AbstractAsyncContextManager[Writer]:
        """A write: what was committed in it is kept when the context ends without an error. May raise Behind at its end."""
        ...

    async def delete_user(self, user_id: str) -> None:
        """Removes a user's rows and journal."""
        ...

    async def aclose(self) -> None:
        """Lets go of files and connections."""
        ...
