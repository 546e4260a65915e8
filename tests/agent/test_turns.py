"""Turns, from the message to the terminal event."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from langchain.messages import AIMessage, HumanMessage, ToolMessage

from agent.asked import Asked
from agent.conversations import ThreadBusy
from agent.scripted import calls
from agent.turns import RunExpired
from errors import BadInput, ModelUnavailable, NotFound
from tests.agent.conftest import Open, Talk, shown, text, types


async def test_an_answer_streams_between_one_start_and_one_end(open_talk: Open) -> None:
    async with open_talk(AIMessage("Hello there, film friend")) as talk:
        events = await talk.say("hi")
    assert types(events)[0] == "RUN_STARTED"
    assert types(events)[-1] == "RUN_FINISHED"
    assert types(events).count("TEXT_MESSAGE_CONTENT") == 4
    assert text(events) == "Hello there, film friend"
    assert [event["metadata"]["seq"] for event in events] == list(range(1, len(events) + 1))
    assert len({event["metadata"]["runId"] for event in events}) == 1


async def test_tools_show_titles_and_tell_changes(open_talk: Open) -> None:
    script = (calls(("search_titles", {"query": "heat"}), key="a"), calls(("log_watch", {"title_id": "movie-1", "rating": 9}), key="b"))
    async with open_talk(*script, AIMessage("Logged.")) as talk:
        events = await talk.say("log heat, 9")
        diary = await talk.library.diary("ana")
        talk.model.assert_done()
    assert [entry.rating for entry in diary.items] == [9]
    assert [item["title"] for item in shown(events, "TITLES")[0]["items"]] == ["Heat"]
    (change,) = shown(events, "CHANGE")
    assert change["titleIds"] == ["movie-1"]
    assert change["undoable"]
    for kind in ("START", "ARGS", "END", "RESULT"):
        assert types(events).count(f"TOOL_CALL_{kind}") == 2


async def test_a_run_id_used_again_is_told_again_and_not_run_again(open_talk: Open) -> None:
    run_id = str(uuid4())
    async with open_talk(calls(("log_watch", {"title_id": "movie-1"})), AIMessage("Logged.")) as talk:
        first = await talk.say("log heat", run_id=run_id)
        again = await talk.say("log heat", run_id=run_id)
        assert len((await talk.library.diary("ana")).items) == 1
    assert again == first


async def test_attach_goes_on_after_the_seq_it_names(open_talk: Open) -> None:
    run_id = str(uuid4())
    async with open_talk(AIMessage("one two three")) as talk:
        events = await talk.say("hi", run_id=run_id)
        assert await talk.read(run_id, after=3) == events[3:]
    async with open_talk() as later:
        assert await later.read(run_id, after=0) == events


async def test_a_second_run_on_a_busy_thread_is_refused(open_talk: Open) -> None:
    go_on = asyncio.Event()
    async with open_talk(AIMessage("slow words"), pause=go_on.wait) as talk:
        await talk.turns.start("ana", "thread-1", str(uuid4()), Asked("hi"))
        with pytest.raises(ThreadBusy):
            await talk.turns.start("ana", "thread-1", str(uuid4()), Asked("and?"))
        go_on.set()


async def test_threads_and_runs_of_others_are_not_found(open_talk: Open) -> None:
    run_id = str(uuid4())
    async with open_talk(AIMessage("hello")) as talk:
        await talk.say("hi", run_id=run_id)
        with pytest.raises(NotFound):
            await talk.turns.start("eve", "thread-1", str(uuid4()), Asked("hi"))
        with pytest.raises(NotFound):
            await talk.turns.start("eve", "elsewhere", run_id, Asked("hi"))
        with pytest.raises(NotFound):
            [event async for event in talk.turns.follow("eve", "thread-1", run_id)]
        with pytest.raises(NotFound):
            await talk.turns.cancel("eve", "thread-1", run_id)
        with pytest.raises(BadInput):
            await talk.turns.start("ana", "elsewhere", run_id, Asked("hi"))


async def test_a_cancelled_turn_ends_so_and_the_next_one_has_a_whole_history(open_talk: Open) -> None:
    pauses = asyncio.Semaphore(3)
    async with open_talk(AIMessage("one two three four five"), AIMessage("Fine."), pause=pauses.acquire) as talk:
        run_id = str(uuid4())
        await talk.turns.start("ana", "thread-1", run_id, Asked("hi"))
        seen = []
        async for event in talk.turns.follow("ana", "thread-1", run_id):
            seen.append(event)
            if "three" in event:
                await talk.turns.cancel("ana", "thread-1", run_id)
        assert '"cancelled"' in seen[-1]
        assert '"TEXT_MESSAGE_END"' in seen[-2]
        for _ in range(9):
            pauses.release()
        assert text(await talk.say("hello again")) == "Fine."


async def test_an_old_log_expires(open_talk: Open) -> None:
    run_id = str(uuid4())
    async with open_talk(AIMessage("hello")) as talk:
        await talk.say("hi", run_id=run_id)
        run = await talk.conversations.run_of("ana", "thread-1", run_id)
        await talk.conversations.forget_logs(ended_before=run.ended_at + timedelta(seconds=1))
        with pytest.raises(RunExpired):
            await talk.read(run_id)


# -- questions -------------------------------------------------------------------------------------
async def ask_to_delete(talk: Talk) -> dict[str, Any]:
    events = await talk.say("delete my noir list")
    outcome = events[-1]["outcome"]
    assert outcome["type"] == "interrupt"
    interrupt: dict[str, Any]
    (interrupt,) = outcome["interrupts"]
    assert interrupt["reason"] == "confirm"
    assert interrupt["toolCallId"] == "ask-0"
    return interrupt


NOIR = {"list_name": "Noir", "action": "create", "title_ids": ["movie-1", "movie-3"]}
MAKE = (calls(("edit_list", NOIR), key="make"), AIMessage("Made."))
DELETE = calls(("edit_list", {"list_name": "Noir", "action": "delete"}), key="ask")


async def names(talk: Talk) -> list[str]:
    page = await talk.library.lists("ana")
    return [one.name for one in page.items if not one.system]


@pytest.mark.parametrize(("approved", "left"), [(True, []), (False, ["Noir"])])
async def test_a_question_is_answered_by_its_id(open_talk: Open, approved: bool, left: list[str]) -> None:
    async with open_talk(*MAKE, DELETE, AIMessage("As you wish.")) as talk:
        await talk.say("make a list")
        interrupt = await ask_to_delete(talk)
        assert interrupt["message"] == "Delete the list “Noir” with its 2 films?"
        assert await names(talk) == ["Noir"]
        events = await talk.answer(str(interrupt["id"]), approved)
        assert events[-1]["outcome"]["type"] == "success"
        assert text(events) == "As you wish."
        assert await names(talk) == left


@pytest.mark.parametrize(("word", "left"), [("yes", []), ("no", ["Noir"])])
async def test_a_plain_yes_or_no_answers_too(open_talk: Open, word: str, left: list[str]) -> None:
    async with open_talk(*MAKE, DELETE, AIMessage("As you wish.")) as talk:
        await talk.say("make a list")
        await ask_to_delete(talk)
        assert text(await talk.say(word)) == "As you wish."
        assert await names(talk) == left


async def test_any_other_message_answers_no_and_goes_on(open_talk: Open) -> None:
    async with open_talk(*MAKE, DELETE, AIMessage("Heat is a film.")) as talk:
        await talk.say("make a list")
        await ask_to_delete(talk)
        assert text(await talk.say("what is heat?")) == "Heat is a film."
        assert await names(talk) == ["Noir"]
        history = talk.model.seen[-1]
    rejected = next(message for message in history if isinstance(message, ToolMessage) and message.tool_call_id == "ask-0")
    assert rejected.status == "error"
    assert isinstance(history[-1], HumanMessage)
    assert history.index(rejected) == len(history) - 2


@pytest.mark.parametrize("approved", [True, None])
async def test_late_foreign_or_altered_answers_do_nothing(open_talk: Open, approved: bool | None) -> None:
    async with open_talk(*MAKE, DELETE, confirm_for=timedelta(0)) as talk:
        await talk.say("make a list")
        interrupt = await ask_to_delete(talk)
        for interrupt_id in (str(interrupt["id"]), "some-other-question"):
            events = await talk.answer(interrupt_id, approved)
            assert (events[-1]["type"], events[-1]["code"]) == ("RUN_ERROR", "interrupt_expired")
        events = await talk.say("yes")
        assert events[-1]["code"] == "interrupt_expired"
        assert await names(talk) == ["Noir"]


async def test_ten_writes_at_once_are_asked_for_like_one_of_ten(open_talk: Open) -> None:
    many = calls(*(("log_watch", {"title_id": f"movie-{number}"}) for number in range(1, 7)), key="log")
    async with open_talk(many, AIMessage("All logged.")) as talk:
        events = await talk.say("log them all")
        assert len(events[-1]["outcome"]["interrupts"]) == 6
        assert not (await talk.library.diary("ana")).items
        assert text(await talk.say("yes")) == "All logged."
        assert len((await talk.library.diary("ana")).items) == 6


# -- what goes wrong -------------------------------------------------------------------------------
async def test_errors_that_can_be_explained_reach_the_model(open_talk: Open) -> None:
    wrong = calls(("rate_title", {"title_id": "movie-1", "rating": 11}), ("title_details", {"title_id": "movie-0"}))
    async with open_talk(wrong, AIMessage("Ratings go from 1 to 10.")) as talk:
        events = await talk.say("rate heat 11")
        results = [message for message in talk.model.seen[-1] if isinstance(message, ToolMessage)]
        assert not (await talk.library.ratings("ana")).items
    assert [result.status for result in results] == ["error", "error"]
    assert events[-1]["outcome"]["type"] == "success"


@pytest.mark.parametrize(
    ("error", "code"), [(ModelUnavailable("The model is resting."), "model_unavailable"), (RuntimeError("secret detail"), "internal")]
)
async def test_a_failing_model_ends_the_run_with_a_message_for_people(open_talk: Open, error: Exception, code: str) -> None:
    async with open_talk(error, AIMessage("Back again.")) as talk:
        events = await talk.say("hi")
        assert (events[-1]["type"], events[-1]["code"]) == ("RUN_ERROR", code)
        assert "secret" not in events[-1]["message"]
        assert text(await talk.say("hi")) == "Back again."


async def test_a_turn_that_takes_too_long_ends(open_talk: Open) -> None:
    async with open_talk(AIMessage("never"), pause=asyncio.Event().wait, turn_seconds=0.05) as talk:
        events = await talk.say("hi")
    assert (events[-1]["type"], events[-1]["code"]) == ("RUN_ERROR", "model_timeout")


async def test_a_model_that_goes_round_in_circles_is_stopped(open_talk: Open) -> None:
    async with open_talk(*(calls(("read_lists", {}), key=f"again-{turn}") for turn in range(12))) as talk:
        events = await talk.say("hi")
        talk.model.assert_done()
    assert events[-1]["type"] == "RUN_ERROR"
    assert "circles" in events[-1]["message"]
