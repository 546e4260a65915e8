"""A service in a process of its own: started over a home, asked over its WebSocket, ended or killed."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
from websockets.asyncio.client import ClientConnection

ENDS = ("RUN_FINISHED", "RUN_ERROR")
START_SECONDS = 120


async def start_service(home: Path, **settings: object) -> tuple[Process, str]:
    """The process, and its address once it is open. Raises AssertionError with what it said where it ends instead."""
    given = {f"RAFILM_{name.upper()}": str(value) for name, value in settings.items()}
    environment = {**os.environ, "RAFILM_HOME": str(home), "RAFILM_LOG_LEVEL": "ERROR", **given}
    command = (sys.executable, "-c", "from api.channels.cli import main; main()", "serve", "--port", "0")
    process = await asyncio.create_subprocess_exec(*command, stderr=PIPE, env=environment)
    assert process.stderr
    told = ""
    async with asyncio.timeout(START_SECONDS):
        while not (found := re.search(r"http://[\d.:]+", told)):
            line = await process.stderr.readline()
            assert line, f"the service ended: {told}"
            told += line.decode()
    return process, found[0]


def run_frame(text: str = "", *, thread: str = "thread-1", run: str | None = None, **more: Any) -> str:
    """A RUN frame for a message; `more` are further fields of its input."""
    messages = [{"id": str(uuid4()), "role": "user", "content": text}] if text or not more else []
    given = {"threadId": thread, "runId": run or str(uuid4()), "messages": messages, "tools": [], "context": [], **more}
    return orjson.dumps({"type": "RUN", "input": given}).decode()


async def until_end(socket: ClientConnection) -> list[dict[str, Any]]:
    """Events up to the run's last one, or to a frame error."""
    got: list[dict[str, Any]] = []
    async with asyncio.timeout(30):
        while not got or (got[-1]["type"] not in ENDS and got[-1].get("name") != "rafilm.frame_error"):
            got.append(orjson.loads(await socket.recv()))
    return got


def resident_mib(pid: int) -> float:
    """Resident memory of a process in MiB. Linux only: read from /proc."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
