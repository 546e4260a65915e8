"""The conversation's memory: LangGraph's SQLite saver, kept small."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from sqlite import PRAGMAS, check_sqlite


@asynccontextmanager
async def open_checkpoints(path: Path) -> AsyncIterator[AsyncSqliteSaver]:
    """The saver over the SQLite file at `path`, made where it is absent. Raises CannotOpen."""
    await check_sqlite(path)
    async with aiosqlite.connect(path) as connection:
        for pragma in PRAGMAS:
            await connection.execute(pragma)
        saver = AsyncSqliteSaver(connection)
        await saver.setup()
        yield saver


async def prune(saver: Any, thread_id: str) -> None:
    """Drops all checkpoints of a thread but the last: each holds the whole history, so they grow with its square."""
    if not isinstance(saver, AsyncSqliteSaver):
        return  # an in-memory saver of a test keeps what it likes
    async with saver.lock:
        for table in ("writes", "checkpoints"):
            await saver.conn.execute(
                f"DELETE FROM {table} WHERE thread_id = ? AND checkpoint_id <> "  # noqa: S608 - the names are ours
                "(SELECT max(checkpoint_id) FROM checkpoints WHERE thread_id = ? AND checkpoint_ns = '')",
                (thread_id, thread_id),
            )
        await saver.conn.commit()


async def drop_answers(saver: Any, thread_id: str) -> None:
    """Drops yes and no that were given to a thread's open questions but came to nothing.

    LangGraph keeps the answer of a call that was stopped or failed, and would play it in place of the next one:
    a yes that was cancelled must not delete at a later no.
    """
    if isinstance(saver, AsyncSqliteSaver):
        async with saver.lock:
            await saver.conn.execute("DELETE FROM writes WHERE thread_id = ? AND channel = '__resume__'", (thread_id,))
            await saver.conn.commit()


async def forget_thread(saver: Any, thread_id: str) -> None:
    """Drops all that is remembered of a thread."""
    await saver.adelete_thread(thread_id)
