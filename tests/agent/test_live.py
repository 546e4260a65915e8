"""A run's log: numbered without a gap, written before it is shown, the same for every reader."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from ag_ui.core import RunFinishedEvent, RunFinishedSuccessOutcome, RunStartedEvent, TextMessageEndEvent

from agent.conversations import Run
from agent.live import LiveRun, Stopping

NOW = datetime(2026, 3, 14, tzinfo=UTC)
RUN = Run("r1", "t1", "ana", {}, NOW, None)
STARTED = RunStartedEvent(thread_id="t1", run_id="r1")
FINISHED = RunFinishedEvent(thread_id="t1", run_id="r1", outcome=RunFinishedSuccessOutcome())


class Log:
    """A log that writes when the gate is open, and fails once it is full."""

    def __init__(self, *, full_at: int = 1_000) -> None:
        self.lines: list[str] = []
        self.ended_at: datetime | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self._full_at = full_at

    async def append(self, run_id: str, first_seq: int, events: Sequence[str], *, ended_at: datetime | None = None) -> None:
        await self.gate.wait()
        assert (run_id, first_seq) == ("r1", len(self.lines) + 1)
        if len(self.lines) + len(events) > self._full_at:
            raise OSError("No space left on device")
        self.lines += events
        self.ended_at = ended_at


def live_over(log: Log, earlier: Sequence[str] = ()) -> LiveRun:
    return LiveRun(RUN, earlier, log.append, lambda: NOW)


def word(number: int) -> TextMessageEndEvent:
    return TextMessageEndEvent(message_id=str(number))


async def seqs(live: LiveRun, after: int = 0) -> list[int]:
    return [orjson.loads(event)["metadata"]["seq"] async for event in live.follow(after)]


async def test_readers_of_any_place_see_all_that_follows_it() -> None:
    log = Log()
    live = live_over(log)
    readers = [asyncio.create_task(seqs(live, after)) for after in (0, 2, 4, 99)]
    for number in range(3):
        live.tell([word(number)])
        await asyncio.sleep(0)
    await live.end(FINISHED)
    assert await asyncio.gather(*readers, seqs(live, 1)) == [[1, 2, 3, 4], [3, 4], [], [], [2, 3, 4]]
    assert len(log.lines) == 4
    assert log.ended_at == NOW


async def test_nothing_is_shown_before_it_is_written() -> None:
    log = Log()
    log.gate.clear()
    live = live_over(log)
    live.tell([STARTED])
    first = asyncio.ensure_future(anext(live.follow(0)))
    await asyncio.sleep(0.01)
    assert not first.done()
    log.gate.set()
    assert orjson.loads(await first)["type"] == "RUN_STARTED"
    await live.stop()


async def test_a_log_of_an_earlier_life_is_shown_and_numbered_on() -> None:
    log = Log()
    first = live_over(log)
    first.tell([STARTED, word(1)])
    await first.stop()
    second = live_over(log, log.lines)
    await second.end(FINISHED)
    assert await seqs(second) == [1, 2, 3]


async def test_a_stop_writes_what_was_told_and_tells_readers() -> None:
    log = Log()
    live = live_over(log)
    early = asyncio.create_task(seqs(live))
    live.tell([STARTED, word(1)])
    await live.stop()
    assert len(log.lines) == 2
    assert log.ended_at is None
    for reader in (early, seqs(live), seqs(live, 2)):
        with pytest.raises(Stopping):
            await reader
    with pytest.raises(Stopping):
        live.tell([word(2)])


@pytest.mark.parametrize("full_at", [0, 1])
async def test_a_log_that_cannot_be_written_stops_the_run_and_its_readers(full_at: int) -> None:
    log = Log(full_at=full_at)
    live = live_over(log)
    reader = asyncio.create_task(seqs(live))
    live.tell([STARTED])
    await asyncio.sleep(0.01)
    with pytest.raises(Stopping):
        await live.end(FINISHED)
    with pytest.raises(Stopping):
        await reader
    await live.stop()
    assert len(log.lines) == full_at
    assert log.ended_at is None


async def test_a_run_that_was_stopped_after_its_end_is_whole_to_its_readers() -> None:
    live = live_over(Log())
    await live.end(FINISHED)
    await live.stop()
    assert await seqs(live) == [1]


async def test_every_event_names_its_run() -> None:
    log: Any = Log()
    live = live_over(log)
    live.tell([STARTED])
    await live.end(FINISHED)
    assert [orjson.loads(line)["metadata"] for line in log.lines] == [{"seq": seq, "runId": "r1"} for seq in (1, 2)]
