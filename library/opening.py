"""Opening the library where `RAFILM_STATE_URL` says it is."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from errors import CannotOpen
from library.journal import Clock
from library.journaled import JournaledLibrary
from library.sql_store import SqlStore
from library.tables import NewerSchema, migrate
from sqlite import open_sqlite, writing


@asynccontextmanager
async def open_library(where: str | Path, clock: Clock) -> AsyncGenerator[JournaledLibrary]:
    """The library at `where`: a path, or "sqlite:PATH". Made when missing, brought up to date when old.

    Raises CannotOpen where there is no usable database.
    """
    path = _path(where)
    async with open_sqlite(path) as engine:
        try:
            async with writing(engine) as connection:
                await migrate(connection, clock())
        except NewerSchema as error:
            raise CannotOpen(f"{path} cannot be used: {error}.") from None
        yield JournaledLibrary(SqlStore(engine), clock)


def _path(where: str | Path) -> Path:
    if isinstance(where, str):
        scheme, colon, rest = where.partition(":")
        if colon and scheme != "sqlite":
            raise CannotOpen(f"State cannot be kept at {scheme}:… ; give sqlite:PATH.")
        where = Path(rest.removeprefix("//") if colon else where)
    return where.expanduser()
