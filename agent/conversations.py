"""Threads, runs and their event logs: who talked, what was asked, and every event that was sent.

A run's log is written before a client sees the event, so that an ATTACH after a restart tells the
same story with the same numbers. One running run a thread is held by the database itself.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from errors import BadInput, NotFound
from sqlite import open_sqlite, writing

METADATA = sa.MetaData()
THREADS = sa.Table(
    "threads",
    METADATA,
    sa.Column("thread_id", sa.Text, primary_key=True),
    sa.Column("user_id", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("created_at", sa.Text, nullable=False),
    sa.Column("updated_at", sa.Text, nullable=False),
    sa.Index("threads_of_user", "user_id", "updated_at"),
)
RUNS = sa.Table(
    "runs",
    METADATA,
    sa.Column("run_id", sa.Text, primary_key=True),
    sa.Column("thread_id", sa.Text, nullable=False),
    sa.Column("user_id", sa.Text, nullable=False),
    sa.Column("asked", sa.Text, nullable=False),  # JSON of what the client asked: enough to go on after a restart
    sa.Column("started_at", sa.Text, nullable=False),
    sa.Column("ended_at", sa.Text),
    sa.Index("one_running_run_a_thread", "thread_id", unique=True, sqlite_where=sa.text("ended_at IS NULL")),
    sa.Index("runs_of_thread", "thread_id", "started_at"),
    sa.Index("runs_by_end", "ended_at"),
)
EVENTS = sa.Table(
    "events",
    METADATA,
    sa.Column("run_id", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("event", sa.Text, nullable=False),
)


class ThreadBusy(Exception):
    """Another turn is running on the thread."""


@dataclass(frozen=True)
class Thread:
    """One conversation of one user."""

    thread_id: str
    user_id: str
    title: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Run:
    """One turn; `ended_at` is None while it runs, or when the service stopped in its middle."""

    run_id: str
    thread_id: str
    user_id: str
    asked: dict[str, Any]
    started_at: datetime
    ended_at: datetime | None


@asynccontextmanager
async def open_conversations(path: Path) -> AsyncGenerator[Conversations]:
    """The store in the SQLite file at `path`, made where it is absent. Raises CannotOpen."""
    async with open_sqlite(path) as engine:
        conversations = Conversations(engine)
        await conversations.make_tables()
        yield conversations


class Conversations:
    """The store. Every read of a thread or run is one user's own: another's is NotFound."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def make_tables(self) -> None:
        """Makes what is missing."""
        async with writing(self._engine) as connection:
            await connection.run_sync(METADATA.create_all)

    # -- runs ----------------------------------------------------------------------------------
    async def start_run(self, user_id: str, thread_id: str, run_id: str, asked: dict[str, Any], *, title: str, now: datetime) -> Run | None:
        """Records a new run and, at need, its thread. Returns None when the run is new, else the run that has this id.

        Raises NotFound for another user's thread or run, BadInput for a run id used in another thread, ThreadBusy.
        """
        async with writing(self._engine) as connection:
            known = await _run(connection, run_id)
            if known:
                if known.user_id != user_id:
                    raise NotFound("There is no such run.")
                if known.thread_id != thread_id:
                    raise BadInput("This runId belongs to another thread. Make a new one for each turn.")
                return known
            await connection.execute(
                insert(THREADS)
                .values(thread_id=thread_id, user_id=user_id, title=title, created_at=now.isoformat(), updated_at=now.isoformat())
                .on_conflict_do_nothing()
            )
            await _own_thread(connection, user_id, thread_id)
            try:
                await connection.execute(
                    RUNS.insert().values(
                        run_id=run_id, thread_id=thread_id, user_id=user_id, asked=_dump(asked), started_at=now.isoformat()
                    )
                )
            except sa.exc.IntegrityError as error:
                raise ThreadBusy from error
            await connection.execute(THREADS.update().where(THREADS.c.thread_id == thread_id).values(updated_at=now.isoformat()))
        return None

    async def run_of(self, user_id: str, thread_id: str, run_id: str) -> Run:
        """The user's run. Raises NotFound."""
        async with self._engine.connect() as connection:
            run = await _run(connection, run_id)
        if run is None or run.user_id != user_id or run.thread_id != thread_id:
            raise NotFound("There is no such run.")
        return run

    async def unfinished_runs(self) -> Sequence[Run]:
        """Runs that a stop of the service left in their middle, oldest first."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(RUNS.select().where(RUNS.c.ended_at.is_(None)).order_by(RUNS.c.started_at))
        return [_as_run(row) for row in rows]

    async def append(self, run_id: str, first_seq: int, events: Sequence[str], *, ended_at: datetime | None = None) -> None:
        """Writes events (JSON texts) numbered from `first_seq`; `ended_at` ends the run in the same transaction."""
        rows = [{"run_id": run_id, "seq": first_seq + number, "event": event} for number, event in enumerate(events)]
        async with writing(self._engine) as connection:
            await connection.execute(EVENTS.insert(), rows)
            if ended_at:
                await connection.execute(RUNS.update().where(RUNS.c.run_id == run_id).values(ended_at=ended_at.isoformat()))

    async def events(self, run_id: str) -> list[str]:
        """A run's whole log in order."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(sa.select(EVENTS.c.event).where(EVENTS.c.run_id == run_id).order_by(EVENTS.c.seq))
        return [row.event for row in rows]

    async def thread_events(self, thread_id: str) -> list[str]:
        """The logs of all of a thread's kept runs, in the order of the talk."""
        logs = sa.select(EVENTS.c.event).join(RUNS, RUNS.c.run_id == EVENTS.c.run_id).where(RUNS.c.thread_id == thread_id)
        async with self._engine.connect() as connection:
            rows = await connection.execute(logs.order_by(RUNS.c.started_at, EVENTS.c.seq))
        return [row.event for row in rows]

    async def forget_logs(self, *, ended_before: datetime) -> None:
        """Drops the logs of runs that ended long enough ago; the runs themselves stay, so that no id runs twice."""
        old = sa.select(RUNS.c.run_id).where(RUNS.c.ended_at < ended_before.isoformat())
        async with writing(self._engine) as connection:
            await connection.execute(EVENTS.delete().where(EVENTS.c.run_id.in_(old)))

    # -- threads -------------------------------------------------------------------------------
    async def thread(self, user_id: str, thread_id: str) -> Thread:
        """The user's thread. Raises NotFound."""
        async with self._engine.connect() as connection:
            return await _own_thread(connection, user_id, thread_id)

    async def threads(self, user_id: str, *, limit: int, before: tuple[str, str] | None = None) -> Sequence[Thread]:
        """The user's threads, latest first; `before` is (updated_at, thread_id) of the last one seen."""
        query = THREADS.select().where(THREADS.c.user_id == user_id)
        if before:
            query = query.where(sa.tuple_(THREADS.c.updated_at, THREADS.c.thread_id) < sa.tuple_(*map(sa.literal, before)))
        async with self._engine.connect() as connection:
            rows = await connection.execute(query.order_by(THREADS.c.updated_at.desc(), THREADS.c.thread_id.desc()).limit(limit))
        return [_as_thread(row) for row in rows]

    async def delete_thread(self, thread_id: str, *, now: datetime) -> None:
        """Removes a thread with its logs. Its run ids stay known, without content and ended, so that none runs again."""
        runs = sa.select(RUNS.c.run_id).where(RUNS.c.thread_id == thread_id)
        async with writing(self._engine) as connection:
            await connection.execute(EVENTS.delete().where(EVENTS.c.run_id.in_(runs)))
            ended = sa.func.coalesce(RUNS.c.ended_at, now.isoformat())
            await connection.execute(RUNS.update().where(RUNS.c.thread_id == thread_id).values(asked="{}", ended_at=ended))
            await connection.execute(THREADS.delete().where(THREADS.c.thread_id == thread_id))


