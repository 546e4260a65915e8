"""Days, ratings, years and lengths, one phrase at a time."""

from __future__ import annotations

from datetime import date

import pytest

from agent.embedded.reading import Reader
from agent.embedded.slots import days, years
from agent.embedded.slots.ratings import felt
from agent.embedded.wishes import filters_of
from tests.agent.embedded.conftest import TODAY


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("last night", date(2026, 11, 20)),
        ("the day before yesterday", date(2026, 11, 19)),
        ("on tuesday", date(2026, 11, 17)),
        ("last friday", date(2026, 11, 20)),
        ("two weeks ago", date(2026, 11, 7)),
        ("a couple of days ago", date(2026, 11, 19)),
        ("on 3 March", date(2026, 3, 3)),
        ("march 3rd 2025", date(2025, 3, 3)),
        ("2026-11-02", date(2026, 11, 2)),
        ("last weekend", date(2026, 11, 14)),
        ("at christmas", date(2025, 12, 25)),
        ("tomorrow", date(2026, 11, 22)),
        ("next friday", date(2026, 11, 27)),
    ],
)
def test_a_day_is_told_from_the_person_s_today(said: str, day: date) -> None:
    match = days.DAY.search(f"watched it {said}")
    assert match
    found = days.period(match, TODAY)
    assert found
    assert found.day == day


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("last week", date(2026, 11, 9), date(2026, 11, 15)),
        ("this month", date(2026, 11, 1), TODAY),
        ("last month", date(2026, 10, 1), date(2026, 10, 31)),
        ("this year", date(2026, 1, 1), TODAY),
        ("in march", date(2026, 3, 1), date(2026, 3, 31)),
        ("in december", date(2025, 12, 1), date(2025, 12, 31)),
        ("in the last 30 days", date(2026, 10, 22), TODAY),
        ("since january", date(2026, 1, 1), TODAY),
    ],
)
def test_a_stretch_of_days_has_both_ends(said: str, start: date, end: date) -> None:
    match = days.DAY.search(f"what did i watch {said}?")
    assert match
    found = days.period(match, TODAY)
    assert found
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize("said", ["may", "the sun", "march of the penguins", "second"])
def test_words_that_are_no_day_stay_words(said: str) -> None:
    match = days.DAY.search(said)
    assert match is None or days.period(match, TODAY) is None


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        ("4.5 stars", 9), ("9/10", 9), ("8 out of 10", 8), ("gave it a 7", 7), ("4/5", 8), ("four and a half stars", 9), ("★★★½", 7),
        ("a solid 8", 8), ("eight out of ten", 8), ("85/100", 9), ("watched it, 6", 6), ("8 each", 8), ("3½ stars", 7),
    ],
)  # fmt: skip
def test_a_rating_is_on_the_scale_of_ten(reader: Reader, said: str, rating: int) -> None:
    marked = reader.read(said, TODAY)
    assert [mark.value.value for mark in marked.of(marked.text, "R")] == [rating]


@pytest.mark.parametrize("said", ["11/10", "0/10", "7 stars out of 5", "12 out of 10"])
def test_a_rating_beyond_the_scale_has_no_value(reader: Reader, said: str) -> None:
    marked = reader.read(said, TODAY)
    assert None in [mark.value.value for mark in marked.of(marked.text, "R")]


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        ("loved it", 9),
        ("hated it", 2),
        ("it was ok", 6),
        ("absolute masterpiece", 10),
        ("it was not bad", 7),
        ("meh", 5),
        ("the plot twist", None),
    ],
)
def test_feelings_stand_for_ratings(reader: Reader, said: str, rating: int | None) -> None:
    assert felt(said, reader.sentiments) == rating


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("from the 80s", (1980, 1989)), ("90's", (1990, 1999)), ("early nineties", (1990, 1993)), ("before 2000", (None, 1999)),
        ("after 2015", (2016, None)), ("newer than 2010", (2011, None)),
        ("between 1990 and 1995", (1990, 1995)), ("from 1994", (1994, 1994)),
        ("since 2010", (2010, None)), ("this century", (2000, None)),
    ],
)  # fmt: skip
def test_years_and_decades(said: str, span: years.Range) -> None:
    match = years.YEARS.search(f"films {said}")
    assert match
    assert years.years(match, 2026) == span


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("under two hours", (None, 120)), ("less than 90 min", (None, 90)), ("an hour and a half or less", (None, 90)),
        ("under 1h30", (None, 90)), ("over 3 hours", (180, None)), ("about 90 minutes", (75, 105)), ("not too long", (None, 120)),
        ("i only have 90 minutes", (None, 90)), ("something short", (None, 100)),
    ],
)  # fmt: skip
def test_lengths_are_minutes(said: str, span: years.Range) -> None:
    match = years.LENGTHS.search(said)
    assert match
    assert years.lengths(match) == span


@pytest.mark.parametrize(
    "said", ["how long is it", "long ago", "long beach", "a short story of my life", "old friends", "modern day london"]
)
def test_everyday_words_are_no_wish(reader: Reader, said: str) -> None:
    marked = reader.read(said, TODAY)
    assert filters_of(marked.text, marked) == {}


@pytest.mark.parametrize(
    ("said", "filters"),
    [
        ("not horror, no Tom Cruise, nothing sad",
            {"exclude_genres": ["Horror"], "exclude_people": ["Tom Cruise"], "exclude_moods": ["sad"]},
        ),
        ("a funny french film, not too long", {"moods": ["funny"], "language": "fr", "max_runtime": 120}),
        ("romantic comedies with Julia Roberts", {"genres": ["Romance", "Comedy"], "people": ["Julia Roberts"]}),
        ("anime from the 90s", {"genres": ["Animation"], "language": "ja", "year_from": 1990, "year_to": 1999}),
        ("films rated above 8", {"min_rating": 8.0}),
        ("nothing over two hours", {"max_runtime": 120}),
        ("neither horror nor war", {"genres": ["Horror"], "exclude_genres": ["War"]}),
    ],
)  # fmt: skip
def test_facets_become_filters(reader: Reader, said: str, filters: dict[str, object]) -> None:
    marked = reader.read(said, TODAY)
    assert filters_of(marked.text, marked) == filters
