"""Titles by name, by facts, by plot."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

ALIEN = "movie-348"
CARD = {
    *("titleId", "title", "year", "mediaType", "posterUrl", "genres", "runtime", "voteAverage", "overview"),
    *("reason", "evidence", "onWatchlist", "watched", "myRating"),
}


async def asked(client: httpx.AsyncClient, path: str, **query: Any) -> Any:
    answer = await client.get(f"/v1/titles{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_search_forgives_typos(anyone: httpx.AsyncClient) -> None:
    page = await asked(anyone, "", q="blade runer")
    assert page["items"][0]["title"] == "Blade Runner"
    assert all(item.keys() == CARD for item in page["items"])


async def test_search_by_year_and_type_and_page(anyone: httpx.AsyncClient) -> None:
    assert (await asked(anyone, "", q="alien", year=1979))["items"][0]["titleId"] == ALIEN
    assert (await asked(anyone, "", q="alien", type="episode"))["items"] == []
    first = await asked(anyone, "", q="the", limit=2)
    second = await asked(anyone, "", q="the", limit=2, cursor=first["nextCursor"])
    assert len({item["titleId"] for item in first["items"] + second["items"]}) == 4


OUTSIDE: list[dict[str, Any]] = [{"limit": 101}, {"limit": 0}, {"cursor": "x"}]


@pytest.mark.parametrize("query", [{}, {"q": "a"}, {"q": "  "}, *({"q": "alien"} | more for more in OUTSIDE)])
async def test_a_search_outside_its_limits_is_refused(anyone: httpx.AsyncClient, query: dict[str, Any]) -> None:
    assert (await anyone.get("/v1/titles", params=query)).status_code == 422


async def test_suggest_completes(anyone: httpx.AsyncClient) -> None:
    page = await asked(anyone, "/suggest", q="blade r", limit=3)
    assert page["items"][0]["title"].startswith("Blade R")
    assert len(page["items"]) <= 3
    assert page["nextCursor"] is None


async def test_details_tell_all(anyone: httpx.AsyncClient) -> None:
    details = await asked(anyone, f"/{ALIEN}")
    assert details.keys() == CARD | {
        *("originalTitle", "releaseDate", "directors", "cast", "language", "voteCount", "moods", "themes", "imdbId"),
    }
    assert (details["title"], details["year"], details["directors"]) == ("Alien", 1979, ["Ridley Scott"])


@pytest.mark.parametrize("title_id", ["movie-0", "nonsense", "%00", "movie-348%20", "x" * 5_000])
async def test_an_unknown_title_is_not_found(anyone: httpx.AsyncClient, title_id: str) -> None:
    refused = await anyone.get(f"/v1/titles/{title_id}")
    assert refused.status_code == 404
    assert refused.json()["code"] == "not_found"


async def test_marks_are_the_readers_own(anyone: httpx.AsyncClient, me: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    await me.post("/v1/me/diary", json={"titleId": ALIEN, "rating": 9})
    await me.put(f"/v1/me/lists/watchlist/items/{ALIEN}")
    marks = [
        [(await asked(client, path, **query)) for path, query in ((f"/{ALIEN}", {}), ("", {"q": "alien", "year": 1979}))]
        for client in (me, stranger, anyone)
    ]
    seen = [[(one["watched"], one["onWatchlist"], one["myRating"]) for one in (details, page["items"][0])] for details, page in marks]
    assert seen == [[(True, True, 9)] * 2, [(False, False, None)] * 2, [(False, False, None)] * 2]


async def test_discover_by_facts_with_facets(anyone: httpx.AsyncClient) -> None:
    query = {"genre": ["Horror", "Science Fiction"], "yearFrom": 1970, "yearTo": 1989, "maxRuntime": 120, "sort": "oldest", "limit": 100}
    page = await asked(anyone, "/discover", **query)
    assert ALIEN in [item["titleId"] for item in page["items"]]
    for item in page["items"]:
        assert {"Horror", "Science Fiction"} <= set(item["genres"])
        assert 1970 <= item["year"] <= 1989
        assert item["runtime"] <= 120
    assert [item["year"] for item in page["items"]] == sorted(item["year"] for item in page["items"])
    assert page["facets"].keys() == {"genres", "decades", "languages", "moods"}
    assert page["nextCursor"] is None
    assert page["facets"]["genres"]["Horror"] == len(page["items"])


async def test_discover_pages_by_person_and_mood(anyone: httpx.AsyncClient) -> None:
    first = await asked(anyone, "/discover", person="Ridley Scott", limit=1)
    second = await asked(anyone, "/discover", person="Ridley Scott", limit=1, cursor=first["nextCursor"])
    assert first["items"] != second["items"]
    assert (await asked(anyone, "/discover", mood="no such mood"))["items"] == []


@pytest.mark.parametrize(
    "query", [{"yearfrom": 1}, {"yearFrom": "x"}, {"sort": "best"}, {"type": "play"}, {"limit": 1_000}, {"genre": ["x"] * 21}]
)
async def test_a_discovery_outside_its_limits_is_refused(anyone: httpx.AsyncClient, query: dict[str, Any]) -> None:
    refused = await anyone.get("/v1/titles/discover", params=query)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"].startswith(next(iter(query)))


async def test_similar_to_a_text_a_title_or_both(anyone: httpx.AsyncClient) -> None:
    for body in ({"text": "a crew meets a creature in space"}, {"titleIds": [ALIEN]}, {"text": "funny", "titleIds": [ALIEN]}):
        page = (await anyone.post("/v1/titles/similar", json=body | {"limit": 5})).json()
        assert len(page["items"]) == 5
        assert all(item.keys() == CARD | {"score"} for item in page["items"])
        assert [item["score"] for item in page["items"]] == sorted((item["score"] for item in page["items"]), reverse=True)
        assert ALIEN not in [item["titleId"] for item in page["items"]] or "titleIds" not in body
        assert all(item["evidence"] == body.get("titleIds", []) for item in page["items"])


async def test_similar_takes_filters_by_their_wire_names(anyone: httpx.AsyncClient) -> None:
    filters = {"excludeGenres": ["Horror"], "yearFrom": 1990, "mediaType": "movie", "excludeTitleIds": ["movie-679"]}
    page = (await anyone.post("/v1/titles/similar", json={"titleIds": [ALIEN], "filters": filters})).json()
    assert len(page["items"]) == 20
    assert all("Horror" not in item["genres"] and item["year"] >= 1990 for item in page["items"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"text": " "}, 422),
        ({"titleIds": ["movie-0"]}, 404),
        ({"text": "x" * 1_001}, 422),
        ({"text": "x", "filters": {"year_from": 1990}}, 422),
        ({"text": "x", "filters": {"genre": "Horror"}}, 422),
        ({"text": "x", "limit": 101}, 422),
    ],
)
async def test_a_bad_question_of_likeness_is_refused(anyone: httpx.AsyncClient, body: dict[str, Any], status: int) -> None:
    assert (await anyone.post("/v1/titles/similar", json=body)).status_code == status


async def test_a_bad_token_is_refused_even_where_none_is_needed(anyone: httpx.AsyncClient) -> None:
    for headers in ({"Authorization": "Bearer nonsense"}, {"Authorization": "Basic x"}, {"Authorization": ""}):
        assert (await anyone.get(f"/v1/titles/{ALIEN}", headers=headers)).status_code == 401
