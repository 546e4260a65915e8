"""The embedded chat model: LangChain's face of understanding, planning and speech. No network, no state between calls."""

from __future__ import annotations

import asyncio
import re
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import orjson
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage, ToolCallChunk
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import PrivateAttr

from agent.embedded import words_file
from agent.embedded.dialogue import NOTE, list_names, state, turns
from agent.embedded.frames import Frames
from agent.embedded.intents import Embed, IntentClassifier
from agent.embedded.plan.all import plan_for
from agent.embedded.plan.steps import Call, Desk, Said, call, next_step
from agent.embedded.reading import Reader
from agent.embedded.speech import Speaker
from agent.embedded.understanding import Understanding
from domain import Title

_TODAY = re.compile(r"\bToday is (\d{4}-\d{2}-\d{2})\b")
_WORDS = re.compile(r"\s*\S+")
WORDS_A_CHUNK = 3
Clock = Callable[[], datetime]


class EmbeddedChatModel(BaseChatModel):
    """A chat model made of language rules, a catalogue's names and sentence embeddings.

    It reads only the messages it is given: what was shown, asked and written is told from them. Token
    counts are words, counted by spaces: nothing here has tokens.
    """

    _understanding: Understanding = PrivateAttr()
    _speech: dict[str, Any] = PrivateAttr()
    _clock: Clock = PrivateAttr()

    @classmethod
    def create(cls, titles: Sequence[Title], embed: Embed, clock: Clock) -> EmbeddedChatModel:
        """A model that knows `titles` by name. `embed` gives unit vectors; `clock` serves where no prompt tells the day."""
        language = words_file.load()
        model = cls()
        model._understanding = Understanding(
            Reader(titles, language.words), Frames(language.frames), IntentClassifier(language.examples, embed)
        )
        model._speech, model._clock = language.speech, clock
        return model

    @property
    def _llm_type(self) -> str:
        return "rafilm-embedded"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"model_name": "embedded"}

    def bind_tools(self, tools: Sequence[Any], *, tool_choice: str | None = None, **kwargs: Any) -> Runnable[LanguageModelInput, AIMessage]:
        """Binds tools like any chat model; only bound ones are called. `tool_choice` is not heeded: the words decide."""
        return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools], **kwargs)

    def _generate(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: CallbackManagerForLLMRun | None = None, **kwargs: Any
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._answer(messages, kwargs.get("tools") or ()))])

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        answer = await asyncio.to_thread(self._answer, messages, kwargs.get("tools") or ())
        return ChatResult(generations=[ChatGeneration(message=answer)])

    def _stream(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: CallbackManagerForLLMRun | None = None, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        for chunk in _chunks(self._answer(messages, kwargs.get("tools") or ())):
            if run_manager:
                run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        answer = await asyncio.to_thread(self._answer, messages, kwargs.get("tools") or ())
        for chunk in _chunks(answer):
            if run_manager:
                await run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    def _answer(self, messages: Sequence[BaseMessage], tools: Sequence[dict[str, Any]]) -> AIMessage:
        said = turns(messages)
        if not said:
            return _message(Said(Speaker(self._speech, "").say("greet")), messages)
        before, now = state(said[:-1]), said[-1]
        today = self._today(messages)
        results = {result.call["id"] or "": result for result in now.results}
        prefix = f"call-{len(said)}-{zlib.crc32(now.text.encode()):08x}"
        names = frozenset(tool["function"]["name"] for tool in tools)
        unknown = self._understanding.unknown_list(now.text, before, today) if "read_lists" in names else None
        if unknown:
            listed = results.get(f"{prefix}-lists")
            if listed is None:
                return _calling([(f"{prefix}-lists", call("read_lists"))], messages)
            before.lists |= dict.fromkeys([*list_names(listed), *([unknown[0]] if unknown[1] else [])])
        requests = self._understanding.understand(now.text, before, today)
        desk = Desk(
            before,
            self._understanding.facts(before, now.results),
            Speaker(self._speech, f"{now.text}|{len(said)}"),
            today,
            names,
        )
        step = next_step([(plan_for(one), one) for one in requests], desk, results, prefix, _rounds(messages))
        if step.said is not None:
            note = {"did": requests[-1].intent, "aspect": requests[-1].aspect, **step.said.note}
            return _message(Said(step.said.text, {name: value for name, value in note.items() if value}), messages)
        return _calling(step.calls, messages)

    def _today(self, messages: Sequence[BaseMessage]) -> date:
        for message in messages:
            found = _TODAY.search(message.text) if isinstance(message, SystemMessage) else None
            if found:
                return date.fromisoformat(found[1])
        return self._clock().date()


def _calling(wanted: Sequence[tuple[str, Call]], messages: Sequence[BaseMessage]) -> AIMessage:
    calls = [{"name": one.tool, "args": dict(one.args), "id": key, "type": "tool_call"} for key, one in wanted]
    return AIMessage(content="", tool_calls=calls, usage_metadata=_usage(messages, orjson.dumps([one["args"] for one in calls]).decode()))


def _rounds(messages: Sequence[BaseMessage]) -> int:
    """How often tools were called since the person spoke."""
    rounds = 0
    for message in reversed(messages):
        if isinstance(message, HumanMessage):
            break
        rounds += isinstance(message, AIMessage)
    return rounds


def _message(said: Said, messages: Sequence[BaseMessage]) -> AIMessage:
    return AIMessage(
        content=said.text, additional_kwargs={NOTE: dict(said.note)} if said.note else {}, usage_metadata=_usage(messages, said.text)
    )


def _usage(messages: Sequence[BaseMessage], out: str) -> UsageMetadata:
    """Words in and out; an honest stand-in where there are no tokens."""
    read, written = sum(len(message.text.split()) for message in messages), len(out.split())
    return UsageMetadata(input_tokens=read, output_tokens=written, total_tokens=read + written)


def _chunks(answer: AIMessage) -> Iterator[ChatGenerationChunk]:
    """The answer as it streams: a few words at a time, each tool call whole, the note and the counts at the end."""
    words = _WORDS.findall(answer.text)
    for at in range(0, len(words), WORDS_A_CHUNK):
        yield ChatGenerationChunk(message=AIMessageChunk(content="".join(words[at : at + WORDS_A_CHUNK])))
    for index, wanted in enumerate(answer.tool_calls):
        piece = ToolCallChunk(
            name=wanted["name"], args=orjson.dumps(wanted["args"]).decode(), id=wanted["id"], index=index, type="tool_call_chunk"
        )
        yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=[piece]))
    yield ChatGenerationChunk(
        message=AIMessageChunk(
            content="",
            additional_kwargs=answer.additional_kwargs,
            usage_metadata=answer.usage_metadata,
            chunk_position="last",
            response_metadata={
                "model_name": "embedded",
                "model_provider": "rafilm",
                "finish_reason": "tool_calls" if answer.tool_calls else "stop",
            },
        )
    )
