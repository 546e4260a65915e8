from __future__ import annotations

from collections import Counter

from catalog.genres import GENRES, MOODS
from catalog.seed import load_also_known, load_titles


def test_every_title_has_the_facts_that_search_and_filters_lean_on() -> None:
    titles = load_titles()
    assert len(titles) == 1995
    assert len({title.title_id for title in titles}) == len(titles)
    lacking = [t.title for t in titles if not (t.year and t.runtime and t.genres and t.directors and t.cast and t.overview and t.language)]
    assert lacking == []


def test_genres_and_moods_are_the_closed_lists() -> None:
    titles = load_titles()
    assert {genre for title in titles for genre in title.genres} == set(GENRES)
    assert {mood for title in titles for mood in title.moods} == set(MOODS)
    assert len(MOODS) == 36


def test_facts_are_read_into_the_right_fields() -> None:
    amelie = next(title for title in load_titles() if title.title == "Amélie")
    assert (amelie.title_id, amelie.year, amelie.language, amelie.media_type) == ("movie-194", 2001, "fr", "movie")
    assert amelie.original_title == "Le fabuleux destin d'Amélie Poulain"
    assert amelie.poster_path
    assert amelie.poster_path.startswith("/")
    assert amelie.directors == ("Jean-Pierre Jeunet",)


def test_other_names_belong_to_titles_that_exist_and_to_one_each() -> None:
    also_known = load_also_known()
    assert set(also_known) <= {title.title_id for title in load_titles()}
    names = Counter(name for names in also_known.values() for name in names)
    assert [name for name, count in names.items() if count > 1] == []


def test_thirty_eight_names_stand_for_two_films() -> None:
    names = Counter(title.title for title in load_titles())
    assert sum(count == 2 for count in names.values()) == 38
