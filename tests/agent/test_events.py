"""The translator: what it says of chunks, of whole messages, and of what a log already holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ag_ui.core import BaseEvent
from langchain.messages import AIMessage, AIMessageChunk, ToolMessage
from langchain_core.messages.tool import tool_call_chunk

from agent.events import Translator


def told(events: Iterable[BaseEvent]) -> list[tuple[str, Any]]:
    return [(event.type.value, getattr(event, "delta", getattr(event, "content", None))) for event in events]


def chunk(text: str = "", **call: Any) -> AIMessageChunk:
    return AIMessageChunk(content=text, id="m1", tool_call_chunks=[tool_call_chunk(**call)] if call else [])


def test_text_opens_once_and_closes_when_the_message_is_whole() -> None:
    translator = Translator()
    assert told(translator.chunk(chunk("He"))) == [("TEXT_MESSAGE_START", None), ("TEXT_MESSAGE_CONTENT", "He")]
    assert told(translator.chunk(chunk("at"))) == [("TEXT_MESSAGE_CONTENT", "at")]
    assert told(translator.chunk(chunk(""))) == []
    assert told(translator.message(AIMessage("Heat", id="m1"))) == [("TEXT_MESSAGE_END", None)]


def test_a_message_that_did_not_stream_is_told_whole() -> None:
    message = AIMessage("Hi", id="m2", tool_calls=[{"name": "undo", "args": {}, "id": "c1"}])
    assert [kind for kind, _ in told(Translator().message(message))] == [
        "TEXT_MESSAGE_START",
        "TEXT_MESSAGE_CONTENT",
        "TEXT_MESSAGE_END",
        "TOOL_CALL_START",
        "TOOL_CALL_ARGS",
        "TOOL_CALL_END",
    ]


def test_interleaved_calls_keep_their_own_arguments() -> None:
    translator = Translator()
    events = [
        *translator.chunk(chunk(name="rate_title", args='{"a"', id="c1", index=0)),
        *translator.chunk(chunk(name="undo", args="{", id="c2", index=1)),
        *translator.chunk(chunk(name=None, args=":1}", id=None, index=0)),
        *translator.chunk(chunk(name=None, args="}", id=None, index=1)),
        *translator.message(AIMessage("", id="m1", tool_calls=[])),
    ]
    arguments: dict[str, str] = {}
    for event in events:
        if event.type.value == "TOOL_CALL_ARGS":
            arguments[event.tool_call_id] = arguments.get(event.tool_call_id, "") + event.delta  # type: ignore[attr-defined]
    assert arguments == {"c1": '{"a":1}', "c2": "{}"}
    assert [event.type.value for event in events[-2:]] == ["TOOL_CALL_END", "TOOL_CALL_END"]


def test_a_result_tells_its_changes_and_titles_once() -> None:
    titles = {"heading": "Heat", "items": [{"titleId": "movie-1"}]}
    artifact: dict[str, Any] = {"changes": [{"changeId": "x", "summary": "Logged Heat"}], "titles": titles}
    result = ToolMessage("{}", tool_call_id="c1", id="r1", artifact=artifact)
    translator = Translator()
    events = list(translator.message(result))
    assert [kind for kind, _ in told(events)] == ["TOOL_CALL_RESULT", "ACTIVITY_SNAPSHOT", "ACTIVITY_SNAPSHOT"]
    assert told(translator.message(result)) == []
    assert told(translator.change(artifact["changes"][0])) == []


def test_what_a_log_holds_is_not_said_again_and_what_it_lacks_is() -> None:
    first = Translator()
    log = [event.model_dump_json(by_alias=True) for event in first.chunk(chunk("He"))]
    second = Translator(log)
    assert told(second.message(AIMessage("Heat", id="m1"))) == [("TEXT_MESSAGE_CONTENT", "at"), ("TEXT_MESSAGE_END", None)]
    assert told(Translator(log).close()) == [("TEXT_MESSAGE_END", None)]
