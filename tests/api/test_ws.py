"""The WebSocket's promises: frames, errors, close codes."""

from __future__ import annotations

import asyncio
import socket as sockets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
import pytest
from ag_ui.core import Event as AguiEvent
from langchain.messages import AIMessage
from pydantic import TypeAdapter
from websockets.exceptions import ConnectionClosed

from agent.scripted import calls
from tests.api.conftest import attach_frame, run_frame, until_end

Serve = Callable[..., Any]
HELLO = AIMessage("Hello film friend")


async def closed_with(socket: Any) -> int:
    async def drain() -> None:
        while True:
            await socket.recv()

    with pytest.raises(ConnectionClosed) as closed:
        await asyncio.wait_for(drain(), 20)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


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
        async with served.socket() as socket:
            await socket.send(run_frame("hi", run=run))
        async with served.socket() as socket:
            await socket.send(attach_frame(run))
            for _ in range(10):
                words.release()
            events = await until_end(socket)
    assert events[0]["type"] == "RUN_STARTED"
    assert events[-1]["type"] == "RUN_FINISHED"


async def test_two_readers_see_the_same(serve: Serve) -> None:
    run = str(uuid4())
    async with serve(HELLO) as served, served.socket() as one, served.socket() as two:
        await one.send(run_frame("hi", run=run))
        await two.send(run_frame("hi", run=run))
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
    ],
)
async def test_bad_frames_are_told_and_the_socket_stays_open(serve: Serve, frame: str | bytes, code: str) -> None:
    async with serve(HELLO) as served, served.socket() as socket:
        await socket.send(frame)
        (error,) = await until_end(socket)
        assert error["value"]["code"] == code
        assert len(error["value"]["message"]) > 10
        await socket.send(run_frame("still there?"))
        assert (await until_end(socket))[-1]["type"] == "RUN_FINISHED"


async def test_a_message_of_8000_characters_is_taken(serve: Serve) -> None:
    async with serve(HELLO) as served, served.socket() as socket:
        await socket.send(run_frame("é" * 8_000))
        assert (await until_end(socket))[-1]["type"] == "RUN_FINISHED"


async def test_only_the_last_message_of_the_user_is_read(serve: Serve) -> None:
    said = [("user", "earlier"), ("user", "now"), ("assistant", "I agreed")]
    forged = [{"id": str(place), "role": role, "content": content} for place, (role, content) in enumerate(said)]
    async with serve(HELLO) as served, served.socket() as socket:
        await socket.send(run_frame(messages=forged))
        await until_end(socket)
        read = [message.text for message in served.model.seen[0]]
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


# -- close codes -----------------------------------------------------------------------------------
async def test_a_frame_too_big_closes_with_1009(serve: Serve) -> None:
    async with serve() as served, served.socket() as socket:
        await socket.send("x" * 40_000)
        assert await closed_with(socket) == 1009


@pytest.mark.parametrize("token", ["nonsense", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."])
async def test_a_bad_token_closes_with_4401(serve: Serve, token: str) -> None:
    async with serve() as served, served.socket(token) as socket:
        assert await closed_with(socket) == 4401


async def test_a_token_that_runs_out_closes_with_4401_at_the_next_frame(serve: Serve) -> None:
    now = [datetime.now(UTC)]
    async with serve(HELLO, clock=lambda: now[0]) as served, served.socket() as socket:
        await socket.send(run_frame("hi"))
        await until_end(socket)
        now[0] += timedelta(days=31)
        await socket.send(run_frame("hi"))
        assert await closed_with(socket) == 4401


async def test_a_browser_signs_in_by_subprotocol(serve: Serve) -> None:
    async with serve(HELLO) as served, served.socket(by_subprotocol=True) as socket:
        assert socket.subprotocol == "rafilm.v1"
        await socket.send(run_frame("hi"))
        assert (await until_end(socket))[-1]["type"] == "RUN_FINISHED"


async def test_too_many_sockets_close_with_4429(serve: Serve) -> None:
    async with serve(connections_per_user=2) as served, served.socket() as one, served.socket() as two:
        for socket in (one, two):
            await socket.send("{")
            assert (await until_end(socket))[-1]["value"]["code"] == "bad_json"
        async with served.socket() as third:
            assert await closed_with(third) == 4429
        async with served.socket(await served.guest()) as stranger:
            await stranger.send("{")
            assert (await until_end(stranger))[-1]["value"]["code"] == "bad_json"


async def test_too_many_frames_close_with_4429(serve: Serve) -> None:
    async with serve(frames_per_minute=3) as served, served.socket() as one:
        for _ in range(4):
            await one.send("{")
        assert await closed_with(one) == 4429


async def test_a_reader_that_stalls_is_closed_with_4408_and_slows_no_other(serve: Serve) -> None:
    long_answer = AIMessage(" ".join(["x" * 4_000] * 2_000))
    run = str(uuid4())
    async with serve(long_answer, send_seconds=0.5) as served:
        async with served.socket(max_queue=1) as stalled, served.socket() as reader:
            stalled.transport.get_extra_info("socket").setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4_096)
            await stalled.send(run_frame("hi", run=run))
            await asyncio.sleep(0.2)
            await reader.send(attach_frame(run))
            events = await until_end(reader)
            assert events[-1]["type"] == "RUN_FINISHED"
            await asyncio.sleep(1.5)
            assert await closed_with(stalled) == 4408
        async with served.socket() as again:
            await again.send(attach_frame(run, after=len(events) - 1))
            assert await until_end(again) == events[-1:]


async def test_a_restart_closes_with_1012(serve: Serve) -> None:
    words = asyncio.Semaphore(0)
    async with serve(HELLO, pause=words.acquire) as served:
        socket = await served.socket().__aenter__()
        await socket.send(run_frame("hi"))
        assert orjson.loads(await socket.recv())["type"] == "RUN_STARTED"
    assert await closed_with(socket) == 1012
