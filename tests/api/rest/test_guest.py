"""Signing in as a guest, and what the token is good for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import httpx
import pytest
from starlette.requests import HTTPConnection

from api.access import address_of
from api.limits import make_limits
from tests.api.hand_clock import HandClock

OpenDoor = Callable[..., Awaitable[httpx.AsyncClient]]


async def test_each_guest_is_a_fresh_user(anyone: httpx.AsyncClient, clock: HandClock) -> None:
    one, two = (await anyone.post("/v1/guest"), await anyone.post("/v1/guest"))
    assert one.status_code == two.status_code == 201
    assert one.json().keys() == {"token", "userId", "expiresAt"}
    assert one.json()["userId"] != two.json()["userId"]
    assert datetime.fromisoformat(one.json()["expiresAt"]) == clock.now.replace(microsecond=0) + timedelta(days=30)


async def test_the_token_is_the_only_way_in(anyone: httpx.AsyncClient, me: httpx.AsyncClient) -> None:
    token = me.headers["Authorization"].removeprefix("Bearer ")
    assert (await anyone.get("/v1/me/diary")).status_code == 401
    for headers in ({"Authorization": token}, {"Authorization": f"Basic {token}"}, {"Authorization": f"Bearer {token}x"}, {"X-User": "me"}):
        refused = await anyone.get("/v1/me/diary", headers=headers)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"
        assert refused.json()["code"] == "unauthenticated"
    assert (await anyone.get("/v1/me/diary", params={"token": token, "access_token": token})).status_code == 401
    assert (await anyone.get("/v1/me/diary", headers={"Cookie": f"token={token}"})).status_code == 401
    assert (await anyone.get("/v1/me/diary", headers={"Authorization": f"bearer {token}"})).status_code == 200


async def test_an_expired_token_is_refused(me: httpx.AsyncClient, clock: HandClock) -> None:
    clock.pass_(days=29)
    assert (await me.get("/v1/me/diary")).status_code == 200
    clock.pass_(days=2)
    refused = await me.get("/v1/me/diary")
    assert refused.status_code == 401
    assert "expired" in refused.json()["detail"]


async def test_too_many_guests_from_one_address_must_wait(anyone: httpx.AsyncClient, clock: HandClock) -> None:
    assert {(await anyone.post("/v1/guest")).status_code for _ in range(5)} == {201}
    refused = await anyone.post("/v1/guest")
    assert refused.status_code == 429
    assert refused.json()["code"] == "rate_limited"
    clock.pass_(seconds=int(refused.headers["retry-after"]))
    assert (await anyone.post("/v1/guest")).status_code == 201


async def test_without_guest_sign_in_there_is_none(open_door: OpenDoor) -> None:
    closed = await open_door(guests=None)
    assert (await closed.post("/v1/guest")).status_code == 404


@pytest.mark.parametrize("path", ["/v1/me/diary", "/v1/titles/movie-348"])
async def test_requests_have_a_budget(
    open_door: OpenDoor, me: httpx.AsyncClient, stranger: httpx.AsyncClient, clock: HandClock, path: str
) -> None:
    limits = make_limits(guests_per_minute=1, frames_per_minute=1, connections_per_user=1, requests_per_minute=3, clock=clock.seconds)
    door = await open_door(limits=limits)
    mine, theirs = me.headers, stranger.headers
    assert [(await door.get(path, headers=mine)).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = await door.get("/v1/me/lists", headers=mine)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "20")
    assert (await door.get(path, headers=theirs)).status_code == 200
    clock.pass_(seconds=20)
    assert (await door.get(path, headers=mine)).status_code == 200


async def test_who_is_not_signed_in_has_the_budget_of_the_address(open_door: OpenDoor, clock: HandClock) -> None:
    limits = make_limits(guests_per_minute=1, frames_per_minute=1, connections_per_user=1, requests_per_minute=2, clock=clock.seconds)
    door = await open_door(limits=limits)
    assert [(await door.get("/v1/titles/movie-348")).status_code for _ in range(3)] == [200, 200, 429]
    assert (await door.get("/healthz")).status_code == 200


@pytest.mark.parametrize(
    ("client", "key"),
    [
        (("192.0.2.7", 1), "192.0.2.7"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::/64"),
        (("2001:db8:1:2::9", 2), "2001:db8:1:2::/64"),
        (("testclient", 1), "testclient"),
        (None, "local"),
    ],
)
def test_an_address_counts_by_what_one_customer_owns(client: tuple[str, int] | None, key: str) -> None:
    assert address_of(HTTPConnection({"type": "http", "headers": [], "client": client})) == key
