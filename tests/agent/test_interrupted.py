"""Turns interrupted at every single event, by the person and by a stop of the service.

Whatever the instant: each model call sees a whole history, nothing is written twice, every write is told once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest
from langchain.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.messages import BaseMessage

from agent.asked import Asked
from agent.live import Stopping
from agent.scripted import calls
from tests.agent.conftest import Open, Talk, shown, types

Step = Any
NOIR = {"list_name": "Noir", "action": "create", "title_ids": ["movie-3"]}
LOG_AND_LIST = calls(("log_watch", {"title_id": "movie-1"}), ("edit_list", NOIR))
WORK: tuple[Step, ...] = (LOG_AND_LIST, calls(("rate_title", {"title_id": "movie-1", "rating": 8})), AIMessage("All done now"))
ASK: tuple[Step, ...] = (calls(("edit_list", {"list_name": "Noir", "action": "delete"})), AIMessage("It is gone"))
PLANS: dict[str, Sequence[Step]] = {"work": WORK, "delete the list": ASK, "hello": (AIMessage("Hello"),)}


def planner(messages: Sequence[BaseMessage]) -> AIMessage:
    """Does the next step of what the person asked for, with new ids as a real model makes them."""
    check_whole(messages)
    spoken = max(place for place, message in enumerate(messages) if isinstance(message, HumanMessage))
    done = sum(isinstance(message, AIMessage) for message in messages[spoken:])
    step = PLANS[messages[spoken].text][done]
    return AIMessage(step.text, tool_calls=[{**call, "id": f"call-{uuid4()}"} for call in step.tool_calls])


def check_whole(messages: Sequence[BaseMessage]) -> None:
    """What models demand: each tool call is followed at once by its one result, and no result stands alone."""
    owed: list[str] = []
    for message in messages:
        if isinstance(message, ToolMessage):
            assert message.tool_call_id in owed, f"a result that no call waits for: {message}"
            owed.remove(message.tool_call_id)
        else:
            assert not owed, f"calls without a result before {message}"
            owed = [call["id"] or "" for call in message.tool_calls] if isinstance(message, AIMessage) else []
    assert not owed


async def drive_until(talk: Talk, text: str, run_id: str, event_number: int, how: str) -> bool:
    """Starts a turn and interrupts it once so many events were seen; False when it ended before."""
    await talk.turns.start(talk.user_id, talk.thread_id, run_id, Asked(text))
    interrupting: asyncio.Task[None] | None = None
    seen = 0
    try:
        async for _ in talk.turns.follow(talk.user_id, talk.thread_id, run_id):
            seen += 1
            if seen == event_number:
                doing = talk.turns.close() if how == "stop" else talk.turns.cancel(talk.user_id, talk.thread_id, run_id)
                interrupting = asyncio.create_task(doing)
    except Stopping:
        pass
    if interrupting:
        await interrupting
    return interrupting is not None


async def check_told(talk: Talk, run_id: str, *, whole: bool) -> list[dict[str, Any]]:
    events = await talk.read(run_id)
    assert [event["metadata"]["seq"] for event in events] == list(range(1, len(events) + 1))
    kinds = types(events)
    assert kinds.count("RUN_STARTED") == kinds.count("RUN_FINISHED") + kinds.count("RUN_ERROR") == 1
    assert events[-1]["outcome"]["type"] in (("success", "interrupt") if whole else ("success", "interrupt", "cancelled"))
    for kind in ("TEXT_MESSAGE", "TOOL_CALL"):
        assert kinds.count(f"{kind}_START") == kinds.count(f"{kind}_END")
    told = [change["changeId"] for change in shown(events, "CHANGE")]
    made = [change.change_id for change in (await talk.library.changes("ana", run_id=run_id, limit=100)).items]
    assert sorted(told) == sorted(made)
    return events


async def names(talk: Talk) -> list[str]:
    return [one.name for one in (await talk.library.lists("ana")).items if not one.system]


@pytest.mark.parametrize("how", ["cancel", "stop"])
async def test_work_interrupted_at_every_event(open_talk: Open, how: str) -> None:
    for number in range(1, 100):
        user, run_id = "ana", str(uuid4())
        async with open_talk(*[planner] * 9) as talk:
            talk.thread_id = f"{how}-{number}"
            interrupted = await drive_until(talk, "work", run_id, number, how)
        async with open_talk(*[planner] * 9) as talk:
            talk.thread_id = f"{how}-{number}"
            await check_told(talk, run_id, whole=how == "stop")
            made = await talk.library.changes(user, run_id=run_id, limit=100)
            kinds = sorted(change.kind for change in made.items)
            assert len(set(kinds)) == len(kinds) <= 3
            assert how == "cancel" or len(kinds) == 3
            assert (await talk.say("hello"))[-1]["outcome"]["type"] == "success"
            await talk.library.delete_everything(user)
        if not interrupted:
            return
    raise AssertionError("the turn never ended")


@pytest.mark.parametrize("how", ["cancel", "stop"])
@pytest.mark.parametrize("answer", ["yes", "no", "hello"])
async def test_an_answer_interrupted_at_every_event(open_talk: Open, how: str, answer: str) -> None:
    for number in range(1, 100):
        run_id = str(uuid4())
        async with open_talk(*[planner] * 9) as talk:
            talk.thread_id = f"{how}-{answer}-{number}"
            await talk.say("work")
            assert (await talk.say("delete the list"))[-1]["outcome"]["type"] == "interrupt"
            interrupted = await drive_until(talk, answer, run_id, number, how)
        async with open_talk(*[planner] * 9) as talk:
            talk.thread_id = f"{how}-{answer}-{number}"
            await check_told(talk, run_id, whole=how == "stop")
            left = await names(talk)
            assert answer == "yes" or left == ["Noir"]
            assert how == "cancel" or answer != "yes" or left == []
            assert (await talk.say("hello"))[-1]["outcome"]["type"] == "success"
            assert await names(talk) == left, number
            await talk.library.delete_everything("ana")
        if not interrupted:
            return
    raise AssertionError("the turn never ended")
