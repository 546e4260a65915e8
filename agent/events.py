"""LangGraph's stream to AG-UI events: the only reader of LangGraph streams.

The translator is told messages as they stream (`chunk`) and as they stand in the state (`message`),
and says only what it has not said before. So a run that was killed goes on by telling the state's
messages again: what the log already holds is passed over, what it lacks is made up for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson
from ag_ui.core import (
    ActivitySnapshotEvent,
    BaseEvent,
    TextMessageContentEvent,
    TextMessageEndEvent,
    TextMessageStartEvent,
    ToolCallArgsEvent,
    ToolCallEndEvent,
    ToolCallResultEvent,
    ToolCallStartEvent,
)
from langchain.messages import AIMessage, AIMessageChunk, ToolMessage
from langchain_core.messages import BaseMessage


class Translator:
    """The events of one run; remembers what was said of each message, tool call and activity."""

    def __init__(self, said: Iterable[str] = ()) -> None:
        """`said` is what logs already hold, as JSON texts: nothing of it is said again."""
        self._text: dict[str, str] = {}  # message id -> text said so far
        self._open_text: str | None = None
        self._open_calls: dict[str, str] = {}  # tool call id -> parent message id
        self._calls: set[str] = set()
        self._results: set[str] = set()
        self._activities: set[str] = set()
        self._call_at: dict[tuple[str, int], str] = {}  # (message id, index in it) -> tool call id
        for line in said:
            self._recall(orjson.loads(line))

    def _recall(self, event: dict[str, Any]) -> None:
        match event["type"]:
            case "TEXT_MESSAGE_START":
                self._text[event["messageId"]], self._open_text = "", event["messageId"]
            case "TEXT_MESSAGE_CONTENT":
                self._text[event["messageId"]] += event["delta"]
            case "TEXT_MESSAGE_END":
                self._open_text = None
            case "TOOL_CALL_START":
                self._calls.add(event["toolCallId"])
                self._open_calls[event["toolCallId"]] = event.get("parentMessageId", "")
            case "TOOL_CALL_END":
                self._open_calls.pop(event["toolCallId"], None)
            case "TOOL_CALL_RESULT":
                self._results.add(event["toolCallId"])
            case "ACTIVITY_SNAPSHOT":
                self._activities.add(event["messageId"])

    # -- as it streams -------------------------------------------------------------------------
    def chunk(self, chunk: AIMessageChunk) -> Iterator[BaseEvent]:
        """A piece of the model's message."""
        message_id = chunk.id or ""
        if text := chunk.text:
            yield from self._say(message_id, text)
        for piece in chunk.tool_call_chunks:
            at = (message_id, piece["index"] or 0)
            if piece["id"] and piece["id"] not in self._calls:
                yield from self._end_text()
                self._call_at[at] = piece["id"]
                yield self._start_call(piece["id"], piece["name"] or "", message_id)
            call_id = self._call_at.get(at)
            if call_id in self._open_calls and piece["args"]:
                yield ToolCallArgsEvent(tool_call_id=call_id, delta=piece["args"])

    # -- as it stands in the state -------------------------------------------------------------
    def message(self, message: BaseMessage) -> Iterator[BaseEvent]:
        """A whole message: what was not said of it yet, and its end."""
        if isinstance(message, AIMessage):
            yield from self._whole_answer(message)
        elif isinstance(message, ToolMessage):
            yield from self._tool_result(message)

    def _whole_answer(self, message: AIMessage) -> Iterator[BaseEvent]:
        message_id, text = message.id or "", message.text
        said = self._text.get(message_id, "")
        if len(text) > len(said) and text.startswith(said):
            yield from self._say(message_id, text[len(said) :])
        yield from self._end_text()
        for call in message.tool_calls:
            if call["id"] and call["id"] not in self._calls:
                yield self._start_call(call["id"], call["name"], message_id)
                yield ToolCallArgsEvent(tool_call_id=call["id"], delta=orjson.dumps(call["args"]).decode())
        yield from self._end_calls()

    def _tool_result(self, message: ToolMessage) -> Iterator[BaseEvent]:
        call_id = message.tool_call_id
        if call_id not in self._results:
            self._results.add(call_id)
            yield ToolCallResultEvent(message_id=message.id or call_id, tool_call_id=call_id, content=message.text, role="tool")
        for message_id, kind, content in activities(message):
            yield from self._activity(message_id, kind, content)

    def change(self, content: dict[str, Any]) -> Iterator[BaseEvent]:
        """A change that no tool result told, because its turn was stopped right after the write."""
        yield from self._activity(f"change-{content['changeId']}", "CHANGE", content)

    def close(self) -> Iterator[BaseEvent]:
        """The end of whatever is still open."""
        yield from self._end_text()
        yield from self._end_calls()

    # -- pieces --------------------------------------------------------------------------------
    def _activity(self, message_id: str, kind: str, content: dict[str, Any]) -> Iterator[BaseEvent]:
        if message_id not in self._activities:
            self._activities.add(message_id)
            yield ActivitySnapshotEvent(message_id=message_id, activity_type=kind, content=content)

    def _say(self, message_id: str, text: str) -> Iterator[BaseEvent]:
        if self._open_text != message_id:
            yield from self._end_text()
            yield from self._end_calls()
            yield TextMessageStartEvent(message_id=message_id, role="assistant")
            self._open_text = message_id
        self._text[message_id] = self._text.get(message_id, "") + text
        yield TextMessageContentEvent(message_id=message_id, delta=text)

    def _start_call(self, call_id: str, name: str, message_id: str) -> BaseEvent:
        self._calls.add(call_id)
        self._open_calls[call_id] = message_id
        return ToolCallStartEvent(tool_call_id=call_id, tool_call_name=name, parent_message_id=message_id)

    def _end_text(self) -> Iterator[BaseEvent]:
        if self._open_text is not None:
            yield TextMessageEndEvent(message_id=self._open_text)
            self._open_text = None

    def _end_calls(self) -> Iterator[BaseEvent]:
        for call_id in list(self._open_calls):
            yield ToolCallEndEvent(tool_call_id=call_id)
        self._open_calls.clear()


def activities(message: ToolMessage) -> Sequence[tuple[str, str, dict[str, Any]]]:
    """(message id, activity type, content) of what a tool result shows and changed, from its artifact."""
    artifact: dict[str, Any] = message.artifact or {}
    told = [(f"change-{content['changeId']}", "CHANGE", content) for content in artifact.get("changes", ())]
    if "titles" in artifact:
        told.append((f"titles-{message.tool_call_id}", "TITLES", artifact["titles"]))
    return told
