"""Driving one turn through the graph: what goes in, which events come out, how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from ag_ui.core import BaseEvent, RunFinishedEvent, RunFinishedInterruptOutcome, RunFinishedSuccessOutcome, TokenUsage
from langchain.messages import AIMessage, AIMessageChunk, HumanMessage
from langchain_core.messages import AnyMessage, BaseMessage
from langchain_core.messages.ai import UsageMetadata, add_usage
from langchain_core.runnables import RunnableConfig
from langgraph.types import Command, StateSnapshot

from agent.asked import Asked
from agent.checkpoints import drop_answers, prune
from agent.conversations import Conversations
from agent.events import Translator
from agent.graph import Graph
from agent.live import LiveRun
from agent.questions import STARTED_AT, expires_at, open_interrupts, open_questions
from tools import Deps, Rooms
from tools.results import change_activity

UTC = ZoneInfo("UTC")
RUN = "rafilm_run"
SPEAKERS = ("model", "tools")  # the graph's nodes whose messages are the turn's own


class InterruptExpired(Exception):
    """The answer fits no open question: too late, already answered, or not what was shown."""

    def __init__(self) -> None:
        super().__init__("That question is no longer open, so nothing was done. Please ask again.")


class Turn:
    """One turn of one thread."""

    def __init__(
        self, graph: Graph, rooms: Rooms, live: LiveRun, *, yes_or_no: Callable[[str], bool | None], confirm_for: timedelta
    ) -> None:
        run = live.run
        self._graph, self._live, self._run = graph, live, run
        self._asked = Asked.from_json(run.asked)
        self._deps = Deps(rooms, run.user_id, run.thread_id, run.run_id, UTC, self._asked.locale, self._asked.region)
        # every checkpoint keeps whose it is: that tells after a restart what was already taken in
        marks = {RUN: run.run_id, STARTED_AT: run.started_at.isoformat()}
        self._config = RunnableConfig(configurable={"thread_id": run.thread_id}, metadata=marks, recursion_limit=100)
        self._translator = Translator(live.events)
        self._yes_or_no, self._confirm_for = yes_or_no, confirm_for
        self._usage: dict[str, UsageMetadata] = {}

    async def prepare(self, conversations: Conversations) -> None:
        """Reads what the turn needs to know: where the person is; and, where it answers a question or goes on after a restart,
        the thread's logs, of which it repeats nothing."""
        self._deps = replace(self._deps, timezone=await asyncio.to_thread(self._asked.find_zone))
        if self._live.events or not self._asked.text:
            self._translator = Translator(await conversations.thread_events(self._run.thread_id))

    async def drive(self, *, recovered: bool) -> BaseEvent:
        """Plays the turn and returns its terminal event. Raises InterruptExpired and whatever model or tools raise."""
        before = await self._graph.aget_state(self._config)
        if recovered and self._was_taken_in(before):
            await self._go_on(before)
        elif self._asked.answers:
            await self._answer(self._decisions(before))
        elif open_interrupts(before):
            await self._answer_in_words(before)
        else:
            await self._stream(self._message())
        return await self._finished()

    async def tell_unseen_changes(self) -> None:
        """Tells the writes that happened although the turn was stopped before it could say so."""
        self._live.tell(self._translator.close())
        page = await self._deps.rooms.library.changes(self._run.user_id, run_id=self._run.run_id, limit=100)
        for change in reversed(page.items):
            self._live.tell(self._translator.change(change_activity(change)))

    # -- what goes in --------------------------------------------------------------------------
    def _message(self) -> dict[str, Any]:
        kept = {"run_id": self._run.run_id, "created_at": self._run.started_at.isoformat()}
        return {"messages": [HumanMessage(self._asked.text, id=self._message_id, additional_kwargs=kept)]}

    @property
    def _message_id(self) -> str:
        return f"asked-{self._run.run_id}"

    def _decisions(self, state: StateSnapshot) -> dict[str, Any]:
        """The answers by question, each question answered. Raises InterruptExpired where one fits no open question."""
        given = {answer.interrupt_id: answer.approved for answer in self._asked.answers}
        open_ids = {interrupt.id for interrupt in open_interrupts(state)}
        if not open_ids or not given.keys() <= open_ids or None in given.values() or self._is_late(state):
            raise InterruptExpired
        return {one: _decision(given.get(one) is True) for one in open_ids}

    async def _answer(self, decisions: dict[str, Any], *, stop_before_model: bool = False) -> None:
        await drop_answers(self._graph.checkpointer, self._run.thread_id)
        await self._stream(Command(resume=decisions), stop_before_model=stop_before_model)

    async def _answer_in_words(self, state: StateSnapshot) -> None:
        """A plain yes or no answers the open questions; any other message answers them no and goes on."""
        approved = self._yes_or_no(self._asked.text)
        if approved and self._is_late(state):
            raise InterruptExpired
        decisions = {interrupt.id: _decision(approved is True) for interrupt in open_interrupts(state)}
        await self._answer(decisions, stop_before_model=approved is None)
        if approved is None:
            await self._stream(self._message())

    def _is_late(self, state: StateSnapshot) -> bool:
        return self._run.started_at > expires_at(state, self._confirm_for)

    # -- going on after a restart --------------------------------------------------------------
    def _was_taken_in(self, state: StateSnapshot) -> bool:
        """Whether the graph already holds what this run asked: its message, or its answer to the open questions."""
        if any(message.id == self._message_id for message in state.values.get("messages", ())):
            return True
        if not self._asked.answers and self._yes_or_no(self._asked.text) is None:
            return False
        answered = any(task.interrupts and task.result is not None for task in state.tasks)  # done, but the step was not saved
        return (state.metadata or {}).get(RUN) == self._run.run_id or (answered and not open_interrupts(state))

    async def _go_on(self, state: StateSnapshot) -> None:
        """Makes up for what the log lacks of the state, ends what was left open, and drives on."""
        for message in _since_the_person_spoke(state.values["messages"]):
            self._tell(message)
        self._live.tell(self._translator.close())
        # not `state.next`, which is empty when a step's tasks are done but the step itself was not saved
        if state.tasks and not open_interrupts(state):
            await self._stream(None)

    # -- what comes out ------------------------------------------------------------------------
    async def _stream(self, given: dict[str, Any] | Command[Any] | None, *, stop_before_model: bool = False) -> None:
        stream = self._graph.astream(
            given,
            self._config,
            context=self._deps,
            stream_mode=["messages", "updates"],
            version="v2",
            durability="sync",
            interrupt_before=["model"] if stop_before_model else None,
        )
        async with aclosing(cast(AsyncGenerator[Any], stream)):  # what it began ends with it
            async for part in stream:
                if part["type"] == "messages":
                    chunk, metadata = part["data"]
                    if isinstance(chunk, AIMessageChunk) and metadata["langgraph_node"] == "model":
                        self._live.tell(self._translator.chunk(chunk))
                elif part["type"] == "updates":
                    for node, update in part["data"].items():
                        for message in (update or {}).get("messages", ()) if node in SPEAKERS else ():
                            self._tell(message)

    def _tell(self, message: BaseMessage) -> None:
        self._live.tell(self._translator.message(message))
        if isinstance(message, AIMessage) and message.usage_metadata:
            name = message.response_metadata.get("model_name", "unknown")
            self._usage[name] = add_usage(self._usage.get(name), message.usage_metadata)

    async def _finished(self) -> RunFinishedEvent:
        self._live.tell(self._translator.close())
        state = await self._graph.aget_state(self._config)
        questions = await open_questions(state, self._deps, self._confirm_for)
        outcome = RunFinishedInterruptOutcome(interrupts=questions) if questions else RunFinishedSuccessOutcome()
        await prune(self._graph.checkpointer, self._run.thread_id)
        return RunFinishedEvent(thread_id=self._run.thread_id, run_id=self._run.run_id, outcome=outcome, usage=self._usages())

    def _usages(self) -> list[TokenUsage] | None:
        return [
            TokenUsage(
                model=name,
                input_tokens=used["input_tokens"],
                output_tokens=used["output_tokens"],
                cached_input_tokens=used.get("input_token_details", {}).get("cache_read", 0),
            )
            for name, used in self._usage.items()
        ] or None


def _decision(approved: bool) -> dict[str, str]:
    return {"type": "approve"} if approved else {"type": "reject"}


def _since_the_person_spoke(messages: Sequence[AnyMessage]) -> Sequence[AnyMessage]:
    spoke = max((place for place, message in enumerate(messages) if isinstance(message, HumanMessage)), default=-1)
    return messages[spoke + 1 :]
