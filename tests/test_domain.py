"""The shared types: what a filter lets through, and how values look on the wire."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from domain import Change, DiaryEntry, Preference, Title, TitleFilter

HEAT = Title(
    title_id="movie-949",
    title="Heat",
    year=1995,
    runtime=170,
    genres=("Action", "Crime"),
    moods=("tense", "stylish"),
    themes=("heist crew", "cop versus thief"),
    directors=("Michael Mann",),
    cast=("Al Pacino",),
    language="en",
    vote_average=7.9,
)
UNKNOWN = Title(title_id="custom-1", title="Home video", media_type="custom")


@pytest.mark.parametrize(
    ("asked", "passes"),
    [
        ({}, True),
        ({"genres": ("crime", "ACTION")}, True),
        ({"genres": ("Crime", "Horror")}, False),
        ({"exclude_genres": ("crime",)}, False),
        ({"moods": ("funny", "tense")}, True),
        ({"exclude_moods": ("stylish",)}, False),
        ({"themes": ("Heist",)}, True),
        ({"themes": ("superhero",)}, False),
        ({"exclude_themes": ("heist",)}, False),
        ({"people": ("al pacino", "michael mann")}, True),
        ({"exclude_people": ("Al Pacino",)}, False),
        ({"year_from": 1995, "year_to": 1995}, True),
        ({"year_to": 1994}, False),
        ({"max_runtime": 169}, False),
        ({"min_runtime": 170}, True),
        ({"min_rating": 7.9}, True),
        ({"min_rating": 8.0}, False),
        ({"language": "fr"}, False),
        ({"media_type": "tv"}, False),
        ({"exclude_title_ids": ("movie-949",)}, False),
    ],
)
def test_a_filter_lets_through_what_holds_in_all_its_parts(asked: dict[str, Any], passes: bool) -> None:
    assert TitleFilter(**asked).matches(HEAT) is passes


@pytest.mark.parametrize("asked", [{"year_from": 1900}, {"max_runtime": 500}, {"min_rating": 0}, {"genres": ("Drama",)}])
def test_an_unknown_fact_fails_the_filter_that_needs_it(asked: dict[str, Any]) -> None:
    assert not TitleFilter(**asked).matches(UNKNOWN)
    assert TitleFilter().matches(UNKNOWN)


def test_a_filter_with_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        TitleFilter(genre="Crime")  # type: ignore[call-arg]


def test_the_wire_is_camel_case_and_plain_json() -> None:
    watched, written = date(2026, 11, 20), datetime(2026, 11, 21, 10, tzinfo=UTC)
    entry = DiaryEntry(title_id="movie-949", title="Heat", year=1995, entry_id="e", watched_on=watched, created_at=written)
    assert entry.to_wire()["watchedOn"] == "2026-11-20"
    assert entry.to_wire()["createdAt"] == "2026-11-21T10:00:00Z"
    assert set(Change.model_json_schema()["properties"]) >= {"changeId", "titleIds", "undoable"}


def test_values_are_frozen() -> None:
    kept = Preference(about="genre", value=" Horror ")
    assert kept.value == "Horror"
    with pytest.raises(ValidationError):
        kept.value = "Drama"  # type: ignore[misc]
