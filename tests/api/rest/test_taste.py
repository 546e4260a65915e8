"""Preferences, recommendations, and the end of it all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

ALIEN, HEAT = "movie-348", "movie-949"
LIKES = {"about": "genre", "value": "Horror", "stance": "like", "label": None}
DISLIKES = {"about": "person", "value": "Somebody", "stance": "dislike", "label": None}


async def test_preferences_are_replaced_as_one_change(me: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    assert (await me.get("/v1/me/preferences")).json() == {"items": []}
    put = await me.put("/v1/me/preferences", json={"items": [LIKES, DISLIKES]})
    assert put.json() == (await me.get("/v1/me/preferences")).json() == {"items": [LIKES, DISLIKES]}
    assert (await me.put("/v1/me/preferences", json={"items": [DISLIKES]})).json() == {"items": [DISLIKES]}
    assert len((await me.get("/v1/me/changes")).json()["items"]) == 2
    assert (await stranger.get("/v1/me/preferences")).json() == {"items": []}


async def test_what_is_read_can_be_written_back(me: httpx.AsyncClient) -> None:
    await me.put("/v1/me/preferences", json={"items": [LIKES]})
    read = (await me.get("/v1/me/preferences")).json()
    again = await me.put("/v1/me/preferences", json=read)
    assert again.json() == read
    assert "Rafilm-Change-Id" not in again.headers


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"items": [LIKES | {"about": "colour"}]},
        {"items": [LIKES | {"stance": "meh"}]},
        {"items": [LIKES | {"value": " "}]},
        {"items": [LIKES | {"value": "x" * 201}]},
        {"items": [LIKES | {"more": 1}]},
        {"items": [{"about": "max_runtime", "value": "long"}]},
        {"items": [LIKES] * 201},
    ],
)
async def test_what_is_no_preference_is_refused(me: httpx.AsyncClient, body: Any) -> None:
    assert (await me.put("/v1/me/preferences", json=body)).status_code == 422
    assert (await me.get("/v1/me/preferences")).json() == {"items": []}


async def test_recommendations_say_why_and_leave_out_what_was_seen(me: httpx.AsyncClient) -> None:
    await me.post("/v1/me/diary", json={"titleId": ALIEN, "rating": 10})
    page = (await me.get("/v1/me/recommendations", params={"limit": 5})).json()
    assert (len(page["items"]), page["nextCursor"]) == (5, None)
    for item in page["items"]:
        assert item["titleId"] != ALIEN
        assert item["reason"]
        assert isinstance(item["score"], float)
        assert item["source"] == "embedded"
        assert item["watched"] is False
    for limit in (0, 101):
        assert (await me.get("/v1/me/recommendations", params={"limit": limit})).status_code == 422


async def test_deleting_all_leaves_nothing_of_me_and_all_of_others(
    open_door: Callable[..., Awaitable[httpx.AsyncClient]], me: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    erased: list[str] = []

    async def erase(user_id: str) -> None:
        erased.append(user_id)

    door = await open_door(erasers=(erase,))
    for client in (me, stranger):
        await client.post("/v1/me/diary", json={"titleId": ALIEN, "rating": 9}, headers={"Idempotency-Key": "k"})
        await client.put(f"/v1/me/lists/watchlist/items/{HEAT}")
        await client.put("/v1/me/preferences", json={"items": [LIKES]})
    gone = [await door.delete("/v1/me", headers=me.headers) for _ in range(2)]
    assert [(one.status_code, one.content) for one in gone] == [(204, b"")] * 2
    assert len(erased) == 2
    assert len(set(erased)) == 1
    for path in ("diary", "ratings", "changes", "preferences", "lists/watchlist"):
        assert (await me.get(f"/v1/me/{path}")).json()["items"] == [], path
        assert (await stranger.get(f"/v1/me/{path}")).json()["items"] != [], path
    fresh = await me.post("/v1/me/diary", json={"titleId": HEAT}, headers={"Idempotency-Key": "k"})
    assert fresh.status_code == 201, "the key is free again"
