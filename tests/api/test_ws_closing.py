"""The WebSocket's close codes."""

from __future__ import annotations

import asyncio
import socket as sockets
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
import pytest
from langchain.messages import AIMessage
from websockets.exceptions import ConnectionClosed

from tests.api.conftest import HELLO, Served, attach_frame, run_frame, until_end

Serve = Callable[..., Any]
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def closed_with(socket: Any) -> int:
    async def drain() -> None:
        while True:
            await socket.recv()

    with pytest.raises(ConnectionClosed) as closed:
        await asyncio.wait_for(drain(), 20)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


async def test_a_frame_too_big_closes_with_1009(shared: Served) -> None:
    async with shared.socket() as socket:
        await socket.send("x" * 40_000)
        assert await closed_with(socket) == 1009


@pytest.mark.parametrize("token", ["nonsense", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."])
async def test_a_bad_token_closes_with_4401(shared: Served, token: str) -> None:
    async with shared.socket(token) as socket:
        assert await closed_with(socket) == 4401


async def test_a_token_that_runs_out_closes_with_4401_at_the_next_frame(serve: Serve) -> None:
    now = [datetime.now(UTC)]
    async with serve(HELLO, clock=lambda: now[0]) as served, served.socket() as socket:
        await socket.send(run_frame("hi"))
        await until_end(socket)
        now[0] += timedelta(days=31)
        await socket.send(run_frame("hi"))
        assert await closed_with(socket) == 4401


async def test_a_browser_signs_in_by_subprotocol(shared: Served) -> None:
    async with shared.socket(by_subprotocol=True) as socket:
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
        async with served.socket(max_queue=1, compression=None) as stalled, served.socket() as reader:
            kernel = stalled.transport.get_extra_info("socket")
            kernel.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4_096)
            await stalled.send(run_frame("hi", run=run))
            await asyncio.sleep(0.2)
            await reader.send(attach_frame(run))
            events = await until_end(reader)
            assert events[-1]["type"] == "RUN_FINISHED"
            await asyncio.sleep(1.5)
            kernel.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 1_000_000)  # else what is on its way trickles for half a minute
            assert await closed_with(stalled) == 4408
        async with served.socket() as again:
            await again.send(attach_frame(run, after=len(events) - 1))
            assert await until_end(again) == events[-1:]


async def test_a_restart_closes_with_1012(serve: Serve) -> None:
    words = asyncio.Semaphore(0)
    async with AsyncExitStack() as clients:
        async with serve(HELLO, pause=words.acquire) as served:
            socket = await clients.enter_async_context(served.socket())
            await socket.send(run_frame("hi"))
            assert orjson.loads(await socket.recv())["type"] == "RUN_STARTED"
        assert await closed_with(socket) == 1012
