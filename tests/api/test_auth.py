"""Guest tokens: what is accepted, and all that is not."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.auth import GUEST_ISSUER, Authenticator, GuestTokens, Subject
from api.database import open_database
from api.identities import Identities
from errors import Unauthenticated
from tests.api.hand_clock import HandClock

KEY = b"k" * 64
CLAIMS = {"iss": GUEST_ISSUER, "sub": "s", "iat": 1_700_000_000, "exp": 4_000_000_000}


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def identities(tmp_path: Path, clock: HandClock) -> AsyncIterator[Identities]:
    async with open_database(tmp_path / "doors.db") as engine:
        yield Identities(engine, clock)


def tokens(clock: HandClock, key: bytes = KEY) -> GuestTokens:
    return GuestTokens(key, clock, timedelta(days=30))


async def test_a_token_names_its_subject_until_it_expires(clock: HandClock) -> None:
    made = tokens(clock).issue("somebody")
    assert made.expires_at == clock.now.replace(microsecond=0) + timedelta(days=30)
    clock.pass_(days=29, hours=23)
    assert await tokens(clock).verify(made.token) == Subject(GUEST_ISSUER, "somebody")
    clock.pass_(hours=1)
    with pytest.raises(Unauthenticated, match="expired"):
        await tokens(clock).verify(made.token)


def unsigned(claims: dict[str, object]) -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in ({"alg": "none", "typ": "JWT"}, claims)]
    return b".".join([*parts, b""]).decode()


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        "a.b.c",
        jwt.encode(CLAIMS, b"another key, of the same length as ours".ljust(64, b"."), "HS256"),
        jwt.encode(CLAIMS, KEY, "HS512"),
        unsigned(CLAIMS),
        jwt.encode(CLAIMS | {"iss": "somebody-else"}, KEY, "HS256"),
        *(jwt.encode({name: value for name, value in CLAIMS.items() if name != missing}, KEY, "HS256") for missing in CLAIMS),
    ],
)
async def test_other_tokens_are_refused(clock: HandClock, token: str) -> None:
    with pytest.raises(Unauthenticated):
        await tokens(clock).verify(token)


async def test_our_own_form_is_accepted(clock: HandClock) -> None:
    """So that the refusals above are for what each of them changed."""
    assert await tokens(clock).verify(jwt.encode(CLAIMS, KEY, "HS256")) == Subject(GUEST_ISSUER, "s")


@given(st.text(max_size=300))
def test_no_text_is_anything_but_refused(text: str) -> None:
    with pytest.raises(Unauthenticated):
        asyncio.run(tokens(HandClock()).verify(text))


async def test_a_token_changed_anywhere_is_refused(clock: HandClock) -> None:
    token = tokens(clock).issue("somebody").token
    for place in range(0, len(token) - 1, 7):  # the last letter carries spare bits
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(Unauthenticated):
            await tokens(clock).verify(changed)


async def test_the_authenticator_gives_one_user_for_one_subject(clock: HandClock, identities: Identities) -> None:
    guests = tokens(clock)
    door = Authenticator(guests, identities)
    mine, theirs = guests.issue("me").token, guests.issue("them").token
    assert await door.user_of(mine) == await door.user_of(guests.issue("me").token) != await door.user_of(theirs)


async def test_a_key_made_elsewhere_signs_nobody_in(clock: HandClock, identities: Identities, tmp_path: Path) -> None:
    door = Authenticator(tokens(clock), identities)
    with pytest.raises(Unauthenticated):
        await door.user_of(tokens(clock, b"x" * 64).issue("me").token)
