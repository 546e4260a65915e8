"""The doors' own small SQLite file: who signed in as whom, and what each Idempotency-Key was used for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import Column, DateTime, MetaData, String, Table
from sqlalchemy.ext.asyncio import AsyncEngine

from sqlite import open_sqlite, writing

metadata = MetaData()

identities = Table(
    "identities",
    metadata,
    Column("issuer", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("user_id", String, nullable=False, unique=True),
    Column("created_at", DateTime, nullable=False),
)

request_keys = Table(
    "request_keys",
    metadata,
    Column("user_id", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
)


@asynccontextmanager
async def open_database(path: Path) -> AsyncIterator[AsyncEngine]:
    """The engine over `path`, tables made where missing. Raises CannotOpen."""
    async with open_sqlite(path) as engine:
        async with writing(engine) as connection:
            await connection.run_sync(metadata.create_all)
        yield engine
