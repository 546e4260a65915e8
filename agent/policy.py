"""What a tool call must pass: a yes where it destroys or touches much, and errors told, not thrown.

Asked for (design/protocol.md): clearing or deleting a list, deleting a review or more than one diary
entry, any write to more than five titles, deleting one's data.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import orjson
from langchain.agents.middleware import AgentMiddleware, AgentState, HumanInTheLoopMiddleware, InterruptOnConfig
from langchain.agents.middleware.types import ToolCallRequest
from langchain.messages import AIMessage, HumanMessage, RemoveMessage, ToolMessage
from langchain_core.messages import AnyMessage, ToolCall
from langgraph.graph.message import REMOVE_ALL_MESSAGES
from langgraph.runtime import Runtime
from langgraph.types import Command

from errors import NotFound, RafilmError, Unavailable, UserError
from tools import TOOLS, Access, access_of

MOST_TITLES_UNASKED = 5
WRITES = {made.name for made in TOOLS if access_of(made) is not Access.READ}


def confirmation() -> HumanInTheLoopMiddleware[Any, Any, Any]:
    """LangChain's own human-in-the-loop, one question a call, asked when `must_ask` says so."""
    ask = InterruptOnConfig(allowed_decisions=["approve", "reject"], when=lambda request: must_ask(request.tool_call, messages_of(request)))
    return HumanInTheLoopMiddleware(interrupt_on=dict.fromkeys(WRITES, ask), interrupt_mode="per_call")


def messages_of(request: ToolCallRequest) -> Sequence[AnyMessage]:
    """The conversation that a tool call stands in."""
    messages: Sequence[AnyMessage] = request.state["messages"]
    return messages


def must_ask(call: ToolCall, messages: Sequence[AnyMessage]) -> bool:
    """Whether this call waits for a yes. Depends on the conversation alone, so that a resume decides the same."""
    args = call["args"]
    match call["name"]:
        case "delete_my_data":
            return True
        case "edit_list" if args.get("action") in ("clear", "delete"):
            return True
        case "edit_diary" if args.get("delete") and len(args.get("entry_ids") or ()) > 1:
            return True
        case "edit_diary" if "review" in (args.get("clear") or ()):
            return True
        case name:
            return name in WRITES and len(_written_this_turn(messages)) > MOST_TITLES_UNASKED


def _written_this_turn(messages: Sequence[AnyMessage]) -> set[str]:
    """Everything that the calls since the person's last message write to: one call of ten, or ten calls of one."""
    touched: set[str] = set()
    for message in reversed(messages):
        if isinstance(message, HumanMessage):
            break
        if isinstance(message, AIMessage):
            for call in message.tool_calls:
                if call["name"] in WRITES:
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
            return await handler(request)
        except (UserError, NotFound, Unavailable) as error:
            return _told(request.tool_call, error)


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
