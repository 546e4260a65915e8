"""What is SQLite's own: opening, migrating, and that queries go by index."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from errors import CannotOpen
from library import open_library
from library.sql_read import SqlReader
from library.store import Mark, Query
from library.tables import MIGRATIONS, changes, migrate, migrations, rows
from sqlite import sqlite_engine, writing
from tests.library.conftest import HEAT, Person, TickingClock

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def schema(path: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(path) as database:
        found = database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
    database.close()
    return found


async def migrated(path: Path, upto: int) -> None:
    engine = sqlite_engine(path)
    async with writing(engine) as connection:
        await migrate(connection, NOW, upto=upto)
    await engine.dispose()


@pytest.mark.parametrize("old", range(len(MIGRATIONS)))
async def test_an_upgraded_database_is_like_a_fresh_one_and_keeps_what_it_had(
    tmp_path: Path, clock: TickingClock, ann: Person, old: int
) -> None:
    await migrated(tmp_path / "old.db", old)
    if old:
        with sqlite3.connect(tmp_path / "old.db") as database:
            doc = '{"about": "note", "value": "x"}'
            database.execute("INSERT INTO library_rows VALUES ('ann', 'preference', 'note:x', ?, '', '1', NULL, NULL)", [doc])
        database.close()
    for path in (tmp_path / "old.db", tmp_path / "fresh.db"):
        async with open_library(path, clock) as library:
            await library.rate(ann.writes(), HEAT, 9)
            kept = [one.value for one in await library.preferences("ann")]
            assert kept == (["x"] if old and path.name == "old.db" else [])
    assert schema(tmp_path / "old.db") == schema(tmp_path / "fresh.db")


async def test_the_tables_that_queries_name_are_those_that_migrations_make(tmp_path: Path) -> None:
    await migrated(tmp_path / "library.db", len(MIGRATIONS))
    with sqlite3.connect(tmp_path / "library.db") as database:
        for table in (rows, changes, migrations):
            made = {name for _, name, *_ in database.execute(f"PRAGMA table_info({table.name})")}
            assert made == set(table.c.keys())
    database.close()


async def test_a_newer_database_is_left_alone(tmp_path: Path, clock: TickingClock) -> None:
    path = tmp_path / "library.db"
    await migrated(path, len(MIGRATIONS))
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO library_migrations VALUES (99, 'tomorrow')")
    database.close()
    before = schema(path)
    with pytest.raises(CannotOpen, match=r"library\.db cannot be used: it was written by a newer Rafilm \(schema 99"):
        async with open_library(path, clock):
            pass
    assert schema(path) == before


async def test_what_is_no_database_is_left_alone(tmp_path: Path, clock: TickingClock) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes about films. " * 50)
    with pytest.raises(CannotOpen, match=r"notes\.txt cannot be used: file is not a database"):
        async with open_library(path, clock):
            pass
    assert path.read_text().startswith("These are my notes")


async def test_places_that_cannot_be_written(tmp_path: Path, clock: TickingClock) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotOpen, match="cannot be used: unable to open"):
        async with open_library(tmp_path, clock):
            pass
    with pytest.raises(CannotOpen, match="cannot be used: "):
        async with open_library(tmp_path / "file" / "library.db", clock):
            pass
    with pytest.raises(CannotOpen, match="postgresql"):
        async with open_library("postgresql://somewhere/rafilm", clock):
            pass


async def test_every_way_to_name_the_place(tmp_path: Path, clock: TickingClock) -> None:
    for where in (tmp_path / "a" / "library.db", str(tmp_path / "b.db"), f"sqlite:{tmp_path}/c.db", f"sqlite://{tmp_path}/d.db"):
        async with open_library(where, clock) as library:
            assert (await library.lists("ann")).items[0].name == "Watchlist"
    for made in ("a/library.db", "b.db", "c.db", "d.db"):
        assert schema(tmp_path / made)


@pytest.mark.parametrize(
    "query",
    [
        Query("entry", limit=20),
        Query("entry", order="oldest", after=Mark("2026-01-01/1"), limit=20),
        Query("entry", place_from="2026-01-01", place_to="2026-02-01", limit=20),
        Query("entry", title_ids=["movie-949"], limit=20),
        Query("entry", title_ids=["movie-949"], place_to="2026-02-01", limit=1),
        Query("rating", order="highest", limit=20),
        Query("item", parent="watchlist", after=Mark("1"), limit=20),
    ],
)
async def test_queries_go_by_index(tmp_path: Path, clock: TickingClock, query: Query) -> None:
    async with open_library(tmp_path / "library.db", clock):
        engine = sqlite_engine(tmp_path / "library.db")
        said = []

        @event.listens_for(engine.sync_engine, "before_cursor_execute")
        def explain(_connection: object, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            said.append("\n".join(row[3] for row in cursor.fetchall()))

        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
            said.clear()
            await SqlReader(connection, "ann").find(query)
        await engine.dispose()
    assert len(said) == 1
    assert "USING INDEX library_rows_by" in said[0]
    assert "SCAN" not in said[0]
    assert ("TEMP B-TREE" in said[0]) == (query.order == "highest")
    assert ("title_id=" in said[0]) == bool(query.title_ids)

