"""`/v1/threads`: conversations listed, read back page by page, deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from langchain.messages import AIMessage

from agent.scripted import calls
from tests.api.conftest import Served, run_frame, until_end

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def say(served: Served, token: str, thread: str, *texts: str) -> None:
    async with served.socket(token) as socket:
        for text in texts:
            await socket.send(run_frame(text, thread=thread))
            await until_end(socket)


async def test_conversations_are_listed_latest_first_page_by_page(shared: Served) -> None:
    token = await shared.guest()
    names = [f"talk-{uuid4()}" for _ in range(3)]
    for name in names:
        await say(shared, token, name, f"<b>about</b> {name}")
    await say(shared, token, names[0], "once more")
    async with shared.http(token) as http:
        first = (await http.get("/v1/threads", params={"limit": 2})).json()
        rest = (await http.get("/v1/threads", params={"limit": 2, "cursor": first["nextCursor"]})).json()
    assert [row["threadId"] for row in [*first["items"], *rest["items"]]] == [names[0], names[2], names[1]]
    assert rest["nextCursor"] is None
    assert first["items"][0]["title"] == f"<b>about</b> {names[0]}"
    assert set(first["items"][0]) == {"threadId", "title", "createdAt", "updatedAt"}


async def test_messages_are_read_back_from_the_latest_page_by_page(shared: Served) -> None:
    token, thread = await shared.guest(), f"talk-{uuid4()}"
    await say(shared, token, thread, "one", "two", "three")
    async with shared.http(token) as http:
        page = (await http.get(f"/v1/threads/{thread}/messages", params={"limit": 4})).json()
        earlier = (await http.get(f"/v1/threads/{thread}/messages", params={"limit": 4, "cursor": page["nextCursor"]})).json()
    spoken = [one["content"] for one in [*earlier["items"], *page["items"]]]
    assert spoken == ["one", "Hello film friend", "two", "Hello film friend", "three", "Hello film friend"]
    assert earlier["nextCursor"] is None
    assert page["interrupts"] == []
    assert {one["role"] for one in page["items"]} == {"user", "assistant"}
    assert all(one["runId"] and one["createdAt"] for one in page["items"])


async def test_an_open_question_comes_with_the_messages(serve: Callable[..., Any]) -> None:
    async with serve(calls(("delete_my_data", {})), AIMessage("Gone.")) as served, served.socket() as socket, served.http() as http:
        await socket.send(run_frame("forget me"))
        shown = (await until_end(socket))[-1]["outcome"]["interrupts"]
        assert (await http.get("/v1/threads/thread-1/messages")).json()["interrupts"] == shown
        await socket.send(run_frame(resume=[{"interruptId": shown[0]["id"], "status": "resolved", "payload": {"approved": True}}]))
        assert (await until_end(socket))[-1]["type"] == "RUN_FINISHED"
        assert (await http.get("/v1/threads/thread-1/messages")).json()["interrupts"] == []


async def test_a_deleted_conversation_is_gone_for_good(shared: Served) -> None:
    token, thread = await shared.guest(), f"talk-{uuid4()}"
    await say(shared, token, thread, "hi")
    async with shared.http(token) as http:
        assert (await http.delete(f"/v1/threads/{thread}")).status_code == 204
        assert (await http.get("/v1/threads")).json()["items"] == []
        for again in (http.get(f"/v1/threads/{thread}/messages"), http.delete(f"/v1/threads/{thread}")):
            answer = await again
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_conversations_of_others_are_not_found(shared: Served) -> None:
    thread = f"talk-{uuid4()}"
    await say(shared, await shared.guest(), thread, "hi")
    async with shared.http(await shared.guest()) as stranger:
        assert (await stranger.get(f"/v1/threads/{thread}/messages")).status_code == 404
        assert (await stranger.delete(f"/v1/threads/{thread}")).status_code == 404
    async with shared.http("no token") as nobody:
        assert (await nobody.get("/v1/threads")).status_code == 401


@pytest.mark.parametrize("cursor", ["%", "5", "W10=", "bnVsbA==", "é", "WyJhIl0="])
async def test_a_cursor_that_is_not_ours_is_refused(shared: Served, cursor: str) -> None:
    async with shared.http(await shared.guest()) as http:
        answer = await http.get("/v1/threads", params={"cursor": cursor})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_input")


@pytest.mark.parametrize("cursor", ["-1", "x", "1.5", "²"])
async def test_a_message_cursor_that_is_not_ours_is_refused(shared: Served, cursor: str) -> None:
    token, thread = await shared.guest(), f"talk-{uuid4()}"
    await say(shared, token, thread, "hi")
    async with shared.http(token) as http:
        answer = await http.get(f"/v1/threads/{thread}/messages", params={"cursor": cursor})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_input")
