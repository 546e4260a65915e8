"""A chat model that says exactly what a test wrote down, and fails where the talk goes otherwise."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

import orjson
from langchain.messages import AIMessage, AIMessageChunk
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, ToolCall
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from pydantic import PrivateAttr

Reply = AIMessage | Exception | Callable[[Sequence[BaseMessage]], AIMessage]


class ScriptedModel(BaseChatModel):
    """Replies in order. A call beyond the script fails, and `assert_done` fails for replies nobody asked for.

    A reply may be a message, an exception to raise, or a function of the messages the model was sent.
    Text streams word by word; `pause` is awaited before each word, so a test can stop a turn in its middle.
    """

    _replies: list[Reply] = PrivateAttr()
    _pause: Callable[[], Any] | None = PrivateAttr(default=None)
    _seen: list[list[BaseMessage]] = PrivateAttr(default_factory=list)

    def __init__(self, *replies: Reply, pause: Callable[[], Any] | None = None) -> None:
        super().__init__()
        self._replies, self._pause = list(replies), pause

    @property
    def _llm_type(self) -> str:
        return "scripted"

    @property
    def seen(self) -> list[list[BaseMessage]]:
        """The messages of each call so far."""
        return self._seen

    def assert_done(self) -> None:
        """Raises AssertionError where replies are left."""
        assert not self._replies, f"{len(self._replies)} scripted replies were never asked for: {self._replies}"

    def bind_tools(self, tools: Any, **_: Any) -> Runnable[Any, AIMessage]:
        """Takes any tools; the script already knows which it calls."""
        return self.bind(tools=[tool.name for tool in tools])

    def _next(self, messages: list[BaseMessage]) -> AIMessage:
        self._seen.append(list(messages))
        assert self._replies, f"the script has no reply left for: {messages[-1].text!r}"
        reply = self._replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply(messages) if callable(reply) else reply

    def _generate(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: CallbackManagerForLLMRun | None = None, **_: Any
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._next(messages))])

    async def _astream(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: AsyncCallbackManagerForLLMRun | None = None, **_: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        for chunk in _chunks(self._next(messages)):
            if self._pause:
                await self._pause()
            yield ChatGenerationChunk(message=chunk)


def _chunks(reply: AIMessage) -> Iterator[AIMessageChunk]:
    for place, word in enumerate(reply.text.split(" ") if reply.text else ()):
        yield AIMessageChunk(content=f" {word}" if place else word)
    for place, call in enumerate(reply.tool_calls):
        piece = tool_call_chunk(name=call["name"], args=orjson.dumps(call["args"]).decode(), id=call["id"], index=place)
        yield AIMessageChunk(content="", tool_call_chunks=[piece])
    yield AIMessageChunk(content="", usage_metadata=reply.usage_metadata, chunk_position="last")


def calls(*named: tuple[str, dict[str, Any]], text: str = "", key: str = "call") -> AIMessage:
    """A reply that calls tools; their ids are KEY-0, KEY-1 …"""
    made = [ToolCall(name=name, args=args, id=f"{key}-{place}") for place, (name, args) in enumerate(named)]
    return AIMessage(text, tool_calls=made)
