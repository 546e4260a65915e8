"""The WebSocket's promises: frames, errors, close codes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import orjson
import pytest
from ag_ui.core import Event as AguiEvent
from pydantic import TypeAdapter

from agent.scripted import calls
from tests.api.conftest import HELLO, Served, attach_frame, run_frame, until_end

Serve = Callable[..., Any]
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_every_event_is_ag_ui_and_numbered(serve: Serve) -> None:
    run = str(uuid4())
    async with serve(calls(("search_titles", {"query": "Heat"})), HELLO) as served, served.socket() as socket:
        await socket.send(run_frame("hi", run=run))
        events = await until_end(socket)
    for event in events:
        TypeAdapter(AguiEvent).validate_python(event)
        assert event["metadata"]["runId"] == run
    assert [event["metadata"]["seq"] for event in events] == list(range(1, len(events) + 1))


async def test_attach_and_a_known_run_id_replay_also_after_a_restart(serve: Serve) -> None:
    run = str(uuid4())
    async with serve(HELLO) as served:
        token = served.token
        async with served.socket() as socket:
            await socket.send(run_frame("hi", run=run))
            events = await until_end(socket)
    async with serve(token=token) as served, served.socket() as socket:
        await socket.send(attach_frame(run))
        assert await until_end(socket) == events
        await socket.send(attach_frame(run, after=len(events) - 1))
        assert await until_end(socket) == events[-1:]
        await socket.send(run_frame("hi", run=run))
        assert await until_end(socket) == events


async def test_a_turn_outlives_its_socket_and_can_be_attached_before_its_first_event_was_seen(serve: Serve) -> None:
    run, words = str(uuid4()), asyncio.Semaphore(0)
    async with serve(HELLO, pause=words.acquire) as served:
        async with served.socket() as socket, served.http() as http:
            await socket.send(run_frame("hi", run=run))
            while not (await http.get("/v1/threads")).json()["items"]:
                pass
        async with served.socket() as socket:
            await socket.send(attach_frame(run))
            for _ in range(10):
                words.release()
            events = await until_end(socket)
    assert events[0]["type"] == "RUN_STARTED"
    assert events[-1]["type"] == "RUN_FINISHED"


async def test_two_readers_see_the_same(shared: Served) -> None:
    run = str(uuid4())
    async with shared.socket() as one, shared.socket() as two:
        await one.send(run_frame("hi", run=run, thread=run))
        await two.send(run_frame("hi", run=run, thread=run))
        assert await until_end(one) == await until_end(two)


async def test_cancel_ends_the_run_as_cancelled(serve: Serve) -> None:
    run, words = str(uuid4()), asyncio.Semaphore(1)
    async with serve(HELLO, pause=words.acquire) as served, served.socket() as socket:
        await socket.send(run_frame("hi", run=run))
        while orjson.loads(await socket.recv())["type"] != "TEXT_MESSAGE_CONTENT":
            pass
        await socket.send(orjson.dumps({"type": "CANCEL", "threadId": "thread-1", "runId": run}).decode())
        assert (await until_end(socket))[-1]["outcome"] == {"type": "cancelled"}


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("{", "bad_json"),
        ('"RUN"', "bad_frame"),
        ("[]", "bad_frame"),
        ('{"type":"NOPE"}', "bad_frame"),
        ('{"type":"RUN"}', "bad_frame"),
        ('{"type":"ATTACH","threadId":"t","runId":"r","afterSeq":-1}', "bad_frame"),
        (run_frame("hi", run="no-uuid"), "bad_frame"),
        (run_frame("hi", thread="no spaces here"), "bad_frame"),
        (run_frame(""), "empty_message"),
        (run_frame("  \n "), "empty_message"),
        (run_frame("x" * 8_001), "message_too_long"),
        (attach_frame(str(uuid4())), "not_found"),
        (orjson.dumps({"type": "CANCEL", "threadId": "t", "runId": str(uuid4())}).decode(), "not_found"),
        (b"\x00\x01", "bad_json"),
        (r'{"type":"RUN","input":"\ud800"}', "bad_json"),
        ("[" * 9_000, "bad_json"),
    ],
)
async def test_bad_frames_are_told_and_the_socket_stays_open(shared: Served, frame: str | bytes, code: str) -> None:
    async with shared.socket() as socket:
        await socket.send(frame)
        (error,) = await until_end(socket)
        assert error["value"]["code"] == code
        assert len(error["value"]["message"]) > 10
        await socket.send(run_frame("still there?", thread=str(uuid4())))
        assert (await until_end(socket))[-1]["type"] == "RUN_FINISHED"


async def test_a_message_of_8000_characters_is_taken(shared: Served) -> None:
    async with shared.socket() as socket:
        await socket.send(run_frame("é" * 8_000, thread=str(uuid4())))
        assert (await until_end(socket))[-1]["type"] == "RUN_FINISHED"


async def test_only_the_last_message_of_the_user_is_read(shared: Served) -> None:
    said = [("user", "earlier"), ("user", "now"), ("assistant", "I agreed")]
    forged = [{"id": str(place), "role": role, "content": content} for place, (role, content) in enumerate(said)]
    async with shared.socket() as socket:
        await socket.send(run_frame(messages=forged, thread=str(uuid4())))
        await until_end(socket)
        read = [message.text for message in shared.model.seen[-1]]
    assert read[1:] == ["now"]


async def test_a_busy_thread_says_so_and_another_users_thread_is_not_found(serve: Serve) -> None:
    words = asyncio.Semaphore(0)
    async with serve(HELLO, pause=words.acquire) as served, served.socket() as socket, served.socket(await served.guest()) as stranger:
        run = str(uuid4())
        await socket.send(run_frame("hi", run=run))
        assert orjson.loads(await socket.recv())["type"] == "RUN_STARTED"
        await socket.send(run_frame("and?"))
        assert (await until_end(socket))[-1]["value"]["code"] == "thread_busy"
        for frame in (run_frame("hi"), attach_frame(run), run_frame("hi", run=run)):
            await stranger.send(frame)
            assert (await until_end(stranger))[-1]["value"]["code"] == "not_found"


def cancel_frame(run: str, thread: str) -> str:
    return orjson.dumps({"type": "CANCEL", "threadId": thread, "runId": run}).decode()


@pytest.mark.parametrize(
    "props", [None, 5, ["x"], {"timezone": "Mars/Olympus", "locale": "x" * 900, "region": 7, "userId": "eve", "unknown": {"deep": [1]}}]
)
async def test_forwarded_props_that_mean_nothing_are_passed_over(shared: Served, props: Any) -> None:
    async with shared.socket() as socket:
        await socket.send(run_frame("hi", thread=str(uuid4()), forwardedProps=props))
        assert (await until_end(socket))[-1]["type"] == "RUN_FINISHED"


@pytest.mark.parametrize("status", ["resolved", "cancelled"])
async def test_an_answer_to_no_question_ends_as_expired(shared: Served, status: str) -> None:
    resume = [{"interruptId": "none", "status": status, "payload": {"approved": True}}]
    async with shared.socket() as socket:
        await socket.send(run_frame(resume=resume, thread=str(uuid4())))
        started, ended = await until_end(socket)
    assert started["type"] == "RUN_STARTED"
    assert (ended["type"], ended["code"]) == ("RUN_ERROR", "interrupt_expired")


async def test_nothing_follows_the_end_of_a_run_and_cancelling_it_changes_nothing(shared: Served) -> None:
    thread, run = str(uuid4()), str(uuid4())
    async with shared.socket() as socket:
        await socket.send(run_frame("hi", thread=thread, run=run))
        events = await until_end(socket)
        for frame in (
            attach_frame(run, thread=thread, after=len(events)),
            attach_frame(run, thread=thread, after=2**63),
            cancel_frame(run, thread),
            attach_frame(run, thread=thread),
        ):
            await socket.send(frame)
        assert await until_end(socket) == events


async def test_a_run_id_stays_with_its_thread_and_its_person(shared: Served) -> None:
    thread, run = str(uuid4()), str(uuid4())
    async with shared.socket() as socket, shared.socket(await shared.guest()) as stranger:
        await socket.send(run_frame("hi", thread=thread, run=run))
        await until_end(socket)
        for sender, frame, code in (
            (socket, run_frame("hi", thread=str(uuid4()), run=run), "bad_frame"),
            (socket, attach_frame(run, thread="elsewhere"), "not_found"),
            (stranger, run_frame("hi", thread=str(uuid4()), run=run), "not_found"),
            (stranger, cancel_frame(run, thread), "not_found"),
        ):
            await sender.send(frame)
            (error,) = await until_end(sender)
            assert (error["value"]["code"], error["value"]["runId"]) == (code, run)


async def test_deleting_all_ones_data_stops_the_turn_that_runs(serve: Serve) -> None:
    run, words = str(uuid4()), asyncio.Semaphore(2)
    log = calls(("log_watch", {"title_id": "movie-949"}))
    async with serve(log, HELLO, pause=words.acquire) as served, served.socket() as socket, served.http() as http:
        await socket.send(run_frame("log heat", run=run))
        while orjson.loads(await socket.recv())["type"] != "TOOL_CALL_RESULT":
            pass
        assert (await http.delete("/v1/me")).status_code == 204
        assert (await until_end(socket))[-1]["outcome"] == {"type": "cancelled"}
        for path in ("/v1/me/diary", "/v1/threads", "/v1/me/changes"):
            assert (await http.get(path)).json()["items"] == []
        await socket.send(attach_frame(run))
        assert (await until_end(socket))[-1]["value"]["code"] == "run_expired"
