"""Watches by REST."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ALIEN = "movie-348"
REVIEW = "Nobody can hear how good this is."


async def entries(client: httpx.AsyncClient, **query: Any) -> list[dict[str, Any]]:
    page: list[dict[str, Any]] = (await client.get("/v1/me/diary", params=query)).json()["items"]
    return page


async def test_a_watch_is_logged_and_read_back(me: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    body = {"titleId": ALIEN, "watchedOn": "2026-01-02", "rating": 9, "review": REVIEW, "containsSpoilers": True}
    made = await me.post("/v1/me/diary", json=body)
    assert made.status_code == 201
    assert made.json() == {
        "titleId": ALIEN,
        "title": "Alien",
        "year": 1979,
        "entryId": made.json()["entryId"],
        "watchedOn": "2026-01-02",
        "rating": 9,
        "review": REVIEW,
        "containsSpoilers": True,
        "rewatch": False,
        "createdAt": "2026-03-14T15:09:26.535897Z",
    }
    assert await entries(me) == [made.json()]
    assert await entries(stranger) == []
    assert [one["rating"] for one in (await me.get("/v1/me/ratings")).json()["items"]] == [9]


async def test_a_second_watch_is_an_entry_of_its_own(me: httpx.AsyncClient) -> None:
    for day in ("2026-01-02", "2026-01-03"):
        assert (await me.post("/v1/me/diary", json={"titleId": ALIEN, "watchedOn": day})).status_code == 201
    assert [(one["watchedOn"], one["rewatch"]) for one in await entries(me)] == [("2026-01-03", True), ("2026-01-02", False)]


async def test_pages_follow_each_other(me: httpx.AsyncClient) -> None:
    days = [f"2026-01-{day:02}" for day in range(1, 8)]
    for day in days:
        await me.post("/v1/me/diary", json={"titleId": ALIEN, "watchedOn": day})
    seen, cursor, sizes = [], None, []
    while True:
        page = (await me.get("/v1/me/diary", params={"limit": 3} | ({"cursor": cursor} if cursor else {}))).json()
        sizes.append(len(page["items"]))
        seen += [one["watchedOn"] for one in page["items"]]
        cursor = page["nextCursor"]
        if cursor is None:
            break
    assert (seen, sizes) == (days[::-1], [3, 3, 1])


async def test_the_diary_is_read_by_title_day_and_rating(me: httpx.AsyncClient) -> None:
    for title_id, day, rating in ((ALIEN, "2026-01-02", 9), ("movie-949", "2026-02-02", 7)):
        await me.post("/v1/me/diary", json={"titleId": title_id, "watchedOn": day, "rating": rating})
    assert [one["titleId"] for one in await entries(me, titleId=[ALIEN])] == [ALIEN]
    assert [one["titleId"] for one in await entries(me, watchedFrom="2026-02-01")] == ["movie-949"]
    assert [one["titleId"] for one in await entries(me, watchedTo="2026-02-01")] == [ALIEN]
    assert [one["titleId"] for one in await entries(me, minRating=8)] == [ALIEN]
    assert [one["titleId"] for one in await entries(me, sort="lowest")] == ["movie-949", ALIEN]


async def test_a_correction_changes_only_what_is_given(me: httpx.AsyncClient) -> None:
    made = (await me.post("/v1/me/diary", json={"titleId": ALIEN, "rating": 9, "review": REVIEW})).json()
    path = f"/v1/me/diary/{made['entryId']}"
    corrected = await me.patch(path, json={"rating": 7})
    assert corrected.json() == made | {"rating": 7}
    assert [one["rating"] for one in (await me.get("/v1/me/ratings")).json()["items"]] == [7]
    assert (await me.patch(path, json={})).json() == made | {"rating": 7}
    cleared = await me.patch(path, json={"rating": None, "review": None})
    assert cleared.json() == made | {"rating": None, "review": None}
    for name in ("watchedOn", "containsSpoilers", "rewatch"):
        refused = await me.patch(path, json={name: None})
        assert refused.status_code == 422
        assert f"{name} may be left out, but not be null" in refused.json()["detail"]


async def test_a_removed_entry_is_gone_once(me: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    made = (await me.post("/v1/me/diary", json={"titleId": ALIEN})).json()
    path = f"/v1/me/diary/{made['entryId']}"
    assert (await stranger.delete(path)).status_code == 404
    gone = await me.delete(path, headers={"Idempotency-Key": "one"})
    again = await me.delete(path, headers={"Idempotency-Key": "one"})
    assert (gone.status_code, gone.content) == (again.status_code, again.content) == (204, b"")
    assert gone.headers["Rafilm-Change-Id"] == again.headers["Rafilm-Change-Id"]
    assert (await me.delete(path, headers={"Idempotency-Key": "two"})).status_code == 404
    assert await entries(me) == []


async def test_another_users_entry_cannot_be_corrected(me: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    made = (await me.post("/v1/me/diary", json={"titleId": ALIEN})).json()
    assert (await stranger.patch(f"/v1/me/diary/{made['entryId']}", json={"rating": 1})).status_code == 404
    assert await entries(me) == [made]


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({}, "titleId", "is required"),
        ({"titleId": ALIEN, "rating": 11}, "rating", "must be at most 10"),
        ({"titleId": ALIEN, "rating": 0}, "rating", "must be at least 1"),
        ({"titleId": ALIEN, "rating": 4.5}, "rating", "must be a whole number"),
        ({"titleId": ALIEN, "rating": "9"}, "rating", "must be a whole number"),
        ({"titleId": ALIEN, "rating": True}, "rating", "must be a whole number"),
        ({"titleId": ALIEN, "review": "short"}, "review", "must have at least 20 characters"),
        ({"titleId": ALIEN, "review": " " * 30}, "review", "must have at least 20 characters"),
        ({"titleId": ALIEN, "review": "x" * 5_001}, "review", "must have at most 5000 characters"),
        ({"titleId": ALIEN, "watchedOn": "yesterday"}, "watchedOn", "must be a day, as 2026-01-31"),
        ({"titleId": ALIEN, "watchedOn": "2026-02-30"}, "watchedOn", "must be a day, as 2026-01-31"),
        ({"titleId": ALIEN, "containsSpoilers": "yes"}, "containsSpoilers", "must be true or false"),
        ({"titleId": ALIEN, "userId": "somebody"}, "userId", "is not a field here"),
    ],
)
async def test_bad_input_names_the_field_and_the_limit(me: httpx.AsyncClient, body: dict[str, Any], field: str, words: str) -> None:
    refused = await me.post("/v1/me/diary", json=body)
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"field": field, "message": words}]
    assert refused.json()["detail"] == f"{field}: {words}"
    assert await entries(me) == []
    assert (await me.get("/v1/me/changes")).json()["items"] == []


async def test_an_unknown_title_writes_nothing(me: httpx.AsyncClient) -> None:
    assert (await me.post("/v1/me/diary", json={"titleId": "movie-0"})).status_code == 404
    assert await entries(me) == []


@given(
    st.dictionaries(
        st.sampled_from(["titleId", "watchedOn", "rating", "review", "containsSpoilers", "rewatch", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | st.just(ALIEN),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
            max_leaves=5,
        ),
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_the_body_the_answer_is_an_entry_or_a_problem(me: httpx.AsyncClient, body: dict[str, Any]) -> None:
    before = len(await entries(me, limit=100))
    answered = await me.post("/v1/me/diary", json=body)
    after = len(await entries(me, limit=100))
    if answered.status_code == 201:
        assert after == min(before + 1, 100)
    else:
        assert answered.status_code in (404, 422)
        assert answered.headers["content-type"] == "application/problem+json"
        assert after == before
