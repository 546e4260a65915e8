"""Finding: what the model reads, and what clients show."""

from __future__ import annotations

from typing import Any

import pytest

from domain import TitleCard
from errors import BadInput, NotFound
from tests.tools.conftest import ALIEN, HEAT, JAWS, RONIN, Person, ids


async def test_a_search_forgives_and_shows_what_it_found(ana: Person) -> None:
    told, shown = await ana.call("search_titles", query="blade runer", limit=2)
    assert told["titles"][0]["title"] == "Blade Runner"
    assert ids(shown) == [title["title_id"] for title in told["titles"]]
    for item in shown["titles"]["items"]:
        assert set(item) == {field.alias or name for name, field in TitleCard.model_fields.items()}


async def test_nothing_found_shows_nothing(ana: Person) -> None:
    told, shown = await ana.call("search_titles", query="qqqqzzzz xxxyyy")
    assert (told["titles"], shown) == ([], {})


@pytest.mark.parametrize(("name", "args"), [("search_titles", {"query": "the"}), ("discover_titles", {})])
@pytest.mark.parametrize(("limit", "shown"), [(0, 1), (-5, 1), (3, 3), (20, 20), (21, 20), (10_000, 20)])
async def test_at_least_one_and_at_most_twenty_are_shown(ana: Person, name: str, args: dict[str, Any], limit: int, shown: int) -> None:
    _, artifact = await ana.call(name, **args, limit=limit)
    assert len(ids(artifact)) == shown


async def test_cards_carry_the_persons_own_marks_and_nobody_elses(ana: Person) -> None:
    await ana.call("log_watch", title_id=HEAT, rating=9)
    await ana.call("edit_list", list_name="watchlist", action="add", title_ids=[HEAT])
    _, shown = await ana.call("title_details", title_id=HEAT)
    told, others = await Person(ana.rooms, "eve").call("title_details", title_id=HEAT)
    marks = [[cards["titles"]["items"][0][name] for name in ("watched", "onWatchlist", "myRating")] for cards in (shown, others)]
    assert marks == [[True, True, 9], [False, False, None]]
    assert "my_rating" not in told["titles"][0]


async def test_details_tell_all_and_an_unknown_title_is_not_found(ana: Person) -> None:
    told, _ = await ana.call("title_details", title_id=HEAT)
    assert set(told["details"]) == {"overview", "cast", "moods", "themes"}
    assert len(told["details"]["overview"]) > 20
    with pytest.raises(NotFound):
        await ana.call("title_details", title_id="movie-0")


async def test_discover_holds_to_its_filters_and_goes_on_where_it_ended(ana: Person) -> None:
    filters = {"genres": ["Horror"], "year_from": 1980, "year_to": 1989}
    first, shown = await ana.call("discover_titles", filters=filters, limit=3)
    _, more = await ana.call("discover_titles", filters=filters, limit=3, cursor=first["next_cursor"])
    items = [*shown["titles"]["items"], *more["titles"]["items"]]
    assert len({item["titleId"] for item in items}) == 6
    assert all("Horror" in item["genres"] and 1980 <= item["year"] <= 1989 for item in items)
    with pytest.raises(BadInput):
        await ana.call("discover_titles", cursor="not ours")


async def test_similar_names_what_it_is_like(ana: Person) -> None:
    _, shown = await ana.call("find_similar", title_ids=[HEAT], limit=99, filters={"genres": ["sci-fi"]})
    assert ids(shown) == [RONIN, ALIEN]
    assert {tuple(item["evidence"]) for item in shown["titles"]["items"]} == {(HEAT,)}
    (asked,) = ana.rooms.index.asked  # type: ignore[attr-defined]
    assert asked["limit"] == 20
    assert asked["filters"].genres == ("Science Fiction",)


@pytest.mark.parametrize("args", [{}, {"description": " x "}, {"title_ids": []}])
async def test_similar_to_nothing_is_refused(ana: Person, args: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        await ana.call("find_similar", **args)
    with pytest.raises(NotFound):
        await ana.call("find_similar", title_ids=["movie-0"], description="a heist")


async def test_a_recommendation_brings_its_reason_and_names_its_evidence(ana: Person) -> None:
    await ana.call("rate_title", title_id=HEAT, rating=9)
    told, shown = await ana.call("recommend")
    (item,) = shown["titles"]["items"]
    assert (item["titleId"], item["reason"], item["evidence"]) == (RONIN, "you gave Heat 9", [HEAT])
    assert told["evidence_titles"] == [{"title_id": HEAT, "title": "Heat", "year": 1995}]
    assert ana.rooms.recommender.asked[0].ratings == {HEAT: 9}  # type: ignore[attr-defined]


async def test_an_overview_is_told_briefly_and_shown_whole(ana: Person) -> None:
    told, shown = await ana.call("title_details", title_id=JAWS)
    assert len(told["titles"][0]["overview"]) <= 280
    assert shown["titles"]["items"][0]["overview"] == told["details"]["overview"]
