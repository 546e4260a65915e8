"""One Idempotency-Key, one request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from api.database import open_database
from api.request_keys import RequestKeys, fingerprint
from errors import BadInput


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    async with open_database(tmp_path / "doors.db") as opened:
        yield opened


def test_a_fingerprint_is_of_all_three_parts() -> None:
    requests = [("PUT", "/a", b"b"), ("POST", "/a", b"b"), ("PUT", "/b", b"b"), ("PUT", "/a", b"c")]
    assert len({fingerprint(*one) for one in requests}) == 4
    assert fingerprint("PUT", "/a", b"b") == fingerprint("PUT", "/a", b"b")


async def test_a_key_stays_with_its_first_request_and_user(engine: AsyncEngine) -> None:
    keys = RequestKeys(engine)
    await keys.claim("me", "k", "one")
    await keys.claim("me", "k", "one")
    await keys.claim("them", "k", "two")
    with pytest.raises(BadInput) as refused:
        await keys.claim("me", "k", "two")
    assert refused.value.code == "key_reused"


async def test_a_forgotten_user_leaves_no_key(engine: AsyncEngine) -> None:
    keys = RequestKeys(engine)
    await keys.claim("me", "k", "one")
    await keys.claim("them", "k", "one")
    await keys.forget("me")
    await keys.claim("me", "k", "two")
    with pytest.raises(BadInput):
        await keys.claim("them", "k", "two")
