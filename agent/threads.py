"""A person's conversations as clients show them: listed, read back, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ag_ui.core import Interrupt
from langchain.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.messages import AnyMessage
from langchain_core.runnables import RunnableConfig

from agent.checkpoints import forget_thread
from agent.conversations import Conversations, Thread
from agent.events import activities
from agent.graph import Graph
from agent.questions import expires_at, open_interrupts, open_questions
from agent.turns import Turns
from domain import Frozen
from tools import Deps, Rooms


class Activity(Frozen):
    """What was shown or changed beside an answer: the content of an ACTIVITY_SNAPSHOT."""

    message_id: str
    activity_type: str
    content: dict[str, Any]


class Said(Frozen):
    """One side of one turn. All that the agent said and showed in a turn is one entry."""

    id: str
    role: str
    content: str
    run_id: str | None
    created_at: str | None
    activities: tuple[Activity, ...] = ()


class Threads:
    """Threads over the graph's memory. Every call is one user's own; another's thread is NotFound."""

    def __init__(self, graph: Graph, conversations: Conversations, turns: Turns, rooms: Rooms, confirm_for: timedelta) -> None:
        self._graph, self._conversations, self._turns = graph, conversations, turns
        self._rooms, self._confirm_for = rooms, confirm_for

    async def list(self, user_id: str, *, limit: int, before: tuple[str, str] | None = None) -> Sequence[Thread]:
        """Latest first; `before` is (updated_at, thread_id) of the last one seen."""
        return await self._conversations.threads(user_id, limit=limit, before=before)

    async def messages(self, user_id: str, thread_id: str) -> tuple[Sequence[Said], Sequence[Interrupt]]:
        """What was said, oldest first, and the questions that wait for a yes. Raises NotFound."""
        await self._conversations.thread(user_id, thread_id)
        state = await self._graph.aget_state(RunnableConfig(configurable={"thread_id": thread_id}))
        deps = Deps(self._rooms, user_id, thread_id, run_id="", timezone=ZoneInfo("UTC"))
        waiting = bool(open_interrupts(state)) and self._rooms.clock() <= expires_at(state, self._confirm_for)
        questions = await open_questions(state, deps, self._confirm_for) if waiting else []
        return tell(state.values.get("messages", ())), questions

    async def delete(self, user_id: str, thread_id: str) -> None:
        """Stops the thread's turn, and removes all that is kept of it. Raises NotFound."""
        await self._conversations.thread(user_id, thread_id)
        await self._forget(thread_id)

    async def delete_all(self, user_id: str) -> None:
        """Removes every conversation of a user."""
        while page := await self._conversations.threads(user_id, limit=100):
            for thread in page:
                await self._forget(thread.thread_id)

    async def _forget(self, thread_id: str) -> None:
        async with self._turns.quiet(thread_id):
            await forget_thread(self._graph.checkpointer, thread_id)
            await self._conversations.delete_thread(thread_id, now=self._rooms.clock())


def tell(messages: Sequence[AnyMessage]) -> Sequence[Said]:
    """The history turn by turn: the person's words, then all that was answered."""
    told: list[Said] = []
    for message in messages:
        if isinstance(message, HumanMessage):
            kept = message.additional_kwargs
            told.append(
                Said(
                    id=message.id or "",
                    role="user",
                    content=message.text,
                    run_id=kept.get("run_id"),
                    created_at=kept.get("created_at"),
                )
            )
        elif told:
            told[-1:] = _with(told[-1], message)
    return told


def _with(last: Said, message: AnyMessage) -> list[Said]:
    """The last entry, or the last two, after one more of the agent's messages."""
    text = message.text.strip() if isinstance(message, AIMessage) else ""
    shown = tuple(Activity(message_id=one, activity_type=kind, content=content) for one, kind, content in _shown(message))
    if not text and not shown:
        return [last]
    if last.role == "user":
        answer = Said(id=message.id or "", role="assistant", content=text, run_id=last.run_id, created_at=last.created_at, activities=shown)
        return [last, answer]
    content = "\n\n".join(part for part in (last.content, text) if part)
    return [last.model_copy(update={"content": content, "activities": last.activities + shown})]


def _shown(message: AnyMessage) -> Sequence[tuple[str, str, dict[str, Any]]]:
    return activities(message) if isinstance(message, ToolMessage) else ()
