"""Names of titles and people: typos, years, everyday words, other people's first names."""

from __future__ import annotations

import pytest

from agent.embedded.reading import Reader
from tests.agent.embedded.conftest import TODAY


def linked(reader: Reader, text: str) -> list[str]:
    marked = reader.read(text, TODAY)
    return [
        f"{reader.titles.by_id[i].title} ({reader.titles.by_id[i].year})" for m in marked.of(marked.text, "T") for i in m.value.title_ids
    ]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("log Heat and Ronin", ["Heat (1995)", "Ronin (1998)"]),
        ("movies like the godfather part ii", ["The Godfather: Part II (1974)"]),
        ("rate spiderman 7", ["Spider-Man (2002)"]),
        ("the lord of the rings two towers was long", ["The Lord of the Rings: The Two Towers (2002)"]),
        ("watched dune 1984", ["Dune (1984)"]),
        ("watched Dune (2021)", ["Dune (2021)"]),
        ("have you seen It?", ["It (2017)"]),
        ("add 'Her' to my list", ["Her (2013)"]),
        ("lock stock and two smoking barrels", ["Lock, Stock and Two Smoking Barrels (1998)"]),
        ("amelie", ["Amélie (2001)"]),
    ],
)
def test_names_are_linked(reader: Reader, said: str, found: list[str]) -> None:
    assert linked(reader, said) == found


@pytest.mark.parametrize(
    "said",
    [
        "i saw it with her", "what is up tonight", "something big for us", "a room with a view of the heat", "I want a scary movie",
        "a movie for date night", "It was great", "the first love of my life", "taken by surprise",
    ],
)  # fmt: skip
def test_everyday_words_are_no_titles(reader: Reader, said: str) -> None:
    assert linked(reader, said) == []


@pytest.mark.parametrize(
    ("typo", "title"),
    [
        ("blade runer", "Blade Runner"),
        ("shawshank redemtion", "The Shawshank Redemption"),
        ("the godfater", "The Godfather"),
        ("inceptoin", "Inception"),
    ],
)
def test_a_typo_away(reader: Reader, typo: str, title: str) -> None:
    assert [reader.titles.by_id[one].title for one in reader.titles.closest(typo)] == [title]


@pytest.mark.parametrize("said", ["toy story 9", "the glimmerwood chronicles", "zz", ""])
def test_an_unknown_name_is_not_the_next_best_one(reader: Reader, said: str) -> None:
    assert reader.titles.closest(said) == ()


def test_a_year_that_fits_no_film_of_the_name_leaves_it_open(reader: Reader) -> None:
    marked = reader.read("log Heat 1971", TODAY)
    (mention,) = [mark.value for mark in marked.of(marked.text, "T")]
    assert mention.title_ids in ((), ("movie-949",))
    assert mention.year in (1971, None)


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("anything by tarentino", ["Quentin Tarantino"]), ("with tom hanks or De Niro", ["Tom Hanks", "Robert De Niro"]),
        ("films directed by kathryn bigelow", ["Kathryn Bigelow"]), ("a film starring Nobody Known", ["Nobody Known"]),
        ("I like Chris Penn", []), ("New York City please", []), ("a love story", []),
    ],
)  # fmt: skip
def test_people(reader: Reader, said: str, people: list[str]) -> None:
    marked = reader.read(said, TODAY)
    assert [mark.value for mark in marked.of(marked.text, "P")] == people


def test_a_series_is_a_family(reader: Reader) -> None:
    (first,) = reader.titles.exact("Mission: Impossible")
    assert len(reader.titles.family([first])) >= 6
