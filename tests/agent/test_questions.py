"""What a question for a yes says: exactly what will happen, in the person's words."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from langchain.messages import AIMessage

from agent.asked import Answer, Asked
from agent.scripted import calls
from domain import Origin
from tests.agent.conftest import TITLES, Open, Talk, text

SIX = [f"movie-{number}" for number in range(1, 7)]
SIX_NAMED = "Heat (1995), Ronin (1998), Thief (1981), Drive (2011), Collateral (2004), Bullitt (1968)"


async def asked(talk: Talk, said: str = "do it") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await talk.say(said))[-1]["outcome"]["interrupts"]
    return found


async def fill(talk: Talk) -> None:
    for call, (name, titles) in enumerate([("Noir", TITLES[:1]), ("Long", TITLES[:3]), ("Empty", ())]):
        await talk.library.create_list(Origin(user_id="ana", run_id="r", call_id=str(call)), name, titles=[title.ref for title in titles])


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("delete_my_data", {}, "Delete all of your diary, ratings, lists and preferences? This cannot be undone."),
        ("edit_list", {"list_name": "noir", "action": "delete"}, "Delete the list “Noir” with its one film?"),
        ("edit_list", {"list_name": "Long", "action": "delete"}, "Delete the list “Long” with its 3 films?"),
        ("edit_list", {"list_name": "Empty", "action": "delete"}, "Delete the empty list “Empty”?"),
        ("edit_list", {"list_name": "Gone", "action": "delete"}, "Delete the list “Gone”?"),
        ("edit_list", {"list_name": "Long", "action": "clear"}, "Take all 3 films off “Long”?"),
        ("edit_list", {"list_name": "Noir", "action": "clear"}, "Take the one film off “Noir”?"),
        ("edit_list", {"list_name": "Noir", "action": "add", "title_ids": SIX}, f"Add to “Noir”: {SIX_NAMED}?"),
        ("edit_list", {"list_name": "Noir", "action": "remove", "title_ids": SIX}, f"Remove from “Noir”: {SIX_NAMED}?"),
        ("edit_list", {"list_name": "New", "action": "create", "title_ids": SIX}, f"Make the list “New” with: {SIX_NAMED}?"),
        ("edit_diary", {"entry_ids": ["a", "b"], "delete": True}, "Delete 2 diary entries?"),
        ("edit_diary", {"entry_ids": ["a"], "clear": ["review"]}, "Delete your review?"),
        ("edit_diary", {"entry_ids": ["a", "b"], "clear": ["review", "rating"]}, "Delete 2 reviews?"),
        ("edit_diary", {"entry_ids": SIX, "rating": 8}, "Change 6 diary entries?"),
        ("undo", {"change_ids": SIX}, "Undo 6 changes?"),
    ],
)
async def test_a_question_says_what_will_happen(open_talk: Open, name: str, args: dict[str, Any], message: str) -> None:
    async with open_talk(calls((name, args))) as talk:
        await fill(talk)
        (question,) = await asked(talk)
    assert question["message"] == message
    assert question["responseSchema"]["properties"] == {"approved": {"type": "boolean"}}


async def test_a_question_names_until_when_it_waits(open_talk: Open) -> None:
    async with open_talk(calls(("delete_my_data", {})), confirm_for=timedelta(minutes=7)) as talk:
        before = datetime.now(UTC)
        (question,) = await asked(talk)
        expires = datetime.fromisoformat(question["expiresAt"])
    assert before + timedelta(minutes=7) <= expires <= datetime.now(UTC) + timedelta(minutes=7)


async def test_of_several_questions_those_not_answered_count_as_no(open_talk: Open) -> None:
    logs = calls(*(("log_watch", {"title_id": one}) for one in SIX), key="log")
    async with open_talk(logs, AIMessage("Two are logged.")) as talk:
        questions = await asked(talk)
        assert questions[0]["message"] == "Log Heat (1995)?"
        yes = tuple(Answer(question["id"], True) for question in questions[:2])
        no = (Answer(questions[2]["id"], False),)
        assert text(await talk.ask(Asked(answers=yes + no))) == "Two are logged."
        logged = {entry.title for entry in (await talk.library.diary("ana")).items}
    assert logged == {"Heat", "Ronin"}


async def test_an_answer_with_one_foreign_id_does_nothing_and_leaves_the_question_open(open_talk: Open) -> None:
    async with open_talk(calls(("delete_my_data", {})), calls(("delete_my_data", {})), AIMessage("Gone.")) as talk:
        await fill(talk)
        (mine,) = await asked(talk)
        talk.thread_id, talk.user_id = "eves", "eve"
        (eves,) = await asked(talk)
        answers = (Answer(mine["id"], True), Answer(eves["id"], True))
        for given in (answers, answers[:1], (Answer(eves["id"], None),)):
            assert (await talk.ask(Asked(answers=given)))[-1]["code"] == "interrupt_expired"
        _, waiting = await talk.threads.messages("eve", "eves")
        assert [question.id for question in waiting] == [eves["id"]]
        assert len((await talk.library.lists("ana")).items) == 7


async def test_a_question_can_be_answered_once(open_talk: Open) -> None:
    async with open_talk(calls(("delete_my_data", {})), AIMessage("Left as it is.")) as talk:
        (question,) = await asked(talk)
        assert text(await talk.answer(question["id"], False)) == "Left as it is."
        assert (await talk.answer(question["id"], True))[-1]["code"] == "interrupt_expired"


async def test_a_yes_that_was_stopped_does_not_count_for_the_next_answer(open_talk: Open) -> None:
    async with open_talk(calls(("edit_list", {"list_name": "Noir", "action": "delete"})), AIMessage("Kept.")) as talk:
        await fill(talk)
        await asked(talk)
        run_id = str(uuid4())
        starting = asyncio.create_task(talk.turns.start("ana", "thread-1", run_id, Asked("yes")))
        async for _ in follow_from_start(talk, run_id, starting):
            await talk.turns.cancel("ana", "thread-1", run_id)
        assert text(await talk.say("no")) == "Kept."
        assert "Noir" in [one.name for one in (await talk.library.lists("ana")).items]


async def follow_from_start(talk: Talk, run_id: str, starting: asyncio.Task[None]) -> Any:
    await starting
    async for event in talk.turns.follow("ana", "thread-1", run_id):
        yield event


async def test_an_expired_question_is_not_shown_and_another_message_goes_on(open_talk: Open) -> None:
    async with open_talk(calls(("delete_my_data", {})), AIMessage("Hello again."), confirm_for=timedelta(0)) as talk:
        await asked(talk)
        assert (await talk.threads.messages("ana", "thread-1"))[1] == []
        assert text(await talk.say("hello")) == "Hello again."


async def test_cancelling_the_run_that_asked_leaves_the_question_open(open_talk: Open) -> None:
    run_id = str(uuid4())
    async with open_talk(calls(("delete_my_data", {})), AIMessage("Gone.")) as talk:
        events = await talk.say("delete everything", run_id=run_id)
        await talk.turns.cancel("ana", "thread-1", run_id)
        assert await talk.read(run_id) == events
        assert text(await talk.say("yes")) == "Gone."


async def test_wrong_arguments_are_told_to_the_model_and_ask_nobody(open_talk: Open) -> None:
    wrong = calls(
        ("edit_diary", {"entry_ids": 5, "delete": True}),
        ("rate_title", {"title_id": "movie-1", "rating": "loved it"}),
        ("remember_preference", {"about": "note", "value": ""}),
        ("remember_preference", {"about": "note", "value": "x" * 201}),
        ("no_such_tool", {}),
    )
    async with open_talk(wrong, AIMessage("I got that wrong.")) as talk:
        assert text(await talk.say("do it")) == "I got that wrong."
        results = [message for message in talk.model.seen[-1] if message.type == "tool"]
    assert [result.status for result in results] == ["error"] * 5
