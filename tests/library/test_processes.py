"""Several processes on one store, and processes that die."""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path

import pytest

from library import open_library
from tests.library.conftest import Agreement, TickingClock

ROOT = Path(__file__).parents[2]
WRITER = Path(__file__).with_name("writer.py")


async def start(path: Path, name: str, how_many: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, str(WRITER), str(path), name, str(how_many), cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdout=asyncio.subprocess.PIPE
    )


async def test_two_processes_and_fifty_tasks_lose_nothing(tmp_path: Path, clock: TickingClock, agree: Agreement) -> None:
    path = tmp_path / "library.db"
    processes = [await start(path, name, 50) for name in ("one", "two")]
    said = await asyncio.gather(*(process.communicate() for process in processes))
    assert [out.split() for out, _ in said] == [[str(number).encode() for number in range(50)]] * 2
    async with open_library(path, clock) as library:
        assert await agree(library, "ann") == 100
        assert (await library.find_list("ann", "watchlist")).item_count == 150
        assert len((await library.diary("ann", limit=100)).items) == 50


@pytest.mark.parametrize("seed", range(4))
async def test_a_killed_writer_loses_nothing_and_halves_nothing(tmp_path: Path, clock: TickingClock, agree: Agreement, seed: int) -> None:
    path, chance = tmp_path / "library.db", random.Random(seed)
    process = await start(path, "one", 100_000)
    assert process.stdout
    acknowledged = [await process.stdout.readline()]
    try:
        async with asyncio.timeout(chance.random() / 2):
            while True:
                acknowledged.append(await process.stdout.readline())
    except TimeoutError:
        process.kill()
    acknowledged += [line + b"\n" for line in (await process.stdout.read()).split(b"\n")[:-1]]
    assert await process.wait() == -9
    async with open_library(path, clock) as library:
        done = await agree(library, "ann")
        assert done - len(acknowledged) in (0, 1)
        async with library.store.reading("ann") as rows:
            assert [change.call_id for change in reversed(await rows.changes())] == [str(number) for number in range(done)]
