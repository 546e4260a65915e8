"""A write under one key happens once, and is answered the same each time."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

ALIEN, HEAT = "movie-348", "movie-949"
KEY = {"Idempotency-Key": "k1"}
Body = dict[str, Any] | None

WRITES: list[tuple[str, str, Body]] = [
    ("POST", "/v1/me/diary", {"titleId": ALIEN, "rating": 9}),
    ("PATCH", "/v1/me/diary/{entry}", {"rating": 3}),
    ("DELETE", "/v1/me/diary/{entry}", None),
    ("PUT", f"/v1/me/ratings/{ALIEN}", {"rating": 8}),
    ("DELETE", f"/v1/me/ratings/{HEAT}", None),
    ("POST", "/v1/me/lists", {"name": "Heists"}),
    ("PATCH", "/v1/me/lists/{list}", {"name": "Capers"}),
    ("DELETE", "/v1/me/lists/{list}", None),
    ("PUT", f"/v1/me/lists/watchlist/items/{ALIEN}", None),
    ("DELETE", f"/v1/me/lists/watchlist/items/{HEAT}", None),
    ("PUT", "/v1/me/preferences", {"items": [{"about": "genre", "value": "Horror", "stance": "dislike"}]}),
    ("POST", "/v1/me/changes/{change}/undo", None),
]


async def prepared(client: httpx.AsyncClient) -> dict[str, str]:
    """Something to write on: an entry, a rating, a title on the watchlist, a list; the list's making is the change to undo."""
    entry = await client.post("/v1/me/diary", json={"titleId": HEAT, "rating": 7})
    await client.put(f"/v1/me/lists/watchlist/items/{HEAT}")
    film_list = await client.post("/v1/me/lists", json={"name": "Mine"})
    return {"entry": entry.json()["entryId"], "list": film_list.json()["listId"], "change": film_list.headers["Rafilm-Change-Id"]}


async def journal(client: httpx.AsyncClient) -> list[str]:
    return [change["changeId"] for change in (await client.get("/v1/me/changes", params={"limit": 100})).json()["items"]]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
async def test_a_repeat_has_no_effect_and_the_same_answer(me: httpx.AsyncClient, method: str, path: str, body: Body) -> None:
    path = path.format(**await prepared(me))
    before = await journal(me)
    first, second = [await me.request(method, path, json=body, headers=KEY) for _ in range(2)]
    assert first.is_success, first.text
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert first.headers["Rafilm-Change-Id"] == second.headers["Rafilm-Change-Id"]
    assert await journal(me) == [first.headers["Rafilm-Change-Id"], *before]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
async def test_another_key_or_none_is_another_write(me: httpx.AsyncClient, method: str, path: str, body: Body) -> None:
    path = path.format(**await prepared(me))
    first = await me.request(method, path, json=body, headers=KEY)
    others = [await me.request(method, path, json=body, headers=headers) for headers in ({"Idempotency-Key": "k2"}, {})]
    assert all(other.headers.get("Rafilm-Change-Id") != first.headers["Rafilm-Change-Id"] for other in others)


async def test_the_answer_stays_what_it_was(me: httpx.AsyncClient) -> None:
    body = {"titleId": ALIEN, "rating": 9}
    first = await me.post("/v1/me/diary", json=body, headers=KEY)
    await me.patch(f"/v1/me/diary/{first.json()['entryId']}", json={"rating": 2})
    assert (await me.post("/v1/me/diary", json=body, headers=KEY)).json() == first.json()
    assert [one["rating"] for one in (await me.get("/v1/me/diary")).json()["items"]] == [2]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/me/diary", {"titleId": ALIEN, "rating": 8}),
        ("POST", "/v1/me/lists", {"name": "Heists"}),
        ("PUT", f"/v1/me/ratings/{ALIEN}", {"rating": 9}),
        ("DELETE", f"/v1/me/ratings/{ALIEN}", None),
    ],
)
async def test_a_key_is_never_two_requests(me: httpx.AsyncClient, method: str, path: str, body: Body) -> None:
    assert (await me.post("/v1/me/diary", json={"titleId": ALIEN, "rating": 9}, headers=KEY)).status_code == 201
    before = await journal(me)
    refused = await me.request(method, path, json=body, headers=KEY)
    assert (refused.status_code, refused.json()["code"]) == (422, "key_reused")
    assert await journal(me) == before


async def test_a_refused_request_leaves_its_key_free(me: httpx.AsyncClient) -> None:
    for refused in ({"titleId": ALIEN, "rating": 11}, {"titleId": "movie-0"}):
        assert (await me.post("/v1/me/diary", json=refused, headers=KEY)).status_code in (404, 422)
    assert (await me.post("/v1/me/diary", json={"titleId": ALIEN, "rating": 10}, headers=KEY)).status_code == 201


async def test_keys_are_each_users_own(me: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    one = await me.post("/v1/me/diary", json={"titleId": ALIEN}, headers=KEY)
    two = await stranger.post("/v1/me/diary", json={"titleId": HEAT}, headers=KEY)
    assert one.status_code == two.status_code == 201
    assert one.json()["entryId"] != two.json()["entryId"]


async def test_repeats_at_once_write_once(me: httpx.AsyncClient) -> None:
    body = {"titleId": ALIEN, "rating": 9}
    answers = await asyncio.gather(*(me.post("/v1/me/diary", json=body, headers=KEY) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len(await journal(me)) == 1


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "ä", "a b"])
async def test_a_key_has_limits(me: httpx.AsyncClient, key: str) -> None:
    refused = await me.post("/v1/me/diary", json={"titleId": ALIEN}, headers=[(b"Idempotency-Key", key.encode("latin-1"))])
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["message"] == "must be 1 to 255 visible ASCII characters"
    assert await journal(me) == []