def run_is_kept(run: Run, now: datetime, keep: timedelta) -> bool:
    """Whether a run's log can still be attached to."""
    return run.ended_at is None or now - run.ended_at < keep


async def _run(connection: AsyncConnection, run_id: str) -> Run | None:
    row = (await connection.execute(RUNS.select().where(RUNS.c.run_id == run_id))).one_or_none()
    return _as_run(row) if row else None


async def _own_thread(connection: AsyncConnection, user_id: str, thread_id: str) -> Thread:
    row = (await connection.execute(THREADS.select().where(THREADS.c.thread_id == thread_id))).one_or_none()
    if row is None or row.user_id != user_id:
        raise NotFound("There is no such conversation.")
    return _as_thread(row)


def _as_run(row: sa.Row[Any]) -> Run:
    ended = datetime.fromisoformat(row.ended_at) if row.ended_at else None
    return Run(row.run_id, row.thread_id, row.user_id, orjson.loads(row.asked), datetime.fromisoformat(row.started_at), ended)


def _as_thread(row: sa.Row[Any]) -> Thread:
    created, updated = datetime.fromisoformat(row.created_at), datetime.fromisoformat(row.updated_at)
    return Thread(row.thread_id, row.user_id, row.title, created, updated)


def _dump(value: Any) -> str:
    return orjson.dumps(value).decode()
