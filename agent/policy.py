"""What a tool call must pass: a yes where it destroys or touches much, and errors told, not thrown.

Asked for (design/protocol.md): clearing or deleting a list, deleting a review or more than one diary
entry, any write to more than five titles, deleting one's data.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, TypeVar, cast

import orjson
from langchain.agents.middleware import AgentMiddleware, AgentState, HumanInTheLoopMiddleware, InterruptOnConfig
from langchain.agents.middleware.types import ToolCallRequest
from langchain.messages import AIMessage, HumanMessage, RemoveMessage, ToolMessage
from langchain_core.messages import AnyMessage, ToolCall
from langgraph.graph.message import REMOVE_ALL_MESSAGES
from langgraph.runtime import Runtime
from langgraph.types import Command
from pydantic import BaseModel, ValidationError

from errors import NotFound, RafilmError, Unavailable, UserError
from tools import TOOLS, Access, access_of

MOST_TITLES_UNASKED = 5
WRITES = {made.name for made in TOOLS if access_of(made) is not Access.READ}
ARGUMENTS = {made.name: cast(type[BaseModel], made.tool_call_schema) for made in TOOLS}

T = TypeVar("T")


def confirmation() -> HumanInTheLoopMiddleware[Any, Any, Any]:
    """LangChain's own human-in-the-loop, one question a call, asked when `must_ask` says so."""
    ask = InterruptOnConfig(allowed_decisions=["approve", "reject"], when=lambda request: must_ask(request.tool_call, messages_of(request)))
    return HumanInTheLoopMiddleware(interrupt_on=dict.fromkeys(WRITES, ask), interrupt_mode="per_call")


def messages_of(request: ToolCallRequest) -> Sequence[AnyMessage]:
    """The conversation that a tool call stands in."""
    messages: Sequence[AnyMessage] = request.state["messages"]
    return messages


def must_ask(call: ToolCall, messages: Sequence[AnyMessage]) -> bool:
    """Whether this call waits for a yes. Depends on the conversation alone, so that a resume decides the same.

    A call whose arguments are wrong does nothing, so nobody is asked about it.
    """
    args = call["args"]
    if not _is_valid(call):
        return False
    match call["name"]:
        case "delete_my_data":
            return True
        case "edit_list" if args.get("action") in ("clear", "delete"):
            return True
        case "edit_diary" if args.get("delete"):
            return len(args["entry_ids"]) > 1 or _has_review(args["entry_ids"], messages)
        case "edit_diary" if "review" in (args.get("clear") or ()):
            return True
        case name:
            return name in WRITES and len(_written_this_turn(messages)) > MOST_TITLES_UNASKED


def _is_valid(call: ToolCall) -> bool:
    try:
        ARGUMENTS[call["name"]].model_validate(call["args"])
    except (KeyError, ValidationError):
        return False
    return True


def _has_review(entry_ids: Sequence[str], messages: Sequence[AnyMessage]) -> bool:
    """Whether a tool last told one of the entries with a review: with the entry, that would be deleted too."""
    reviews = {entry["entry_id"]: "review" in entry for message in messages for entry in _entries_told(message)}
    return any(reviews.get(entry_id) for entry_id in entry_ids)


def _entries_told(message: AnyMessage) -> Iterator[dict[str, Any]]:
    if isinstance(message, ToolMessage) and message.status == "success" and message.name in ("log_watch", "read_diary", "edit_diary"):
        told = orjson.loads(str(message.content))
        yield from [*told.get("entries", ()), *([told["entry"]] if "entry" in told else ())]


def _written_this_turn(messages: Sequence[AnyMessage]) -> set[str]:
    """Everything that the calls since the person's last message write to: one call of ten, or ten calls of one."""
    touched: set[str] = set()
    for message in reversed(messages):
        if isinstance(message, HumanMessage):
            break
        if isinstance(message, AIMessage):
            for call in message.tool_calls:
                if call["name"] in WRITES and _is_valid(call):
                    touched |= _targets(call["args"])
    return touched


def _targets(args: dict[str, Any]) -> set[str]:
    many = [one for name in ("title_ids", "entry_ids", "change_ids") for one in args.get(name) or ()]
    return {str(one) for one in [*many, args.get("title_id")] if one}


class ToldErrors(AgentMiddleware[Any, Any, Any]):
    """Errors that the model can explain reach it as a tool result; all others end the turn."""

    async def awrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]]
    ) -> ToolMessage | Command[Any]:
        """Runs the tool; the person's mistakes, missing things and outages become a message with a code."""
        try:
            return await (_to_the_end(handler(request)) if request.tool_call["name"] in WRITES else handler(request))
        except (UserError, NotFound, Unavailable) as error:
            return _told(request.tool_call, error)


async def _to_the_end(writing: Awaitable[T]) -> T:
    """Waits for a write that has begun, also when cancelled meanwhile: else nobody knows whether it was done."""
    task = asyncio.ensure_future(writing)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def _told(call: ToolCall, error: RafilmError) -> ToolMessage:
    content = orjson.dumps({"error": error.code, "message": error.message}).decode()
    return ToolMessage(content, name=call["name"], tool_call_id=call["id"], status="error")


class WholeHistory(AgentMiddleware[Any, Any, Any]):
    """Gives every tool call of the history a result.

    A turn that was stopped, or a question that was left, may leave a call without one, and models refuse
    such a history.
    """

    async def abefore_agent(self, state: AgentState[Any], runtime: Runtime[Any]) -> dict[str, Any] | None:
        """Mends the history before a turn's first model call."""
        messages = state["messages"]
        mended = mend(messages)
        return {"messages": [RemoveMessage(REMOVE_ALL_MESSAGES), *mended]} if mended != messages else None


def mend(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The same history with each tool call followed at once by its result, a made-up one where none came."""
    results = {message.tool_call_id: message for message in messages if isinstance(message, ToolMessage)}
    whole: list[AnyMessage] = []
    for message in messages:
        if isinstance(message, ToolMessage):
            continue
        whole.append(message)
        for call in message.tool_calls if isinstance(message, AIMessage) else ():
            whole.append(results.get(call["id"] or "") or _stopped(call))
    return whole


def _stopped(call: ToolCall) -> ToolMessage:
    content = orjson.dumps({"error": "stopped", "message": "The turn was stopped before this was seen to be done."}).decode()
    return ToolMessage(content, name=call["name"], tool_call_id=call["id"], status="error", id=f"stopped-{call['id']}")
