"""A service that stops in the middle of a turn, and starts again over the same folder."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import orjson
import pytest
from ag_ui.core import RunStartedEvent
from langchain.messages import AIMessage

from agent.asked import Answer, Asked
from agent.live import Stopping
from agent.scripted import calls
from tests.agent.conftest import Open, Talk, shown, text, types

LOG_HEAT = calls(("log_watch", {"title_id": "movie-1"}), key="log")


async def stop_when(talk: Talk, run_id: str, asked: Asked, marker: str) -> list[dict[str, Any]]:
    """Starts a turn, and stops the service once an event holds `marker`; returns what a reader saw."""
    seen: list[dict[str, Any]] = []
    await talk.turns.start(talk.user_id, talk.thread_id, run_id, asked)
    closing: asyncio.Task[None] | None = None
    try:
        async for event in talk.turns.follow(talk.user_id, talk.thread_id, run_id):
            seen.append(orjson.loads(event))
            if marker in event and closing is None:
                closing = asyncio.create_task(talk.turns.close())
    except Stopping:
        assert closing is not None
        await closing
        return seen
    raise AssertionError("the turn ended before the service stopped")


def gate(words: int) -> Any:
    """Lets so many pieces of the model's answers through."""
    return asyncio.Semaphore(words).acquire


async def test_a_turn_stopped_in_the_middle_of_its_words_ends_after_the_restart(open_talk: Open) -> None:
    run_id = str(uuid4())
    pause = gate(2)
    async with open_talk(AIMessage("one two three four"), pause=pause) as talk:
        seen = await stop_when(talk, run_id, Asked("hi"), "two")
    async with open_talk(AIMessage("a whole answer")) as again:
        events = await again.read(run_id)
    assert events[: len(seen)] == seen
    assert [event["metadata"]["seq"] for event in events] == list(range(1, len(events) + 1))
    assert types(events).count("RUN_STARTED") == 1
    assert types(events)[-1] == "RUN_FINISHED"
    assert types(events).count("TEXT_MESSAGE_START") == types(events).count("TEXT_MESSAGE_END") == 2
    assert text(events).endswith("a whole answer")


async def test_a_write_before_the_stop_is_not_done_or_told_twice(open_talk: Open) -> None:
    run_id = str(uuid4())
    pause = gate(4)  # the call and its end, then two words
    async with open_talk(LOG_HEAT, AIMessage("I logged Heat"), pause=pause) as talk:
        await stop_when(talk, run_id, Asked("log heat"), "TOOL_CALL_RESULT")
    async with open_talk(AIMessage("Logged Heat.")) as again:
        events = await again.read(run_id)
        assert len((await again.library.diary("ana")).items) == 1
        again.model.assert_done()
    assert len(shown(events, "CHANGE")) == 1
    assert types(events).count("TOOL_CALL_RESULT") == 1
    assert text(events).endswith("Logged Heat.")


async def test_a_yes_survives_a_stop(open_talk: Open) -> None:
    wipe = calls(("delete_my_data", {}), key="wipe")
    run_id = str(uuid4())
    async with open_talk(wipe) as talk:
        (interrupt,) = (await talk.say("delete everything"))[-1]["outcome"]["interrupts"]
    pause = gate(1)
    async with open_talk(AIMessage("All is gone now"), pause=pause) as talk:
        await stop_when(talk, run_id, Asked("yes"), "All")
    async with open_talk(AIMessage("All gone.")) as again:
        events = await again.read(run_id)
    assert events[-1]["outcome"]["type"] == "success"
    assert text(events).endswith("All gone.")
    assert types(events).count("TOOL_CALL_RESULT") == 1
    assert interrupt["toolCallId"] == "wipe-0"


async def test_cancelling_right_after_a_write_still_tells_the_change(open_talk: Open) -> None:
    run_id = str(uuid4())
    pause = gate(2)
    async with open_talk(LOG_HEAT, AIMessage("never said"), pause=pause) as talk:
        await talk.turns.start("ana", "thread-1", run_id, Asked("log heat"))
        while not (await talk.library.diary("ana")).items:
            pass
        await talk.turns.cancel("ana", "thread-1", run_id)
        events = await talk.read(run_id)
    assert events[-1]["outcome"]["type"] == "cancelled"
    assert len(shown(events, "CHANGE")) == 1


async def cut_off_at_its_start(talk: Talk, asked: Asked) -> str:
    """Leaves a run as a kill does that comes when only its first event is written."""
    run_id, now = str(uuid4()), datetime.now(UTC)
    await talk.conversations.start_run("ana", "thread-1", run_id, asked.to_json(), title="", now=now)
    started = RunStartedEvent(thread_id="thread-1", run_id=run_id, metadata={"seq": 1, "runId": run_id})
    await talk.conversations.append(run_id, 1, [started.model_dump_json(by_alias=True)])
    return run_id


@pytest.mark.parametrize("word", ["yes", "hi"])
async def test_a_message_cut_off_before_it_was_taken_in_is_answered_after_the_restart(open_talk: Open, word: str) -> None:
    async with open_talk(AIMessage("Hello")) as talk:
        await talk.say("hi")
        run_id = await cut_off_at_its_start(talk, Asked(word))
    async with open_talk(AIMessage("Yes what?")) as again:
        assert text(await again.read(run_id)) == "Yes what?"
        assert again.model.seen[0][-1].text == word


@pytest.mark.parametrize("said", [["hi"], []])
async def test_an_answer_to_no_question_stays_without_effect_after_a_restart(open_talk: Open, said: list[str]) -> None:
    async with open_talk(RuntimeError("a model that fails")) as talk:
        for one in said:
            await talk.say(one)
        run_id = await cut_off_at_its_start(talk, Asked(answers=(Answer("nothing", True),)))
    async with open_talk() as again:
        events = await again.read(run_id)
    assert (events[-1]["type"], events[-1]["code"]) == ("RUN_ERROR", "interrupt_expired")


@pytest.mark.parametrize("earlier", ["00000000-0000-4000-8000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff"])
async def test_words_cut_off_are_ended_whatever_was_said_before(open_talk: Open, earlier: str) -> None:
    run_id, pause = "77777777-7777-4777-8777-777777777777", gate(4)
    async with open_talk(AIMessage("before"), AIMessage("one two three four"), pause=pause) as talk:
        await talk.say("hi", run_id=earlier)
        await stop_when(talk, run_id, Asked("hi again"), "two")
    async with open_talk(AIMessage("whole")) as again:
        kinds = types(await again.read(run_id))
    assert kinds.count("TEXT_MESSAGE_START") == kinds.count("TEXT_MESSAGE_END") == 2
