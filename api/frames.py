"""Client frames of the WebSocket, and the body of an AG-UI request: checked here, and turned into what a turn is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from ag_ui.core import ResumeEntry, RunAgentInput, UserMessage
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from agent.asked import Answer, Asked

MOST_FRAME_BYTES = 32 * 1024
MOST_CHARACTERS = 8_000
THREAD_ID = re.compile(r"[\w.:-]{1,128}", re.ASCII)


class FrameError(Exception):
    """A frame that cannot be served: `code` is one of design/protocol.md's, `message` is for people."""

    def __init__(self, code: str, message: str, run_id: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.run_id = code, message, run_id


class RunFrame(BaseModel):
    """Start a turn."""

    type: Literal["RUN"]
    input: RunAgentInput


class _OfARun(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)

    thread_id: str
    run_id: str


class AttachFrame(_OfARun):
    """Replay a run's events with seq > afterSeq, then go on live."""

    type: Literal["ATTACH"]
    after_seq: int = Field(0, ge=0)


class CancelFrame(_OfARun):
    """Stop a turn."""

    type: Literal["CANCEL"]


Frame = RunFrame | AttachFrame | CancelFrame
FRAMES: TypeAdapter[Frame] = TypeAdapter(Annotated[Frame, Field(discriminator="type")])


@dataclass(frozen=True)
class Start:
    """A turn to start."""

    thread_id: str
    run_id: str
    asked: Asked


def read_frame(text: str) -> Start | AttachFrame | CancelFrame:
    """The frame in `text`. Raises FrameError: bad_json, bad_frame, empty_message, message_too_long."""
    try:
        raw = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise FrameError("bad_json", "This frame is no JSON.") from None
    try:
        frame = FRAMES.validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "frame"
        raise FrameError("bad_frame", f"{where}: {first['msg']}. A frame is RUN, ATTACH or CANCEL.", _run_id(raw)) from None
    return read_input(frame.input) if isinstance(frame, RunFrame) else frame


def read_input(given: RunAgentInput) -> Start:
    """What a RunAgentInput asks. Only its last user message is read. Raises FrameError."""
    run_id = given.run_id
    if not _is_uuid(run_id):
        raise FrameError("bad_frame", "input.runId must be a UUID that you make for each turn.")
    if not THREAD_ID.fullmatch(given.thread_id):
        raise FrameError("bad_frame", "input.threadId must be 1-128 letters, digits, '-', '_', '.' or ':'.", run_id)
    where = _where(given.forwarded_props)
    if given.resume:
        return Start(given.thread_id, run_id, Asked(answers=tuple(_answer(entry) for entry in given.resume), **where))
    text = _last_words(given).strip()
    if not text:
        raise FrameError("empty_message", "Say something first: the message is empty.", run_id)
    if len(text) > MOST_CHARACTERS:
        raise FrameError("message_too_long", f"That is {len(text):,} characters; a message may have {MOST_CHARACTERS:,}.", run_id)
    return Start(given.thread_id, run_id, Asked(text=text, **where))


def _last_words(given: RunAgentInput) -> str:
    spoken = [message for message in given.messages if isinstance(message, UserMessage)]
    if not spoken:
        return ""
    content = spoken[-1].content
    return content if isinstance(content, str) else "\n".join(getattr(part, "text", "") for part in content)


def _answer(entry: ResumeEntry) -> Answer:
    """A yes or no to exactly what was shown: a payload with anything else in it approves nothing."""
    if entry.status == "cancelled":
        return Answer(entry.interrupt_id, approved=False)
    payload = entry.payload if isinstance(entry.payload, dict) else {}
    approved = payload.get("approved") if payload.keys() == {"approved"} else None
    return Answer(entry.interrupt_id, approved if isinstance(approved, bool) else None)


def _where(props: Any) -> dict[str, Any]:
    """Time zone, locale and region, where the client told them."""
    props = props if isinstance(props, dict) else {}
    return {name: value for name in ("timezone", "locale", "region") if isinstance(value := props.get(name), str) and len(value) <= 64}


def _run_id(raw: Any) -> str | None:
    inner = raw.get("input") if isinstance(raw, dict) else None
    run_id = inner.get("runId") if isinstance(inner, dict) else None
    return run_id if isinstance(run_id, str) and len(run_id) <= 64 else None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
