"""`POST /v1/guest`: signing in without an account."""

from __future__ import annotations

import uuid
from datetime import datetime

from fastapi import APIRouter, Request, status

from api.access import TheDoors, address_of
from api.auth import GUEST_ISSUER
from domain import Frozen
from errors import NotFound

router = APIRouter(tags=["signing in"])


class Guest(Frozen):
    """A fresh user and the token that signs it in."""

    token: str
    user_id: str
    expires_at: datetime


@router.post("/v1/guest", status_code=status.HTTP_201_CREATED)
async def come_in_as_guest(request: Request, doors: TheDoors) -> Guest:
    """Makes a fresh user, which only the token can reach. Not found where guests may not come in."""
    if doors.guests is None:
        raise NotFound("Guests cannot come in here: sign in with your account.")
    doors.limits.guests.check(address_of(request), "new guests from your address")
    subject = str(uuid.uuid4())
    made = doors.guests.issue(subject)
    user_id = await doors.identities.user_of(GUEST_ISSUER, subject)
    return Guest(token=made.token, user_id=user_id, expires_at=made.expires_at)
