"""From a token to a user: guest tokens signed here, and the seam where OIDC's can be checked instead.

A token names a subject; only `Identities` turns (issuer, subject) into a user id.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import jwt

from api.identities import Identities
from errors import Unauthenticated

GUEST_ISSUER = "rafilm-guest"
ALGORITHM = "HS256"
KEY_BYTES = 64

REFUSED = "This token is not valid here. Sign in again."
EXPIRED = "This token has expired. Sign in again."


@dataclass(frozen=True)
class Subject:
    """Whom a token names, and who says so."""

    issuer: str
    subject: str


@dataclass(frozen=True)
class GuestToken:
    """A signed token and the moment from which it is refused."""

    token: str
    expires_at: datetime


class Verifier(Protocol):
    """Checks tokens of one issuer."""

    async def verify(self, token: str) -> Subject:
        """Whom the token names. Raises Unauthenticated for a wrong or expired one."""
        ...


class GuestTokens:
    """Tokens for people without an account: JWT (RFC 7519), HS256 and no other algorithm."""

    def __init__(self, key: bytes, clock: Callable[[], datetime], lifetime: timedelta) -> None:
        self._key = key
        self._clock = clock
        self._lifetime = lifetime

    def issue(self, subject: str) -> GuestToken:
        """A token that names `subject` until its lifetime is over; times are whole seconds."""
        now = self._clock().replace(microsecond=0)
        expires_at = now + self._lifetime
        claims = {"iss": GUEST_ISSUER, "sub": subject, "iat": int(now.timestamp()), "exp": int(expires_at.timestamp())}
        return GuestToken(jwt.encode(claims, self._key, ALGORITHM), expires_at)

    async def verify(self, token: str) -> Subject:
        """As `Verifier.verify`. The expiry is held against our own clock."""
        options: jwt.types.Options = {"require": ["iss", "sub", "iat", "exp"], "verify_exp": False, "verify_iat": False}
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM], issuer=GUEST_ISSUER, options=options)
        except jwt.InvalidTokenError:
            raise Unauthenticated(REFUSED) from None
        if claims["exp"] <= self._clock().timestamp():
            raise Unauthenticated(EXPIRED)
        return Subject(GUEST_ISSUER, claims["sub"])


class Authenticator:
    """The one way from a token to a user id."""

    def __init__(self, verifier: Verifier, identities: Identities) -> None:
        self._verifier = verifier
        self._identities = identities

    async def user_of(self, token: str) -> str:
        """The user that `token` signs in. Raises Unauthenticated."""
        named = await self._verifier.verify(token)
        return await self._identities.user_of(named.issuer, named.subject)


def load_or_make_key(path: Path) -> bytes:
    """The signing key kept at `path` (mode 0600), made at the first start. Blocking.

    The file appears whole or not at all, and of several processes that start at once one makes it.
    Raises ValueError for a file that is too short to be a key.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):  # another process was first
                path.hardlink_to(draft)
        finally:
            draft.unlink()
    key = path.read_bytes()
    if len(key) < KEY_BYTES:
        raise ValueError(f"{path} is too short for a signing key. Remove it, and a new one is made; guests then sign in anew.")
    return key

