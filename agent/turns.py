"""Turns of conversation: start, follow, cancel, and go on after a restart. One at a time per thread.

A turn lives in a task of its own, not in a socket: readers come and go. What it says is in its log
before anyone sees it (`agent.live`), what it does is checkpointed before its tools run, and tools
write under (user, run, tool call): so a turn that a kill cut short is driven on from its checkpoint
with nothing lost and nothing done twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import structlog
from ag_ui.core import BaseEvent, RunErrorEvent, RunFinishedCancelledOutcome, RunFinishedEvent, RunStartedEvent
from langchain.agents.middleware.model_call_limit import ModelCallLimitExceededError

from agent.asked import Asked
from agent.conversations import Conversations, Run, run_is_kept
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
        self._live: dict[str, LiveRun] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._cancelled: set[str] = set()
        self._starting = asyncio.Lock()
        self._sweeper: asyncio.Task[None] | None = None

    # -- what doors call -----------------------------------------------------------------------
    async def start(self, user_id: str, thread_id: str, run_id: str, asked: Asked) -> None:
        """Starts a turn; a run id that is known is left as it is, to be followed from its start.

        Raises NotFound (another user's thread or run), BadInput (a run id of another thread), ThreadBusy.
        """
        now = self._rooms.clock()
        async with self._starting:
            known = await self._conversations.start_run(user_id, thread_id, run_id, asked.to_json(), title=asked.title, now=now)
            if known is None:
                self._launch(Run(run_id, thread_id, user_id, asked.to_json(), now, None), [])

    async def follow(self, user_id: str, thread_id: str, run_id: str, after: int = 0) -> AsyncIterator[str]:
        """The run's events with seq > `after` as JSON texts, up to its terminal one. Raises NotFound, RunExpired, Stopping."""
        run = await self._conversations.run_of(user_id, thread_id, run_id)
        live = self._live.get(run_id)
        if live:
            async for event in live.follow(after):
                yield event
            return
        log = await self._conversations.events(run_id) if run_is_kept(run, self._rooms.clock(), self._keep_for) else []
        if not log:
            raise RunExpired
        for event in log[after:]:
            yield event

    async def cancel(self, user_id: str, thread_id: str, run_id: str) -> None:
        """Stops a turn; one that has ended stays as it is. Raises NotFound."""
        await self._conversations.run_of(user_id, thread_id, run_id)
        if task := self._tasks.get(run_id):
            self._cancelled.add(run_id)
            task.cancel()

    async def stop_thread(self, thread_id: str) -> None:
        """Cancels the thread's turn, if one runs, and waits for its end."""
        for run_id in [live.run.run_id for live in self._live.values() if live.run.thread_id == thread_id]:
            self._cancelled.add(run_id)
            self._tasks[run_id].cancel()
            await asyncio.gather(self._tasks[run_id], return_exceptions=True)

    # -- life of the service -------------------------------------------------------------------
    async def open(self) -> None:
        """Goes on with the turns that the last stop cut short, and begins to sweep old logs."""
        for run in await self._conversations.unfinished_runs():
            self._launch(run, await self._conversations.events(run.run_id))
        self._sweeper = asyncio.create_task(self._sweep())

    async def close(self) -> None:
        """Stops every turn where it is; the next start goes on with them."""
        tasks = [*self._tasks.values(), *([self._sweeper] if self._sweeper else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _sweep(self) -> None:
        while True:
            await self._conversations.forget_logs(ended_before=self._rooms.clock() - self._keep_for)
            await asyncio.sleep(SWEEP_EVERY)

    # -- one turn ------------------------------------------------------------------------------
    def _launch(self, run: Run, log: list[str]) -> None:
        live = LiveRun(run, log, self._conversations.append, self._rooms.clock)
        self._live[run.run_id] = live
        self._tasks[run.run_id] = asyncio.create_task(self._run(live), name=f"turn {run.run_id}")

    async def _run(self, live: LiveRun) -> None:
        try:
            last = await self._play(live)
            await live.end(last)
        except (asyncio.CancelledError, Stopping):
            await live.stop()
        except Exception:
            LOG.exception("run log could not be written", run_id=live.run.run_id)
            await live.stop()
        finally:
            self._live.pop(live.run.run_id, None)
            self._tasks.pop(live.run.run_id, None)
            self._cancelled.discard(live.run.run_id)

    async def _play(self, live: LiveRun) -> BaseEvent:
        """Drives the turn; returns its terminal event, whatever happened."""
        run = live.run
        turn = Turn(self._graph, self._rooms, live, yes_or_no=self._yes_or_no, confirm_for=self._confirm_for)
        await turn.remember_earlier_logs(self._conversations)
        recovered = bool(live.events)
        if not recovered:
            live.tell([RunStartedEvent(thread_id=run.thread_id, run_id=run.run_id)])
        try:
            async with asyncio.timeout(self._turn_seconds):
                return await turn.drive(recovered=recovered)
        except asyncio.CancelledError:
            if run.run_id not in self._cancelled:
                raise
            ended: BaseEvent = RunFinishedEvent(thread_id=run.thread_id, run_id=run.run_id, outcome=RunFinishedCancelledOutcome())
        except Stopping:
            raise
        except Exception as error:
            ended = _error_event(error, run)
        await turn.tell_unseen_changes()
        return ended


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
