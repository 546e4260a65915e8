"""What every write shares: a key under which it happens once, and a header that says how to undo it.

`Idempotency-Key` (1-255 visible ASCII characters, the client's choice) makes a repeat harmless: it gets the first
answer again. The same key with another method, path or body is refused with 422 `key_reused`.
Without the header each request is a write of its own. `Rafilm-Change-Id` on the response names the
change in the journal (`POST /v1/me/changes/{changeId}/undo`); it is left out where nothing changed.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Request, Response

from api.access import TheDoors, User
from api.request_keys import RequestKeys, fingerprint
from domain import Origin, Written

T = TypeVar("T")

RUN_ID = "rest"
CHANGE_ID = "Rafilm-Change-Id"
Key = Annotated[str | None, Header(pattern=r"^[\x21-\x7e]{1,255}$", description="A repeat under the same key has no effect.")]


@dataclass(frozen=True)
class Writing:
    """One request that writes."""

    request: Request
    response: Response
    user_id: str
    key: str | None
    keys: RequestKeys

    async def origin(self) -> Origin:
        """Who writes, and under which key. Call it last before the write. Raises BadInput for a key of another request."""
        if self.key is None:
            return Origin(user_id=self.user_id, run_id=RUN_ID, call_id=str(uuid.uuid4()))
        mark = fingerprint(self.request.method, self.request.url.path, await self.request.body())
        await self.keys.claim(self.user_id, self.key, mark)
        return Origin(user_id=self.user_id, run_id=RUN_ID, call_id=self.key)

    def told(self, written: Written[T]) -> T:
        """What was written; its change goes into the response's header."""
        if written.change:
            self.response.headers[CHANGE_ID] = written.change.change_id
        return written.value


async def writing(
    request: Request,
    response: Response,
    user: User,
    doors: TheDoors,
    idempotency_key: Key = None,
) -> Writing:
    """The write that this request asks for."""
    return Writing(request, response, user, idempotency_key, doors.keys)


Write = Annotated[Writing, Depends(writing)]
