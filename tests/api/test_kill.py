"""A service killed at any instant of a turn loses nothing and doubles nothing."""

from __future__ import annotations

import asyncio
import random
import shutil
import signal
from asyncio.subprocess import Process
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from benchmarks.service import run_frame, start_service, until_end

TIMES = 50
LONGEST = 0.35  # seconds after the request: past the end of a turn
FILMS = (("Heat", "movie-949"), ("Jaws", "movie-578"), ("Arrival", "movie-329865"), ("Alien", "movie-348"))
SEED = 20


async def ask(url: str, token: str, text: str, run: str) -> list[dict[str, Any]]:
    headers = {"Authorization": f"Bearer {token}"}
    async with connect(url.replace("http", "ws", 1) + "/v1/ws", additional_headers=headers, max_size=None) as socket:
        await socket.send(run_frame(text, run=run))
        return await until_end(socket)


async def ask_and_kill(process: Process, url: str, token: str, text: str, run: str, delay: float) -> None:
    asking = asyncio.create_task(ask(url, token, text, run))
    await asyncio.sleep(delay)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    result = (await asyncio.gather(asking, return_exceptions=True))[0]
    assert isinstance(result, list | WebSocketException | OSError), result


async def test_fifty_kills_lose_nothing_and_double_nothing(tmp_path: Path, built_index: Path) -> None:
    shutil.copytree(built_index, tmp_path / "chroma")
    chance = random.Random(SEED)
    process, url = await start_service(tmp_path, frames_per_minute=10_000)
    try:
        async with httpx.AsyncClient(base_url=url) as http:
            token = (await http.post("/v1/guest")).json()["token"]
        for time in range(TIMES):
            title, _ = FILMS[time % len(FILMS)]
            run, text = str(UUID(int=chance.getrandbits(128), version=4)), f"log {title}, 8/10, and add Ronin to my watchlist"
            await ask_and_kill(process, url, token, text, run, chance.uniform(0, LONGEST))
            process, url = await start_service(tmp_path, frames_per_minute=10_000)
            events = await ask(url, token, text, run)
            check_told(events)
            async with httpx.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=30) as http:
                await check_kept(http, time + 1)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def check_told(events: list[dict[str, Any]]) -> None:
    kinds = [event["type"] for event in events]
    assert [event["metadata"]["seq"] for event in events] == list(range(1, len(events) + 1))
    assert kinds[0] == "RUN_STARTED"
    assert kinds[-1] == "RUN_FINISHED"
    assert kinds.count("RUN_STARTED") == 1
    for started, ended in (("TEXT_MESSAGE_START", "TEXT_MESSAGE_END"), ("TOOL_CALL_START", "TOOL_CALL_END")):
        assert kinds.count(started) == kinds.count(ended)
    changes = [event["content"]["changeId"] for event in events if event.get("activityType") == "CHANGE"]
    assert len(changes) == len(set(changes)) >= 1


async def check_kept(http: httpx.AsyncClient, times: int) -> None:
    diary = (await http.get("/v1/me/diary", params={"limit": 100})).json()["items"]
    assert len(diary) == times
    watched = sorted(entry["titleId"] for entry in diary)
    assert watched == sorted(FILMS[time % len(FILMS)][1] for time in range(times))
    watchlist = (await http.get("/v1/me/lists/watchlist")).json()["items"]
    assert [item["title"] for item in watchlist] == ["Ronin"]
    kinds = [change["kind"] for change in (await http.get("/v1/me/changes", params={"limit": 100})).json()["items"]]
    assert kinds.count("watch.logged") == times
    assert kinds.count("list.added") == 1
