"""Which day it is for whom."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest

from tests.api.hand_clock import HandClock

ALIEN = "movie-348"


async def logged(client: httpx.AsyncClient, zone: str | None = None, day: str | None = None) -> httpx.Response:
    headers = {"Rafilm-Timezone": zone} if zone else {}
    return await client.post("/v1/me/diary", json={"titleId": ALIEN} | ({"watchedOn": day} if day else {}), headers=headers)


@pytest.mark.parametrize(
    ("zone", "today"),
    [("Europe/Berlin", "2026-03-15"), ("America/Los_Angeles", "2026-03-14"), ("Pacific/Kiritimati", "2026-03-15"), (None, "2026-03-14")],
)
async def test_a_watch_without_a_day_was_today(me: httpx.AsyncClient, clock: HandClock, zone: str | None, today: str) -> None:
    clock.now = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)
    assert (await logged(me, zone)).json()["watchedOn"] == today


@pytest.mark.parametrize(
    ("zone", "day", "status"),
    [
        ("Europe/Berlin", "2026-03-15", 201),
        ("Europe/Berlin", "2026-03-16", 422),
        ("America/Los_Angeles", "2026-03-15", 422),
        (None, "2026-03-15", 201),  # already so at UTC+14
        (None, "2026-03-16", 422),
        (None, "2999-01-01", 422),
    ],
)
async def test_the_future_begins_after_the_persons_own_day(
    me: httpx.AsyncClient, clock: HandClock, zone: str | None, day: str, status: int
) -> None:
    clock.now = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)
    answered = await logged(me, zone, day)
    assert answered.status_code == status, answered.text
    entry = (await logged(me)).json()
    headers = {"Rafilm-Timezone": zone} if zone else {}
    corrected = await me.patch(f"/v1/me/diary/{entry['entryId']}", json={"watchedOn": day}, headers=headers)
    assert corrected.status_code == (200 if status == 201 else 422)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "/etc/passwd", "Europe", "x" * 65, "UTC+2"])
async def test_a_zone_that_is_none_is_refused(me: httpx.AsyncClient, zone: str) -> None:
    refused = await logged(me, zone)
    assert refused.status_code == 422
    assert "Timezone" in refused.json()["detail"] or "timezone" in refused.json()["detail"]
