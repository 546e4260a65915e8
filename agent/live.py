"""A run while it runs: events are numbered, written to the log, and only then shown to its readers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

import structlog
from ag_ui.core import BaseEvent

from agent.conversations import Run

LOG = structlog.get_logger()


class Stopping(Exception):
    """The run stops before its end, because the service does or its log cannot be written; it goes on later."""


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
        self._ended = self._stopped = False
        self._append, self._clock = append, clock
        self._told, self._grown = asyncio.Event(), asyncio.Event()
        self.writer = asyncio.create_task(self._write())
        """Done when the log is whole, or can no longer be written."""

    def tell(self, events: Iterable[BaseEvent]) -> None:
        """Takes events in; they are written and shown soon. Raises `Stopping`."""
        if self._stopped:
            raise Stopping
        for event in events:
            event.metadata = {**(event.metadata or {}), "seq": len(self.events) + 1, "runId": self.run.run_id}
            self.events.append(event.model_dump_json(by_alias=True))
            self._told.set()

    async def end(self, last: BaseEvent) -> None:
        """Takes the terminal event in and waits until all is written. Raises `Stopping`."""
        self.tell([last])
        self._ended = True
        await self.writer
        if not self._is_whole:
            raise Stopping

    async def stop(self) -> None:
        """What was told is written; without a terminal event, readers then see `Stopping`."""
        self._stopped = True
        self._told.set()
        await self.writer

    async def follow(self, after: int) -> AsyncIterator[str]:
        """Events with seq > `after`, as they are written, to the terminal one. Raises `Stopping`."""
        place = after
        while True:
            while place < self._kept:
                yield self.events[place]
                place += 1
            if self.writer.done():
                if self._is_whole:
                    return
                raise Stopping
            await self._grown.wait()

    @property
    def _is_whole(self) -> bool:
        return self._ended and self._kept == len(self.events)

    async def _write(self) -> None:
        try:
            while self._kept < len(self.events) or not (self._ended or self._stopped):
                if self._kept == len(self.events):
                    self._told.clear()
                    await self._told.wait()
                batch, ended = self.events[self._kept :], self._ended
                if batch:
                    await self._append(self.run.run_id, self._kept + 1, batch, ended_at=self._clock() if ended else None)
                    self._kept += len(batch)
                    self._grow()
        except Exception:
            LOG.exception("run log cannot be written", run_id=self.run.run_id)
            self._stopped = True
        finally:
            asyncio.get_running_loop().call_soon(self._grow)  # once the task counts as done, wake whoever waits

    def _grow(self) -> None:
        grown, self._grown = self._grown, asyncio.Event()
        grown.set()
