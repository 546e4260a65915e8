"""A run while it runs: events are numbered, written to the log, and only then shown to its readers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from ag_ui.core import BaseEvent

from agent.conversations import Run


class Stopping(Exception):
    """The service stops; the run goes on when it starts again."""


class Append(Protocol):
    """Where a log is written."""

    def __call__(self, run_id: str, first_seq: int, events: Sequence[str], *, ended_at: datetime | None = None) -> Awaitable[None]:
        """Writes JSON events numbered from `first_seq`; `ended_at` ends the run with them."""
        ...


class LiveRun:
    """One run's log. Each reader keeps its own place, so a slow one holds up nobody."""

    def __init__(self, run: Run, log: Sequence[str], append: Append, clock: Callable[[], datetime]) -> None:
        """`log` is what an earlier life of the service already wrote."""
        self.run = run
        self.events: list[str] = list(log)
        self._kept = len(log)  # how many are written, and so may be read
        self._ended = False
        self._failure: BaseException | None = None
        self._append, self._clock = append, clock
        self._told, self._grown = asyncio.Event(), asyncio.Event()
        self._writer = asyncio.create_task(self._write())

    def tell(self, events: Iterable[BaseEvent]) -> None:
        """Takes events in; they are written and shown soon. Raises what the writing raised."""
        if self._failure:
            raise self._failure
        for event in events:
            event.metadata = {**(event.metadata or {}), "seq": len(self.events) + 1, "runId": self.run.run_id}
            self.events.append(event.model_dump_json(by_alias=True))
            self._told.set()

    async def end(self, last: BaseEvent) -> None:
        """Takes the terminal event in and waits until all is written."""
        self.tell([last])
        self._ended = True
        await self._writer

    async def stop(self) -> None:
        """Stops without a terminal event: what was told is written, readers see `Stopping`."""
        self._failure = self._failure or Stopping()
        self._told.set()
        await asyncio.gather(self._writer, return_exceptions=True)
        self._grow()

    async def follow(self, after: int) -> AsyncIterator[str]:
        """Events with seq > `after`, as they are written, to the terminal one. Raises `Stopping`."""
        place = after
        while True:
            while place < self._kept:
                yield self.events[place]
                place += 1
            if self._writer.done():
                if self._failure:
                    raise self._failure
                return
            await self._grown.wait()

    async def _write(self) -> None:
        try:
            while not (self._kept == len(self.events) and (self._ended or self._failure)):
                if self._kept == len(self.events):
                    self._told.clear()
                    await self._told.wait()
                batch, ended = self.events[self._kept :], self._ended
                if batch:
                    await self._append(self.run.run_id, self._kept + 1, batch, ended_at=self._clock() if ended else None)
                    self._kept += len(batch)
                    self._grow()
        except Exception as error:
            self._failure = error
            raise
        finally:
            asyncio.get_running_loop().call_soon(self._grow)  # once the task counts as done, wake whoever waits

    def _grow(self) -> None:
        grown, self._grown = self._grown, asyncio.Event()
        grown.set()
