"""Turns of conversation: start, follow, cancel, and go on after a restart. One at a time per thread.

A turn lives in a task of its own, not in a socket: readers come and go. What it says is in its log
before anyone sees it (`agent.live`), what it does is checkpointed before its tools run, and tools
write under (user, run, tool call): so a turn that a kill cut short is driven on from its checkpoint
with nothing lost and nothing done twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from ag_ui.core import BaseEvent, RunErrorEvent, RunFinishedCancelledOutcome, RunFinishedEvent, RunStartedEvent
from langchain.agents.middleware.model_call_limit import ModelCallLimitExceededError

from agent.asked import Asked
from agent.conversations import Conversations, Run, ThreadBusy, run_is_kept
from agent.drive import InterruptExpired, Turn
from agent.graph import Graph
from agent.live import LiveRun, Stopping
from errors import RafilmError
from tools import Rooms

LOG = structlog.get_logger()
SWEEP_EVERY = 300  # seconds between looks for logs that need not be kept
TOLD_CODES = ("model_unavailable", "model_timeout", "rate_limited", "quota_exceeded", "bad_input")
WENT_WRONG = "Something went wrong on our side. Nothing was lost: please try again."


class RunExpired(Exception):
    """The run's log is no longer kept."""


class Turns:
    """Every turn of this service."""

    def __init__(
        self,
        graph: Graph,
        conversations: Conversations,
        rooms: Rooms,
        *,
        yes_or_no: Callable[[str], bool | None],
        confirm_for: timedelta,
        keep_for: timedelta,
        turn_seconds: float,
    ) -> None:
        """`yes_or_no` reads a plain answer to a question; `confirm_for` is how long one stays open; `keep_for` how long logs are kept."""
        self._graph, self._conversations, self._rooms = graph, conversations, rooms
        self._yes_or_no, self._confirm_for, self._keep_for, self._turn_seconds = yes_or_no, confirm_for, keep_for, turn_seconds
        self._playing: dict[str, _Playing] = {}
        self._starting = asyncio.Lock()  # held while turns begin, and while they must not
        self._closing = False
        self._sweeper: asyncio.Task[None] | None = None

    # -- what doors call -----------------------------------------------------------------------
    async def start(self, user_id: str, thread_id: str, run_id: str, asked: Asked) -> None:
        """Starts a turn; a run id that is known is left as it is, to be followed from its start.

        Raises NotFound (another user's thread or run), BadInput (a run id of another thread), ThreadBusy, Stopping.
        """
        now = self._rooms.clock()
        async with self._starting:
            if self._closing:
                raise Stopping
            try:
                known = await self._conversations.start_run(user_id, thread_id, run_id, asked.to_json(), title=asked.title, now=now)
            except ThreadBusy:
                await self._go_on()
                raise
            if known is None:
                self._launch(Run(run_id, thread_id, user_id, asked.to_json(), now, None), [])

    async def follow(self, user_id: str, thread_id: str, run_id: str, after: int = 0) -> AsyncIterator[str]:
        """The run's events with seq > `after` as JSON texts, up to its terminal one. Raises NotFound, RunExpired, Stopping."""
        run = await self._conversations.run_of(user_id, thread_id, run_id)
        if run.ended_at is None and run_id not in self._playing:
            async with self._starting:
                await self._go_on()
        if playing := self._playing.get(run_id):
            async for event in playing.live.follow(after):
                yield event
            return
        log = await self._conversations.events(run_id) if run_is_kept(run, self._rooms.clock(), self._keep_for) else []
        if not log:
            raise RunExpired
        for event in log[after:]:
            yield event

    async def cancel(self, user_id: str, thread_id: str, run_id: str) -> None:
        """Stops a turn; one that has ended stays as it is. Raises NotFound."""
        async with self._starting:
            await self._conversations.run_of(user_id, thread_id, run_id)
            if playing := self._playing.get(run_id):
                playing.cancel()

    @asynccontextmanager
    async def quiet(self, thread_id: str) -> AsyncGenerator[None]:
        """A time without turns on the thread: one that runs is cancelled and waited for, none begins."""
        async with self._starting:
            for playing in [one for one in self._playing.values() if one.live.run.thread_id == thread_id]:
                playing.cancel()
                await asyncio.wait([playing.task])
            yield

    # -- life of the service -------------------------------------------------------------------
    async def open(self) -> None:
        """Goes on with the turns that the last stop cut short, and begins to sweep old logs."""
        await self._go_on()
        self._sweeper = asyncio.create_task(self._sweep())

    async def close(self) -> None:
        """Stops every turn where it is; the next start goes on with them."""
        self._closing = True
        for playing in self._playing.values():
            playing.driving.cancel()
        await asyncio.gather(*(playing.task for playing in self._playing.values()))
        if self._sweeper:
            self._sweeper.cancel()
            await asyncio.wait([self._sweeper])

    async def _sweep(self) -> None:
        while True:
            try:
                await self._conversations.forget_logs(ended_before=self._rooms.clock() - self._keep_for)
            except Exception:
                LOG.exception("old run logs could not be dropped")
            await asyncio.sleep(SWEEP_EVERY)

    # -- one turn ------------------------------------------------------------------------------
    async def _go_on(self) -> None:
        """Takes up the turns that were begun and that nobody plays. Raises Stopping."""
        if self._closing:
            raise Stopping
        for run in await self._conversations.unfinished_runs():
            if run.run_id not in self._playing:
                self._launch(run, await self._conversations.events(run.run_id))

    def _launch(self, run: Run, log: list[str]) -> None:
        live = LiveRun(run, log, self._conversations.append, self._rooms.clock)
        turn = Turn(self._graph, self._rooms, live, yes_or_no=self._yes_or_no, confirm_for=self._confirm_for)
        if not log:
            live.tell([RunStartedEvent(thread_id=run.thread_id, run_id=run.run_id)])
        driving = asyncio.create_task(self._drive(turn, recovered=bool(log)))
        live.writer.add_done_callback(lambda _: driving.cancel())  # a turn that cannot be told is not played on
        playing = _Playing(live, driving)
        playing.task = asyncio.create_task(self._play(playing, turn), name=f"turn {run.run_id}")
        self._playing[run.run_id] = playing

    async def _drive(self, turn: Turn, *, recovered: bool) -> BaseEvent:
        async with asyncio.timeout(self._turn_seconds):
            await turn.prepare(self._conversations)
            return await turn.drive(recovered=recovered)

    async def _play(self, playing: _Playing, turn: Turn) -> None:
        """Waits for the end of the driving, whatever it is, and writes it down. Nobody cancels this: they cancel the driving."""
        live = playing.live
        try:
            await live.end(await self._ending(playing, turn))
        except Stopping:
            LOG.info("turn stopped before its end", run_id=live.run.run_id)
        finally:
            await live.stop()  # whatever happened, no reader waits for ever
            del self._playing[live.run.run_id]

    async def _ending(self, playing: _Playing, turn: Turn) -> BaseEvent:
        run = playing.live.run
        try:
            return await playing.driving
        except asyncio.CancelledError:
            if not playing.is_cancelled:
                raise Stopping from None
            ended: BaseEvent = RunFinishedEvent(thread_id=run.thread_id, run_id=run.run_id, outcome=RunFinishedCancelledOutcome())
        except Stopping:
            raise
        except Exception as error:
            ended = _error_event(error, run)
        try:
            await turn.tell_unseen_changes()
        except Stopping:
            raise
        except Exception:  # the journal still has them
            LOG.exception("changes could not be told", run_id=run.run_id)
        return ended


@dataclass
class _Playing:
    """A turn that runs: its log, the task that drives it, and the task that sees to its end."""

    live: LiveRun
    driving: asyncio.Task[BaseEvent]
    is_cancelled: bool = False
    task: asyncio.Task[None] = field(init=False)

    def cancel(self) -> None:
        """The person wants no more of it."""
        self.is_cancelled = True
        self.driving.cancel()


def _error_event(error: Exception, run: Run) -> RunErrorEvent:
    match error:
        case InterruptExpired():
            return RunErrorEvent(code="interrupt_expired", message=str(error))
        case TimeoutError():
            return RunErrorEvent(code="model_timeout", message="That took too long, so I stopped. Please try again.")
        case ModelCallLimitExceededError():
            return RunErrorEvent(code="internal", message="I went round in circles on this. Could you say it another way?")
        case RafilmError() if error.code in TOLD_CODES:
            return RunErrorEvent(code=error.code, message=error.message)
    LOG.error("turn failed", run_id=run.run_id, thread_id=run.thread_id, exc_info=error)
    return RunErrorEvent(code="internal", message=WENT_WRONG)
