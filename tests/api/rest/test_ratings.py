"""Ratings by REST."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

ALIEN, HEAT = "movie-348", "movie-949"


async def ratings(client: httpx.AsyncClient, **query: Any) -> dict[str, int]:
    return {one["titleId"]: one["rating"] for one in (await client.get("/v1/me/ratings", params=query)).json()["items"]}


async def test_a_rating_is_set_changed_and_taken_away(me: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    first = await me.put(f"/v1/me/ratings/{ALIEN}", json={"rating": 9})
    assert first.status_code == 200
    assert first.json() == {"titleId": ALIEN, "title": "Alien", "year": 1979, "rating": 9, "ratedAt": "2026-03-14T15:09:26.535897Z"}
    await me.put(f"/v1/me/ratings/{ALIEN}", json={"rating": 8})
    assert (await ratings(me), await ratings(stranger)) == ({ALIEN: 8}, {})
    assert (await me.get("/v1/me/diary")).json()["items"] == []
    gone = await me.delete(f"/v1/me/ratings/{ALIEN}")
    assert (gone.status_code, await ratings(me)) == (204, {})


async def test_the_same_rating_again_is_no_change(me: httpx.AsyncClient) -> None:
    assert "Rafilm-Change-Id" in (await me.put(f"/v1/me/ratings/{ALIEN}", json={"rating": 9})).headers
    again = await me.put(f"/v1/me/ratings/{ALIEN}", json={"rating": 9})
    assert again.status_code == 200
    assert "Rafilm-Change-Id" not in again.headers
    assert (await me.delete(f"/v1/me/ratings/{HEAT}")).status_code == 204


async def test_ratings_are_read_by_title_rating_and_page(me: httpx.AsyncClient) -> None:
    await me.put(f"/v1/me/ratings/{ALIEN}", json={"rating": 9})
    await me.put(f"/v1/me/ratings/{HEAT}", json={"rating": 5})
    assert await ratings(me, titleId=HEAT) == {HEAT: 5}
    assert await ratings(me, minRating=6) == {ALIEN: 9}
    assert list(await ratings(me, sort="lowest")) == [HEAT, ALIEN]
    page = (await me.get("/v1/me/ratings", params={"limit": 1, "sort": "highest"})).json()
    assert await ratings(me, limit=1, sort="highest", cursor=page["nextCursor"]) == {HEAT: 5}


@pytest.mark.parametrize("body", [{"rating": 11}, {"rating": 0}, {"rating": None}, {"rating": "9"}, {}, {"rating": 5, "x": 1}, [], None, 9])
async def test_what_is_no_rating_is_refused(me: httpx.AsyncClient, body: Any) -> None:
    assert (await me.put(f"/v1/me/ratings/{ALIEN}", json=body)).status_code == 422
    assert await ratings(me) == {}


async def test_an_unknown_title_cannot_be_rated(me: httpx.AsyncClient) -> None:
    assert (await me.put("/v1/me/ratings/movie-0", json={"rating": 5})).status_code == 404
    assert (await me.delete("/v1/me/ratings/movie-0")).status_code == 404
