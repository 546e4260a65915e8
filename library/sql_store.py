"""The library in SQL: rows and journal in two tables, a change and its effects in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager

import orjson
from sqlalchemy import BindParameter, bindparam, delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from errors import BadInput
from library.rows import Effect, columns
from library.sql_read import SqlReader
from library.store import Behind, StoredChange
from library.tables import changes, rows
from sqlite import writing


class SqlWriter(SqlReader):
    """Implements `store.Writer`: the reader's transaction is one that may write."""

    async def commit(self, change: StoredChange, undone: Mapping[str, str | None]) -> None:
        """Keeps a change and applies its effects; the transaction ends after it."""
        try:
            await self._connection.execute(insert(changes), _values(self._user_id, change))
        except IntegrityError as taken:
            raise Behind from taken
        for change_id, by in undone.items():
            theirs = update(changes).where(self._my_changes(), changes.c.change_id == change_id)
            await self._connection.execute(theirs.values(undone_by=by))
        await self._apply((*change.effects, *change.derived))

    async def _apply(self, effects: tuple[Effect, ...]) -> None:
        mine = (rows.c.user_id == self._user_id, rows.c.kind == bindparam("of_kind"), rows.c.key == bindparam("of_key"))
        if gone := [{"of_kind": one.kind, "of_key": one.key} for one in effects if one.after is None]:
            await self._connection.execute(delete(rows).where(*mine), gone)
        made, changed = [], []
        for one in effects:
            if one.after is None:
                continue
            values = {"doc": orjson.dumps(one.after).decode(), **columns(one.kind, one.after)._asdict()}
            if one.before is None:
                made.append({"user_id": self._user_id, "kind": one.kind, "key": one.key, **values})
            else:
                changed.append({"of_kind": one.kind, "of_key": one.key, **values})
        if made:
            await self._connection.execute(insert(rows), made)
        if changed:
            set_to: dict[str, BindParameter[object]] = {name: bindparam(name) for name in ("doc", "parent", "place", "title_id", "rating")}
            await self._connection.execute(update(rows).where(*mine).values(set_to), changed)


class SqlStore:
    """Implements `store.Store`. Writers of this process queue here; those of other processes wait for the engine's lock."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def reading(self, user_id: str) -> AsyncGenerator[SqlReader]:
        """One read transaction: all that is read in it is of one moment."""
        with _plain_text_only():
            async with self._engine.connect() as connection:
                yield SqlReader(connection, user_id)

    @asynccontextmanager
    async def writing(self, user_id: str) -> AsyncGenerator[SqlWriter]:
        """One write transaction, committed at the end."""
        with _plain_text_only():
            async with self._writing, writing(self._engine) as connection:
                yield SqlWriter(connection, user_id)

    async def delete_user(self, user_id: str) -> None:
        """Removes a user's rows and journal, at once."""
        async with self._writing, writing(self._engine) as connection:
            await connection.execute(delete(rows).where(rows.c.user_id == user_id))
            await connection.execute(delete(changes).where(changes.c.user_id == user_id))

    async def aclose(self) -> None:
        """Closes every connection."""
        await self._engine.dispose()


@contextmanager
def _plain_text_only() -> Generator[None]:
    """Half a surrogate pair is text to Python but to no database."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise BadInput("That has characters which are no text.") from error


def _values(user_id: str, change: StoredChange) -> dict[str, object]:
    values = {name: getattr(change, name) for name in StoredChange.__dataclass_fields__}
    for name in ("effects", "derived"):
        values[name] = [tuple(effect) for effect in values[name]]
    for name in ("effects", "derived", "outcome", "title_ids"):
        values[name] = orjson.dumps(values[name]).decode()
    return {"user_id": user_id, **values, "created_at": change.created_at.isoformat(), "undoable": int(change.undoable)}
