"""Embedded turns over the WebSocket of a service in its own process: first token, whole turn, start, memory."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

import httpx
import yaml
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.service import ENDS, resident_mib, run_frame, start_service
from benchmarks.table import Row, percentile, print_table

SCRIPT = Path(__file__).parents[1] / "evals/datasets/thirty_turns_v1.yaml"
ROUNDS = 4  # of the thirty turns, each in a conversation of its own; the first one warms up


def rows() -> list[Row]:
    """Builds the index in a temporary home (a minute), starts twice, then talks."""
    return asyncio.run(_rows())


async def _rows() -> list[Row]:
    said = [turn["say"] for turn in yaml.safe_load(SCRIPT.read_text())["turns"]]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        first_start = await _start_and_stop(home)
        began = time.perf_counter()
        process, url = await start_service(home, frames_per_minute=10_000)
        start = time.perf_counter() - began
        try:
            async with httpx.AsyncClient(base_url=url) as http:
                token = (await http.post("/v1/guest")).json()["token"]
            async with connect(url.replace("http", "ws", 1) + "/v1/ws", additional_headers={"Authorization": f"Bearer {token}"}) as socket:
                turns = [await _turn(socket, text, f"talk-{turn}") for turn in range(ROUNDS) for text in said][len(said) :]
            memory = resident_mib(process.pid)
        finally:
            process.terminate()
            await process.wait()
    firsts, wholes = [1000 * first for first, _ in turns], [1000 * whole for _, whole in turns]
    return [
        Row("embedded turn, first token p50", percentile(firsts, 50), "ms", 150),
        Row("embedded turn, first token p95", percentile(firsts, 95), "ms"),
        Row("embedded turn, whole p50", percentile(wholes, 50), "ms"),
        Row("embedded turn, whole p95", percentile(wholes, 95), "ms", 500),
        Row("first start, index build included", first_start, "s", 120),
        Row("start with a built index", start, "s", 8),
        Row(f"resident memory after {len(said) * ROUNDS} turns", memory, "MiB", 1024),
    ]


async def _start_and_stop(home: Path) -> float:
    began = time.perf_counter()
    process, _ = await start_service(home)
    took = time.perf_counter() - began
    process.terminate()
    await process.wait()
    return took


async def _turn(socket: ClientConnection, text: str, thread: str) -> tuple[float, float]:
    """Seconds to the first word (or to the end, where the turn asks or says none), and to the end."""
    began, first = time.perf_counter(), None
    await socket.send(run_frame(text, thread=thread))
    async for frame in socket:
        kind = frame.partition('"type":"')[2].partition('"')[0] if isinstance(frame, str) else ""
        now = time.perf_counter() - began
        if kind == "TEXT_MESSAGE_CONTENT" and first is None:
            first = now
        if kind in ENDS:
            return first or now, now
    raise AssertionError("the socket closed in the middle of a turn")


if __name__ == "__main__":
    print_table(rows(), title="Turns")
