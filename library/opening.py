"""Opening the library where `RAFILM_STATE_URL` says it is."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from errors import CannotOpen
from library.journal import Clock
from library.journaled import JournaledLibrary
from library.sql_store import WRITES, SqlStore, begin_writing
from library.tables import NewerSchema, migrate

PRAGMAS = (
    "PRAGMA synchronous = NORMAL",  # a crash of the process loses nothing; one of the machine may lose the last writes, whole
    "PRAGMA cache_size = -16000",  # KiB
)
BUSY_SECONDS = 30


@asynccontextmanager
async def open_library(where: str | Path, clock: Clock) -> AsyncGenerator[JournaledLibrary]:
    """The library at `where`: a path, or "sqlite:PATH". Made when missing, brought up to date when old.

    Raises CannotOpen where there is no usable database.
    """
    path = _path(where)
    try:
        await asyncio.to_thread(_probe, path)
    except (sqlite3.Error, OSError) as error:
        raise CannotOpen(f"{path} cannot be used: {getattr(error, 'strerror', None) or error}.") from error
    engine = sqlite_engine(path)
    try:
        async with begin_writing(engine) as connection:
            await migrate(connection, clock())
        yield JournaledLibrary(SqlStore(engine), clock)
    except NewerSchema as error:
        raise CannotOpen(f"{path} cannot be used: {error}.") from None
    finally:
        await engine.dispose()


def sqlite_engine(path: Path) -> AsyncEngine:
    """An engine whose transactions are SQLite's own: reads see one moment, writes take the lock when they begin."""
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS}, pool_size=4, max_overflow=4
    )

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        writes = WRITES.items() <= connection.get_execution_options().items()
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _path(where: str | Path) -> Path:
    if isinstance(where, str):
        scheme, colon, rest = where.partition(":")
        if colon and scheme != "sqlite":
            raise CannotOpen(f"State cannot be kept at {scheme}:… ; give sqlite:PATH.")
        where = Path(rest.removeprefix("//") if colon else where)
    return where.expanduser()


def _probe(path: Path) -> None:
    """Whether this is, or can become, a database that can be written. WAL is kept in the file: readers never wait for the writer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode = WAL", "BEGIN IMMEDIATE", "ROLLBACK"):
            connection.execute(statement)
