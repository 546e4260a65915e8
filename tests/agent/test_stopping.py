"""Turns that are cancelled, deleted or cut off at awkward moments, and logs that cannot be written."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from langchain.messages import AIMessage
from sqlalchemy.ext.asyncio import AsyncEngine

from agent.asked import Asked
from agent.conversations import Conversations, ThreadBusy
from agent.live import Stopping
from agent.turns import RunExpired
from errors import NotFound
from tests.agent.conftest import Open, Talk, text, types

HELLO = AIMessage("Hello film friend")


class Store(Conversations):
    """A store whose disk can be full, and whose writing of an end can be held up."""

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self.is_full = False
        self.ending, self.may_end = asyncio.Event(), asyncio.Event()
        self.may_end.set()

    async def append(self, run_id: str, first_seq: int, events: Sequence[str], *, ended_at: datetime | None = None) -> None:
        if self.is_full:
            raise OSError("No space left on device")
        if ended_at:
            self.ending.set()
            await self.may_end.wait()
        await super().append(run_id, first_seq, events, ended_at=ended_at)


async def begin(talk: Talk, said: str = "hi") -> str:
    run_id = str(uuid4())
    await talk.turns.start("ana", talk.thread_id, run_id, Asked(said))
    return run_id


async def read_at_last(talk: Talk, run_id: str) -> list[dict[str, Any]]:
    """Attaches as a client does, again while it is told that the run stopped."""
    for _ in range(50):
        try:
            return await talk.read(run_id)
        except Stopping:
            await asyncio.sleep(0.01)
    raise AssertionError("the run never went on")


async def test_a_cancel_that_meets_the_end_of_the_turn_leaves_it_as_it_is(open_talk: Open) -> None:
    async with open_talk(HELLO, HELLO, store=Store) as talk:
        talk.conversations.may_end.clear()
        run_id = await begin(talk)
        await talk.conversations.ending.wait()
        await talk.turns.cancel("ana", "thread-1", run_id)
        talk.conversations.may_end.set()
        assert (await talk.read(run_id))[-1]["outcome"]["type"] == "success"
        assert text(await talk.say("and again")) == "Hello film friend"


async def test_cancelling_twice_is_cancelling_once(open_talk: Open) -> None:
    pieces, asked = asyncio.Semaphore(0), asyncio.Event()

    async def pause() -> None:
        asked.set()
        await pieces.acquire()

    async with open_talk(HELLO, HELLO, pause=pause) as talk:
        run_id = await begin(talk)
        await asked.wait()
        await asyncio.gather(*(talk.turns.cancel("ana", "thread-1", run_id) for _ in range(3)))
        await talk.turns.cancel("ana", "thread-1", run_id)
        assert (await talk.read(run_id))[-1]["outcome"]["type"] == "cancelled"
        for _ in range(9):
            pieces.release()
        assert text(await talk.say("again")) == "Hello film friend"


async def test_a_cancel_at_once_after_the_start_ends_the_turn(open_talk: Open) -> None:
    async with open_talk(HELLO, HELLO) as talk:
        run_id = str(uuid4())
        await asyncio.create_task(talk.turns.start("ana", "thread-1", run_id, Asked("hi")))
        await talk.turns.cancel("ana", "thread-1", run_id)
        assert types(await talk.read(run_id)) == ["RUN_STARTED", "RUN_FINISHED"]
        assert text(await talk.say("again")) == "Hello film friend"


async def test_closing_right_after_a_start_stops_the_turn_for_its_readers(open_talk: Open) -> None:
    async with open_talk(HELLO) as talk:
        run_id = await begin(talk)
        closing = asyncio.create_task(talk.turns.close())
        with pytest.raises(Stopping):
            await talk.read(run_id)
        await closing
        for late in (begin(talk), talk.read(run_id)):
            with pytest.raises(Stopping):
                await late
    async with open_talk(HELLO) as again:
        assert text(await again.read(run_id)) == "Hello film friend"


async def test_a_full_disk_stops_the_run_which_goes_on_once_there_is_room(open_talk: Open) -> None:
    async with open_talk(*[HELLO] * 5, store=Store) as talk:
        talk.conversations.is_full = True
        run_id = await begin(talk)
        for _ in range(2):
            with pytest.raises(Stopping):
                await talk.read(run_id)
        talk.conversations.is_full = False
        events = await read_at_last(talk, run_id)
        assert [event["metadata"]["seq"] for event in events] == list(range(1, len(events) + 1))
        assert (types(events)[0], types(events)[-1]) == ("RUN_STARTED", "RUN_FINISHED")


async def test_a_run_that_nobody_plays_does_not_keep_its_thread_busy(open_talk: Open) -> None:
    async with open_talk(*[HELLO] * 5, store=Store) as talk:
        talk.conversations.is_full = True
        run_id = await begin(talk)
        with pytest.raises(Stopping):
            await talk.read(run_id)
        talk.conversations.is_full = False
        with pytest.raises(ThreadBusy):
            await begin(talk, "next")  # which takes the lost one up again
        assert (await read_at_last(talk, run_id))[-1]["type"] == "RUN_FINISHED"
        assert (await talk.say("next"))[-1]["type"] == "RUN_FINISHED"


async def test_deleting_a_thread_stops_its_turn_and_leaves_nothing(open_talk: Open) -> None:
    async with open_talk(*[HELLO] * 3) as talk:
        run_id = await begin(talk)
        reading = asyncio.create_task(talk.read(run_id))
        await talk.threads.delete("ana", "thread-1")
        assert (await reading)[-1]["type"] == "RUN_FINISHED"
        with pytest.raises(RunExpired):
            await talk.read(run_id)
        for gone in (talk.threads.messages("ana", "thread-1"), talk.threads.delete("ana", "thread-1")):
            with pytest.raises(NotFound):
                await gone
        await talk.turns.start("ana", "thread-1", run_id, Asked("hi"))
        with pytest.raises(NotFound):
            await talk.threads.messages("ana", "thread-1")
        assert not await talk.conversations.unfinished_runs()
        talk.user_id = "eve"  # a name that is free again
        assert text(await talk.say("hi")) == "Hello film friend"
        assert [message.type for message in talk.model.seen[-1]] == ["system", "human"]


async def test_deleting_everything_twice_at_once_is_harmless(open_talk: Open) -> None:
    async with open_talk(HELLO, HELLO, HELLO) as talk:
        for number in range(3):
            talk.thread_id = f"thread-{number}"
            await talk.say("hi")
        await asyncio.gather(talk.threads.delete_all("ana"), talk.threads.delete_all("ana"))
        assert not await talk.threads.list("ana", limit=10)


async def test_a_thread_deleted_while_its_turn_could_not_be_logged_is_not_taken_up_again(open_talk: Open) -> None:
    async with open_talk(HELLO, store=Store) as talk:
        talk.conversations.is_full = True
        run_id = await begin(talk)
        with pytest.raises(Stopping):
            await talk.read(run_id)
        talk.conversations.is_full = False
        await talk.threads.delete("ana", "thread-1")
        assert not await talk.conversations.unfinished_runs()
