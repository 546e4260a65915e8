"""What each Idempotency-Key was first used for, so that one key is never two requests.

The library keeps a write's effect from happening twice; this table only notices a key that comes
again with another method, path or body, and refuses it. A key is claimed just before its write, so
a request that was refused as malformed leaves its key free. Keys live as long as the journal.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from api.database import request_keys
from errors import BadInput
from sqlite import writing


def fingerprint(method: str, path: str, body: bytes) -> str:
    """What makes two requests the same: method, path and body, byte for byte."""
    return hashlib.sha256(b"\n".join([method.encode(), path.encode(), body])).hexdigest()


class RequestKeys:
    """The keys of every user, each with the fingerprint of its request."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def claim(self, user_id: str, key: str, mark: str) -> None:
        """Takes `key` for the request of fingerprint `mark`. Raises BadInput where another request has it."""
        mine = (request_keys.c.user_id == user_id, request_keys.c.key == key)
        async with writing(self._engine) as connection:
            taken = insert(request_keys).values(user_id=user_id, key=key, fingerprint=mark)
            await connection.execute(taken.on_conflict_do_nothing(index_elements=["user_id", "key"]))
            first = (await connection.execute(select(request_keys.c.fingerprint).where(*mine))).scalar_one()
        if first != mark:
            raise BadInput("This Idempotency-Key was used for another request. Use a new key for each write.", code="key_reused")

    async def forget(self, user_id: str) -> None:
        """Drops all of a user's keys."""
        async with writing(self._engine) as connection:
            await connection.execute(delete(request_keys).where(request_keys.c.user_id == user_id))
