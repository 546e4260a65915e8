"""`/v1/threads`: the person's conversations, listed, read back, deleted."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Path, status

from agent.conversations import Thread
from agent.threads import Said
from api.access import User
from api.rest.pages import Cursor, Limit
from api.talk import TheTalk
from domain import Frozen, Page
from errors import BadInput

router = APIRouter(prefix="/v1/threads", tags=["threads"])

ThreadId = Annotated[str, Path(alias="threadId", max_length=128)]


class ThreadRow(Frozen):
    """A conversation in the list; `title` is how it began."""

    thread_id: str
    title: str
    created_at: str
    updated_at: str


class Messages(Page[Said]):
    """What was said, and the questions (AG-UI interrupts) that wait for a yes."""

    interrupts: tuple[dict[str, Any], ...] = ()


@router.get("")
async def read(talk: TheTalk, user: User, limit: Limit = 20, cursor: Cursor = None) -> Page[ThreadRow]:
    """Conversations, latest first."""
    found = await talk.threads.list(user, limit=limit + 1, before=_place(cursor) if cursor else None)
    page = found[:limit]
    return Page(items=tuple(_row(thread) for thread in page), next_cursor=_cursor(page[-1]) if len(found) > limit else None)


@router.get("/{threadId}/messages")
async def messages(talk: TheTalk, user: User, thread_id: ThreadId, limit: Limit = 100, cursor: Cursor = None) -> Messages:
    """What was said, oldest first; the first page is the latest messages, `nextCursor` leads to earlier ones."""
    said, questions = await talk.threads.messages(user, thread_id)
    end = _number(cursor) if cursor else len(said)
    begin = max(0, end - limit)
    return Messages(
        items=tuple(said[begin:end]),
        next_cursor=str(begin) if begin else None,
        interrupts=tuple(one.model_dump(mode="json", by_alias=True) for one in questions),
    )


@router.delete("/{threadId}", status_code=status.HTTP_204_NO_CONTENT)
async def delete(talk: TheTalk, user: User, thread_id: ThreadId) -> None:
    """Removes a conversation. What was written to the diary and the lists stays."""
    await talk.threads.delete(user, thread_id)


def _row(thread: Thread) -> ThreadRow:
    return ThreadRow(
        thread_id=thread.thread_id,
        title=thread.title,
        created_at=thread.created_at.isoformat(),
        updated_at=thread.updated_at.isoformat(),
    )


def _cursor(thread: Thread) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([thread.updated_at.isoformat(), thread.thread_id])).decode()


def _place(cursor: str) -> tuple[str, str]:
    try:
        updated_at, thread_id = orjson.loads(base64.urlsafe_b64decode(cursor))
    except (binascii.Error, orjson.JSONDecodeError, ValueError, TypeError):
        raise BadInput("This cursor is not ours: use `nextCursor` as it came.") from None
    return str(updated_at), str(thread_id)


def _number(cursor: str) -> int:
    if not cursor.isdecimal():
        raise BadInput("This cursor is not ours: use `nextCursor` as it came.")
    return int(cursor)
