"""Threads, runs and logs as they are kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.conversations import Conversations, Run, ThreadBusy, open_conversations, run_is_kept
from errors import BadInput, CannotOpen, NotFound

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Conversations]:
    async with open_conversations(tmp_path / "conversations.db") as conversations:
        yield conversations


async def start(kept: Conversations, run_id: str, *, user: str = "ana", thread: str = "t", minutes: float = 0) -> Run | None:
    return await kept.start_run(user, thread, run_id, {"text": run_id}, title=f"about {run_id}", now=NOON + timedelta(minutes=minutes))


async def end(kept: Conversations, run_id: str, *, minutes: float = 0) -> None:
    await kept.append(run_id, 1, [f"{run_id}-1", f"{run_id}-2"], ended_at=NOON + timedelta(minutes=minutes))


async def test_a_run_is_known_from_its_start(kept: Conversations) -> None:
    assert await start(kept, "r1") is None
    known = await start(kept, "r1")
    assert known is not None
    assert (known.asked, known.ended_at) == ({"text": "r1"}, None)
    assert [run.run_id for run in await kept.unfinished_runs()] == ["r1"]
    await end(kept, "r1")
    assert (await kept.run_of("ana", "t", "r1")).ended_at == NOON
    assert await kept.unfinished_runs() == []


async def test_one_turn_runs_at_a_time_on_each_thread(kept: Conversations) -> None:
    await start(kept, "r1")
    with pytest.raises(ThreadBusy):
        await start(kept, "r2")
    assert await start(kept, "r3", thread="other") is None
    await end(kept, "r1")
    assert await start(kept, "r2") is None


async def test_what_is_anothers_is_not_found_and_leaves_no_trace(kept: Conversations) -> None:
    await start(kept, "r1")
    for user, thread, run in (("eve", "t", "r2"), ("eve", "mine", "r1")):
        with pytest.raises(NotFound):
            await start(kept, run, user=user, thread=thread)
    with pytest.raises(BadInput):
        await start(kept, "r1", thread="elsewhere")
    for user, thread, run in (("eve", "t", "r1"), ("ana", "elsewhere", "r1"), ("ana", "t", "r2")):
        with pytest.raises(NotFound):
            await kept.run_of(user, thread, run)
    with pytest.raises(NotFound):
        await kept.thread("eve", "t")
    assert await kept.threads("eve", limit=10) == []
    assert [thread.thread_id for thread in await kept.threads("ana", limit=10)] == ["t"]


async def test_a_threads_logs_are_told_in_the_order_of_the_talk(kept: Conversations) -> None:
    for minutes, run_id in enumerate(["z", "a", "m"]):
        await start(kept, run_id, minutes=minutes)
        await end(kept, run_id, minutes=minutes)
    await start(kept, "elsewhere", thread="other")
    await end(kept, "elsewhere")
    assert await kept.thread_events("t") == ["z-1", "z-2", "a-1", "a-2", "m-1", "m-2"]
    assert await kept.events("a") == ["a-1", "a-2"]


async def test_old_logs_go_and_run_ids_stay(kept: Conversations) -> None:
    for minutes, run_id in enumerate(["r1", "r2"]):
        await start(kept, run_id, minutes=minutes)
        await end(kept, run_id, minutes=minutes)
    await start(kept, "r3", minutes=2)
    await kept.append("r3", 1, ["r3-1"])
    await kept.forget_logs(ended_before=NOON + timedelta(minutes=1))
    assert [await kept.events(run) for run in ("r1", "r2", "r3")] == [[], ["r2-1", "r2-2"], ["r3-1"]]
    assert await start(kept, "r1") is not None


async def test_threads_come_latest_first_page_by_page_and_keep_how_they_began(kept: Conversations) -> None:
    for minutes, (thread, run_id) in enumerate([("t1", "r1"), ("t2", "r2"), ("t3", "r3"), ("t1", "r4")]):
        await start(kept, run_id, thread=thread, minutes=minutes)
        await end(kept, run_id)
    first = await kept.threads("ana", limit=2)
    rest = await kept.threads("ana", limit=2, before=(first[-1].updated_at.isoformat(), first[-1].thread_id))
    assert [(thread.thread_id, thread.title) for thread in [*first, *rest]] == [("t1", "about r1"), ("t3", "about r3"), ("t2", "about r2")]
    assert first[0].created_at < first[0].updated_at


async def test_a_deleted_thread_leaves_only_ended_run_ids(kept: Conversations) -> None:
    await start(kept, "r1")
    await end(kept, "r1")
    await start(kept, "r2")
    await kept.append("r2", 1, ["r2-1"])
    await kept.delete_thread("t", now=NOON + timedelta(hours=1))
    assert await kept.threads("ana", limit=10) == []
    assert await kept.thread_events("t") == []
    ended = [await kept.run_of("ana", "t", run) for run in ("r1", "r2")]
    assert [(run.asked, run.ended_at) for run in ended] == [({}, NOON), ({}, NOON + timedelta(hours=1))]
    assert await start(kept, "r9", user="eve") is None


async def test_events_written_twice_are_refused_whole(kept: Conversations) -> None:
    await start(kept, "r1")
    await kept.append("r1", 1, ["one", "two"])
    with pytest.raises(Exception, match="UNIQUE"):
        await kept.append("r1", 2, ["again", "three"], ended_at=NOON)
    assert await kept.events("r1") == ["one", "two"]
    assert (await kept.run_of("ana", "t", "r1")).ended_at is None


def test_a_log_is_kept_while_the_run_goes_on_and_for_a_while_after() -> None:
    def run(ended_at: datetime | None) -> Run:
        return Run("r", "t", "ana", {}, NOON, ended_at)

    keep = timedelta(minutes=15)
    assert run_is_kept(run(None), NOON + timedelta(days=9), keep)
    assert run_is_kept(run(NOON), NOON + timedelta(minutes=14), keep)
    assert not run_is_kept(run(NOON), NOON + keep, keep)


async def test_a_file_that_is_no_database_cannot_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "conversations.db"
    path.write_text("this is a letter, not a database " * 99)
    with pytest.raises(CannotOpen, match=r"conversations\.db cannot be used"):
        async with open_conversations(path):
            pass
