"""Lists by REST."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

ALIEN, HEAT = "movie-348", "movie-949"
SYSTEM = ["watchlist", "favorites", "watching", "completed"]


async def made(client: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    answer = await client.post("/v1/me/lists", json={"name": "Heists"} | body)
    assert answer.status_code == 201, answer.text
    film_list: dict[str, Any] = answer.json()
    return film_list


async def on(client: httpx.AsyncClient, list_id: str) -> list[str]:
    return [item["titleId"] for item in (await client.get(f"/v1/me/lists/{list_id}")).json()["items"]]


async def test_everyone_has_the_system_lists(me: httpx.AsyncClient) -> None:
    page = (await me.get("/v1/me/lists")).json()
    assert [one["listId"] for one in page["items"]] == SYSTEM
    assert all(one["system"] and one["itemCount"] == 0 for one in page["items"])
    assert page["nextCursor"] is None


async def test_a_list_is_made_filled_read_and_removed(me: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    film_list = await made(me, description="Jobs gone wrong", titleIds=[HEAT])
    path = f"/v1/me/lists/{film_list['listId']}"
    added = await me.put(f"{path}/items/{ALIEN}")
    assert (added.status_code, added.json()["itemCount"]) == (200, 2)
    read = (await me.get(path)).json()
    assert (read["name"], read["description"], read["system"], read["itemCount"]) == ("Heists", "Jobs gone wrong", False, 2)
    assert [item.keys() for item in read["items"]] == [{"titleId", "title", "year", "addedAt"}] * 2
    assert await on(me, film_list["listId"]) == [ALIEN, HEAT]
    for refused in (await stranger.get(path), await stranger.put(f"{path}/items/{ALIEN}"), await stranger.delete(path)):
        assert refused.status_code == 404
    assert (await me.delete(f"{path}/items/{HEAT}")).status_code == 204
    assert await on(me, film_list["listId"]) == [ALIEN]
    assert (await me.delete(path)).status_code == 204
    assert (await me.get(path)).status_code == 404


async def test_items_come_page_by_page(me: httpx.AsyncClient) -> None:
    film_list = await made(me, titleIds=[HEAT, ALIEN])
    path = f"/v1/me/lists/{film_list['listId']}"
    first = (await me.get(path, params={"limit": 1})).json()
    second = (await me.get(path, params={"limit": 1, "cursor": first["nextCursor"]})).json()
    assert {one["items"][0]["titleId"] for one in (first, second)} == {HEAT, ALIEN}
    assert second["nextCursor"] is None


async def test_adding_and_taking_off_twice_are_no_errors(me: httpx.AsyncClient) -> None:
    path = f"/v1/me/lists/watchlist/items/{ALIEN}"
    for write, status in ((me.put, 200), (me.delete, 204)):
        first, again = await write(path), await write(path)
        assert (first.status_code, again.status_code) == (status, status)
        assert first.content == again.content
        assert ("Rafilm-Change-Id" in first.headers, "Rafilm-Change-Id" in again.headers) == (True, False)


async def test_a_list_is_renamed_and_described(me: httpx.AsyncClient) -> None:
    film_list = await made(me, description="Old")
    path = f"/v1/me/lists/{film_list['listId']}"
    assert (await me.patch(path, json={"name": "Capers"})).json()["name"] == "Capers"
    described = (await me.patch(path, json={"description": ""})).json()
    assert (described["name"], described["description"]) == ("Capers", "")
    refused = await me.patch(path, json={"name": None})
    assert (refused.status_code, "not be null" in refused.json()["detail"]) == (422, True)


async def test_a_name_in_use_is_a_conflict(me: httpx.AsyncClient) -> None:
    await made(me)
    refused = await me.post("/v1/me/lists", json={"name": "HEISTS"})
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")


async def test_system_lists_stay(me: httpx.AsyncClient) -> None:
    assert (await me.delete("/v1/me/lists/watchlist")).status_code == 422
    assert (await me.patch("/v1/me/lists/watchlist", json={"name": "Later"})).status_code == 422
    assert (await me.post("/v1/me/lists", json={"name": "Watchlist"})).status_code in (409, 422)
    assert [one["listId"] for one in (await me.get("/v1/me/lists")).json()["items"]] == SYSTEM


async def test_a_name_is_no_address(me: httpx.AsyncClient) -> None:
    await made(me)
    assert (await me.get("/v1/me/lists/Heists")).status_code == 404
    assert (await me.get("/v1/me/lists/WATCHLIST")).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"name": "x"}, 422),
        ({"name": " x "}, 422),
        ({"name": "x" * 101}, 422),
        ({"name": "Heists", "description": "x" * 501}, 422),
        ({"name": "Heists", "titleIds": ["movie-0"]}, 404),
        ({"name": "Heists", "titleIds": [HEAT] * 101}, 422),
        ({"name": "Heists", "listId": "mine"}, 422),
    ],
)
async def test_what_is_no_list_is_refused(me: httpx.AsyncClient, body: dict[str, Any], status: int) -> None:
    assert (await me.post("/v1/me/lists", json=body)).status_code == status
    assert [one["listId"] for one in (await me.get("/v1/me/lists")).json()["items"]] == SYSTEM


async def test_unknown_titles_and_lists_are_not_found(me: httpx.AsyncClient) -> None:
    assert (await me.put("/v1/me/lists/watchlist/items/movie-0")).status_code == 404
    assert (await me.put(f"/v1/me/lists/none/items/{ALIEN}")).status_code == 404
    assert (await me.delete(f"/v1/me/lists/none/items/{ALIEN}")).status_code == 404
    assert (await me.patch("/v1/me/lists/none", json={"name": "Some"})).status_code == 404
