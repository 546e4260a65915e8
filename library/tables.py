"""The library's tables, and the numbered steps that make them. Steps are only ever added, never edited.

Plain SQL types and JSON as text, so that SQLite and Postgres take the same statements.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Integer, MetaData, Table, Text, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE library_rows ("
        " user_id TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, doc TEXT NOT NULL,"
        " parent TEXT NOT NULL, place TEXT NOT NULL, title_id TEXT, rating INTEGER,"
        " PRIMARY KEY (user_id, kind, key))",
        "CREATE INDEX library_rows_by_place ON library_rows (user_id, kind, parent, place)",
        "CREATE INDEX library_rows_by_title ON library_rows (user_id, kind, parent, title_id, place, rating)",
    ),
    (
        "CREATE TABLE library_changes ("
        " user_id TEXT NOT NULL, seq INTEGER NOT NULL, change_id TEXT NOT NULL, run_id TEXT NOT NULL, call_id TEXT NOT NULL,"
        " operation TEXT NOT NULL, kind TEXT NOT NULL, summary TEXT NOT NULL, title_ids TEXT NOT NULL, created_at TEXT NOT NULL,"
        " outcome TEXT NOT NULL, effects TEXT NOT NULL, derived TEXT NOT NULL,"
        " undoable INTEGER NOT NULL, undoes TEXT, undone_by TEXT,"
        " PRIMARY KEY (user_id, seq))",
        "CREATE UNIQUE INDEX library_changes_by_call ON library_changes (user_id, run_id, call_id)",
        "CREATE UNIQUE INDEX library_changes_by_id ON library_changes (user_id, change_id)",
    ),
)

_metadata = MetaData()

rows = Table(
    "library_rows",
    _metadata,
    *(Column(name, Text, primary_key=name in ("user_id", "kind", "key")) for name in ("user_id", "kind", "key", "doc", "parent", "place")),
    Column("title_id", Text),
    Column("rating", Integer),
)
changes = Table(
    "library_changes",
    _metadata,
    Column("user_id", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    *(
        Column(name, Text)
        for name in (
            "change_id", "run_id", "call_id", "operation", "kind", "summary", "title_ids", "created_at",
            "outcome", "effects", "derived",
        )
    ),
    Column("undoable", Integer),
    Column("undoes", Text),
    Column("undone_by", Text),
)
migrations = Table("library_migrations", _metadata, Column("number", Integer, primary_key=True), Column("applied_at", Text))


class NewerSchema(Exception):
    """The tables were changed by a version that came after this one."""


async def migrate(connection: AsyncConnection, now: datetime, *, upto: int = len(MIGRATIONS)) -> None:
    """Brings the tables up to step `upto`, within the caller's transaction.

    Raises NewerSchema for tables that a newer version has changed: what they mean now is not known here.
    """
    await connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS library_migrations (number INTEGER NOT NULL PRIMARY KEY, applied_at TEXT NOT NULL)"
    )
    done = await connection.scalar(select(func.coalesce(func.max(migrations.c.number), 0))) or 0
    if done > len(MIGRATIONS):
        raise NewerSchema(f"it was written by a newer Rafilm (schema {done}; this one knows {len(MIGRATIONS)}). Update Rafilm")
    for number, statements in enumerate(MIGRATIONS[done:upto], start=done + 1):
        for statement in statements:
            await connection.exec_driver_sql(statement)
        await connection.execute(insert(migrations).values(number=number, applied_at=now.isoformat()))
