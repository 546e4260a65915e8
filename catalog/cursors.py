"""Opaque cursors: where the next page begins, and of which question."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from typing import TypeVar

from domain import Page
from errors import BadInput

T = TypeVar("T")
MOST = 100


def page_of(items: Sequence[T], *, question: str, limit: int, cursor: str | None) -> Page[T]:
    """The page of `items` at `cursor`. Raises BadInput for a limit outside 1-100 or a cursor of another question."""
    if not 1 <= limit <= MOST:
        raise BadInput(f"limit is {limit}; it must be 1-{MOST}.")
    start = _decode(cursor, question) if cursor is not None else 0
    end = start + limit
    return Page(items=tuple(items[start:end]), next_cursor=_encode(end, question) if end < len(items) else None)


def _encode(offset: int, question: str) -> str:
    return base64.urlsafe_b64encode(f"{offset}:{_digest(question)}".encode()).decode().rstrip("=")


def _decode(cursor: str, question: str) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    offset, _, digest = text.partition(":")
    if not offset.isdecimal() or digest != _digest(question):
        raise BadInput("That cursor is not one of this question's: leave it out to begin at the first page.")
    return int(offset)


def _digest(question: str) -> str:
    return hashlib.blake2s(question.encode(), digest_size=6).hexdigest()
