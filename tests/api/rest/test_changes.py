"""The journal and its undo by REST."""

from __future__ import annotations

import httpx
import pytest

ALIEN, HEAT = "movie-348", "movie-949"


async def test_every_write_is_told_newest_first(me: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    await me.post("/v1/me/diary", json={"titleId": ALIEN, "rating": 9})
    await me.put(f"/v1/me/lists/watchlist/items/{HEAT}")
    page = (await me.get("/v1/me/changes")).json()
    assert [change["titleIds"] for change in page["items"]] == [[HEAT], [ALIEN]]
    for change in page["items"]:
        assert {"changeId", "summary", "kind", "titleIds", "undoable", "undone", "createdAt"} <= change.keys()
        assert (change["undoable"], change["undone"], change["runId"]) == (True, False, "rest")
    assert "Alien" in page["items"][1]["summary"]
    assert (await stranger.get("/v1/me/changes")).json()["items"] == []
    first = (await me.get("/v1/me/changes", params={"limit": 1})).json()
    assert (await me.get("/v1/me/changes", params={"limit": 1, "cursor": first["nextCursor"]})).json()["items"] == page["items"][1:]
    assert (await me.get("/v1/me/changes", params={"runId": "no-such-run"})).json()["items"] == []


async def test_undo_takes_back_watch_and_rating(me: httpx.AsyncClient) -> None:
    await me.put(f"/v1/me/ratings/{ALIEN}", json={"rating": 5})
    logged = await me.post("/v1/me/diary", json={"titleId": ALIEN, "rating": 9})
    change_id = logged.headers["Rafilm-Change-Id"]
    undone = await me.post(f"/v1/me/changes/{change_id}/undo")
    assert undone.status_code == 200
    assert (undone.json()["changeId"], undone.json()["undone"]) == (change_id, True)
    assert (await me.get("/v1/me/diary")).json()["items"] == []
    assert [one["rating"] for one in (await me.get("/v1/me/ratings")).json()["items"]] == [5]
    redone = await me.post(f"/v1/me/changes/{undone.headers['Rafilm-Change-Id']}/undo")
    assert redone.status_code == 200
    assert [one["rating"] for one in (await me.get("/v1/me/diary")).json()["items"]] == [9]


async def test_a_change_is_undone_once_and_not_over_later_writes(me: httpx.AsyncClient) -> None:
    first = (await me.put(f"/v1/me/ratings/{ALIEN}", json={"rating": 5})).headers["Rafilm-Change-Id"]
    later = (await me.put(f"/v1/me/ratings/{ALIEN}", json={"rating": 6})).headers["Rafilm-Change-Id"]
    assert (await me.post(f"/v1/me/changes/{first}/undo")).status_code == 409
    assert (await me.post(f"/v1/me/changes/{later}/undo")).status_code == 200
    assert (await me.post(f"/v1/me/changes/{later}/undo")).status_code == 409
    assert [one["rating"] for one in (await me.get("/v1/me/ratings")).json()["items"]] == [5]


async def test_nobody_elses_change_can_be_undone(me: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    change_id = (await me.put(f"/v1/me/ratings/{ALIEN}", json={"rating": 5})).headers["Rafilm-Change-Id"]
    for client, change in ((stranger, change_id), (me, "chg_none")):
        assert (await client.post(f"/v1/me/changes/{change}/undo")).status_code == 404
    assert len((await me.get("/v1/me/ratings")).json()["items"]) == 1


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 101}, {"cursor": "nonsense"}, {"limit": "x"}])
async def test_a_page_outside_its_limits_is_refused(me: httpx.AsyncClient, query: dict[str, str]) -> None:
    for path in ("/v1/me/changes", "/v1/me/diary", "/v1/me/ratings", "/v1/me/lists", "/v1/me/lists/watchlist"):
        assert (await me.get(path, params=query)).status_code == 422, path
