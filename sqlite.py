"""SQLite as every store here opens it: transactions of its own kind, readers that never wait for the writer."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from errors import CannotOpen

PRAGMAS = (
    "PRAGMA synchronous = NORMAL",  # a crash of the process loses nothing; one of the machine may lose the last writes, whole
    "PRAGMA cache_size = -16000",  # KiB
)
BUSY_SECONDS = 30
WRITES = {"rafilm_writes": True}  # execution option: the transaction takes the write lock when it begins


@asynccontextmanager
async def open_sqlite(path: Path) -> AsyncGenerator[AsyncEngine]:
    """The engine over the file at `path`, which is made where missing. Raises CannotOpen where it is no usable database."""
    await check_sqlite(path)
    engine = sqlite_engine(path)
    try:
        yield engine
    finally:
        await engine.dispose()


async def check_sqlite(path: Path) -> None:
    """Makes the file at `path` where it is missing. Raises CannotOpen where it is no usable database."""
    try:
        await asyncio.to_thread(_probe, path)
    except (sqlite3.Error, OSError) as error:
        raise CannotOpen(f"{path} cannot be used: {getattr(error, 'strerror', None) or error}.") from error


def _probe(path: Path) -> None:
    """Whether this is, or can become, a database that can be written. WAL is kept in the file: readers never wait for the writer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode = WAL", "BEGIN IMMEDIATE", "ROLLBACK"):
            connection.execute(statement)


def sqlite_engine(path: Path) -> AsyncEngine:
    """An engine whose transactions are SQLite's own: reads see one moment, writes (`writing`) take the lock when they begin."""
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


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncGenerator[AsyncConnection]:
    """A transaction that takes the write lock when it begins, and commits when the context ends well."""
    async with engine.connect() as connection:
        await connection.execution_options(**WRITES)
        async with connection.begin():
            yield connection
