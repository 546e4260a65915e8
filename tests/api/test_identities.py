"""One person, one user id."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from api.database import identities as table
from api.database import open_database
from api.identities import Identities
from tests.api.hand_clock import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def identities(tmp_path: Path, clock: HandClock) -> AsyncIterator[Identities]:
    async with open_database(tmp_path / "doors.db") as engine:
        yield Identities(engine, clock)


async def test_issuer_and_subject_together_name_a_user(identities: Identities) -> None:
    first = await identities.user_of("a", "1")
    assert await identities.user_of("a", "1") == first
    others = {await identities.user_of("a", "2"), await identities.user_of("b", "1")}
    assert len(others | {first}) == 3


async def test_first_sign_ins_at_once_give_one_user(tmp_path: Path, clock: HandClock) -> None:
    async with open_database(tmp_path / "doors.db") as one, open_database(tmp_path / "doors.db") as two:
        doors = [Identities(one, clock), Identities(two, clock)]
        users = await asyncio.gather(*(doors[turn % 2].user_of("a", "1") for turn in range(20)))
        assert len(set(users)) == 1
        async with one.connect() as connection:
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == 1


async def test_users_are_known_again_after_a_restart(tmp_path: Path, clock: HandClock) -> None:
    async with open_database(tmp_path / "doors.db") as before:
        user = await Identities(before, clock).user_of("a", "1")
    async with open_database(tmp_path / "doors.db") as after:
        assert await Identities(after, clock).user_of("a", "1") == user
        async with after.connect() as connection:
            assert (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one() == "wal"


async def test_subjects_are_data_not_sql(identities: Identities) -> None:
    wicked = ["'; DROP TABLE identities; --", '"', "%", "ü" * 1000]
    users = [await identities.user_of("a", one) for one in wicked]
    assert len(set(users)) == len(wicked)
    assert [await identities.user_of("a", one) for one in wicked] == users
