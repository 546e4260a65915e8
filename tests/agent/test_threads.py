"""Conversations read back: turn by turn, with what was shown and what waits for a yes."""

from __future__ import annotations

from uuid import uuid4

import pytest
from langchain.messages import AIMessage

from agent.scripted import calls
from errors import NotFound
from tests.agent.conftest import Open

SEARCH = calls(("search_titles", {"query": "heat"}), text="Let me look.", key="s")
LOG = calls(("log_watch", {"title_id": "movie-1", "rating": 9}), key="l")


async def test_a_turn_is_read_back_as_what_was_asked_and_all_that_was_answered(open_talk: Open) -> None:
    run_id = str(uuid4())
    async with open_talk(SEARCH, LOG, AIMessage("Logged Heat."), AIMessage("Any time.")) as talk:
        await talk.say("log heat, 9", run_id=run_id)
        await talk.say("thanks")
        said, questions = await talk.threads.messages("ana", "thread-1")
    assert [(one.role, one.content) for one in said] == [
        ("user", "log heat, 9"),
        ("assistant", "Let me look.\n\nLogged Heat."),
        ("user", "thanks"),
        ("assistant", "Any time."),
    ]
    assert {one.run_id for one in said[:2]} == {run_id}
    assert [shown.activity_type for shown in said[1].activities] == ["TITLES", "CHANGE"]
    assert said[0].created_at
    assert questions == []


async def test_an_open_question_is_read_back_and_a_yes_ends_it(open_talk: Open) -> None:
    async with open_talk(calls(("delete_my_data", {})), AIMessage("All gone.")) as talk:
        shown = (await talk.say("delete everything"))[-1]["outcome"]["interrupts"]
        _, waiting = await talk.threads.messages("ana", "thread-1")
        assert [one.model_dump(mode="json", by_alias=True) for one in waiting] == shown
        await talk.say("yes")
        said, waiting = await talk.threads.messages("ana", "thread-1")
    assert waiting == []
    assert said[-1].content == "All gone."


async def test_a_thread_is_listed_by_how_it_began(open_talk: Open) -> None:
    async with open_talk(AIMessage("Hi."), AIMessage("Hi.")) as talk:
        await talk.say("  what should\n\nI watch tonight, " + "something long " * 9)
        await talk.say("another question")
        (thread,) = await talk.threads.list("ana", limit=5)
    assert thread.title == "what should I watch tonight, something long something long…"


async def test_threads_of_others_are_not_found(open_talk: Open) -> None:
    async with open_talk(AIMessage("Hi.")) as talk:
        await talk.say("hi")
        for hidden in (talk.threads.messages("eve", "thread-1"), talk.threads.delete("eve", "thread-1")):
            with pytest.raises(NotFound):
                await hidden
        assert await talk.threads.list("eve", limit=5) == []
        await talk.threads.delete_all("eve")
        assert len(await talk.threads.list("ana", limit=5)) == 1


async def test_memory_stays_small_however_long_the_talk(open_talk: Open) -> None:
    async with open_talk(*[SEARCH, AIMessage("Hi.")] * 4) as talk:
        for _ in range(4):
            await talk.say("hi")
        saver = talk.threads._graph.checkpointer
        rows = await (await saver.conn.execute("SELECT count(*) FROM checkpoints")).fetchone()
        assert rows[0] == 1
        await talk.threads.delete("ana", "thread-1")
        for table in ("checkpoints", "writes"):
            rows = await (await saver.conn.execute(f"SELECT count(*) FROM {table}")).fetchone()
            assert rows[0] == 0
