"""One user's rows and journal, read by SQL. Every statement is bound to that user when the reader is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

import orjson
from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from library.rows import Doc, Effect, Kind, RowId
from library.store import Brief, Found, Mark, Query, StoredChange
from library.tables import changes, rows

LONG = ("effects", "derived", "outcome")
AT_ONCE = 500  # keys in one statement: well under every engine's limit of variables


class SqlReader:
    """Implements `store.Reader` within one transaction."""

    def __init__(self, connection: AsyncConnection, user_id: str) -> None:
        self._connection = connection
        self._user_id = user_id

    async def head(self) -> int:
        """The number of the last change."""
        return await self._connection.scalar(select(func.coalesce(func.max(changes.c.seq), 0)).where(self._my_changes())) or 0

    async def get(self, wanted: Sequence[RowId]) -> Mapping[RowId, Doc]:
        """Rows by their keys."""
        found: dict[RowId, Doc] = {}
        for kind in dict.fromkeys(kind for kind, _ in wanted):
            keys = [key for one, key in wanted if one == kind]
            for start in range(0, len(keys), AT_ONCE):
                some = keys[start : start + AT_ONCE]
                statement = select(rows.c.key, rows.c.doc).where(self._mine(kind), rows.c.key.in_(some))
                for key, doc in await self._connection.execute(statement):
                    found[kind, key] = orjson.loads(doc)
        return found

    async def find(self, query: Query) -> Sequence[Found]:
        """Rows in order."""
        by_rating = query.order in ("highest", "lowest")
        rating = func.coalesce(rows.c.rating, 0 if query.order == "highest" else 11)
        statement = select(rows.c.key, rows.c.doc, rows.c.place, rating if by_rating else rows.c.rating)
        statement = statement.where(self._mine(query.kind), rows.c.parent == query.parent, *_asked(query))
        if query.after:
            statement = statement.where(_beyond(query, rating, query.after))
        if by_rating:
            statement = statement.order_by(rating.desc() if query.order == "highest" else rating)
        # Of several titles, sorting the few found beats walking the whole diary in order: an expression is in no index.
        place = rows.c.place + "" if len(query.title_ids) > 1 else rows.c.place
        statement = statement.order_by(place if query.order == "oldest" else place.desc()).limit(query.limit)
        found = await self._connection.execute(statement)
        return [Found(key, orjson.loads(doc), Mark(place, value or 0)) for key, doc, place, value in found]

    async def briefs(self, kinds: Sequence[Kind], *, parents: Sequence[str], title_ids: Sequence[str] | None) -> Sequence[Brief]:
        """Rows of several kinds without their docs."""
        rating = case((rows.c.kind == "rating", rows.c.rating))
        statement = select(rows.c.kind, rows.c.parent, rows.c.title_id, rating).distinct()
        statement = statement.where(rows.c.user_id == self._user_id, rows.c.kind.in_(kinds), rows.c.parent.in_(["", *parents]))
        if title_ids is not None:
            statement = statement.where(rows.c.title_id.in_(title_ids))
        return [Brief(*row) for row in await self._connection.execute(statement)]

    async def change_by_call(self, run_id: str, call_id: str) -> StoredChange | None:
        """The change under that key."""
        return await self._one_change(changes.c.run_id == run_id, changes.c.call_id == call_id)

    async def change(self, change_id: str) -> StoredChange | None:
        """One change."""
        return await self._one_change(changes.c.change_id == change_id)

    async def changes(self, *, run_id: str | None = None, before: int | None = None, limit: int | None = None) -> Sequence[StoredChange]:
        """The journal, newest first."""
        light = [column for column in changes.c if column.name not in LONG]
        statement = select(*light).where(self._my_changes()).order_by(changes.c.seq.desc()).limit(limit)
        if run_id is not None:
            statement = statement.where(changes.c.run_id == run_id)
        if before is not None:
            statement = statement.where(changes.c.seq < before)
        return [_stored(row) for row in await self._connection.execute(statement)]

    async def last_standing(self, *, other_than_run: str) -> StoredChange | None:
        """The newest change of another run that stands, but for what that very run undid; an undo is none to undo."""
        of_run = select(changes.c.change_id).where(self._my_changes(), changes.c.run_id == other_than_run)
        stands = or_(changes.c.undone_by.is_(None), changes.c.undone_by.in_(of_run))
        return await self._one_change(changes.c.run_id != other_than_run, changes.c.undoes.is_(None), stands)

    async def _one_change(self, *conditions: ColumnElement[bool]) -> StoredChange | None:
        statement = select(changes).where(self._my_changes(), *conditions).order_by(changes.c.seq.desc()).limit(1)
        row = (await self._connection.execute(statement)).first()
        return _stored(row) if row else None

    def _mine(self, kind: Kind) -> ColumnElement[bool]:
        return and_(rows.c.user_id == self._user_id, rows.c.kind == kind)

    def _my_changes(self) -> ColumnElement[bool]:
        return changes.c.user_id == self._user_id


def _asked(query: Query) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.title_ids:
        conditions.append(rows.c.title_id.in_(query.title_ids))
    if query.place_from:
        conditions.append(rows.c.place >= query.place_from)
    if query.place_to:
        conditions.append(rows.c.place < query.place_to)
    if query.min_rating is not None:
        conditions.append(rows.c.rating >= query.min_rating)
    return conditions


def _beyond(query: Query, rating: ColumnElement[Any], after: Mark) -> ColumnElement[bool]:
    if query.order == "oldest":
        return rows.c.place > after.place
    older = rows.c.place < after.place
    if query.order == "newest":
        return older
    further = rating < after.rating if query.order == "highest" else rating > after.rating
    return or_(further, and_(rating == after.rating, older))


def _stored(row: Row[Any]) -> StoredChange:
    fields = dict(row._mapping)
    del fields["user_id"]
    for name in ("effects", "derived"):
        fields[name] = tuple(Effect(*one) for one in orjson.loads(fields.get(name, "[]")))
    fields["outcome"] = orjson.loads(fields.get("outcome", "null"))
    fields["title_ids"] = tuple(cast("list[str]", orjson.loads(fields["title_ids"])))
    fields["created_at"] = datetime.fromisoformat(fields["created_at"])
    fields["undoable"] = bool(fields["undoable"])
    return StoredChange(**fields)
