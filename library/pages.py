"""Pages of rows. A cursor holds where the page ended, so that what is written meanwhile shifts nothing."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import orjson

from domain import Page
from errors import BadInput
from library.limits import the_limit
from library.rows import Doc
from library.store import Mark, Query, Reader

T = TypeVar("T")


def cursor_of(order: str, mark: Mark) -> str:
    """An opaque cursor; `order` keeps it from being used where another order holds."""
    return urlsafe_b64encode(orjson.dumps([order, *mark])).decode().rstrip("=")


def mark_of(order: str, cursor: str) -> Mark:
    """What a cursor holds. Raises BadInput for one that is not ours, or of another order."""
    try:
        ours, place, rating = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, TypeError):
        ours, place, rating = None, None, None
    if ours != order or not isinstance(place, str) or not isinstance(rating, int) or not 0 <= rating < 2**53:
        raise BadInput("That cursor is not from this page's nextCursor.")
    return Mark(place, rating)


async def page_of(rows: Reader, query: Query, made: Callable[[str, Doc], T], *, limit: int, cursor: str | None) -> Page[T]:
    """One page of what `query` finds, each row made into what it stands for."""
    limit = the_limit(limit)
    order = f"{query.kind}:{query.order}"
    found = await rows.find(replace(query, after=mark_of(order, cursor) if cursor else None, limit=limit + 1))
    more = cursor_of(order, found[limit - 1].mark) if len(found) > limit else None
    return Page(items=tuple(made(row.key, row.doc) for row in found[:limit]), next_cursor=more)
