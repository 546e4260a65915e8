from __future__ import annotations

import pytest

from catalog.embedded import EmbeddedCatalog
from catalog.genres import canonical_genre, canonical_mood
from catalog.interface import Catalog, Sort
from domain import Title, TitleFilter
from errors import BadInput, NotFound


def test_it_is_a_catalog(catalog: EmbeddedCatalog) -> None:
    assert isinstance(catalog, Catalog)


def test_an_id_that_comes_twice_is_refused() -> None:
    title = Title(title_id="movie-1", title="One")
    with pytest.raises(ValueError, match="twice"):
        EmbeddedCatalog([title, title])


async def test_get_and_get_many(catalog: EmbeddedCatalog) -> None:
    assert (await catalog.get("movie-949")).title == "Heat"
    with pytest.raises(NotFound):
        await catalog.get("movie-0")
    assert list(await catalog.get_many(["movie-949", "movie-0", "movie-348"])) == ["movie-949", "movie-348"]


async def test_discover_by_several_facts_at_once(catalog: EmbeddedCatalog) -> None:
    filters = TitleFilter(
        genres=("Horror",), exclude_genres=("Comedy",), year_from=1980, year_to=1989, max_runtime=110, min_rating=7.0, language="en"
    )
    found = (await catalog.discover(filters)).items
    assert "The Thing" in {title.title for title in found}
    assert len(found) >= 3
    for title in found:
        assert "Horror" in title.genres
        assert "Comedy" not in title.genres
        assert title.year
        assert title.runtime
        assert title.vote_average
        assert 1980 <= title.year <= 1989
        assert title.runtime <= 110
        assert title.vote_average >= 7


@pytest.mark.parametrize(
    ("sort", "first"),
    [("oldest", "A Trip to the Moon"), ("shortest", "A Trip to the Moon")],
)
async def test_sorts(catalog: EmbeddedCatalog, sort: Sort, first: str) -> None:
    assert (await catalog.discover(TitleFilter(), sort=sort)).items[0].title == first


async def test_sorts_turned_round_agree(catalog: EmbeddedCatalog) -> None:
    newest = (await catalog.discover(TitleFilter(), sort="newest", limit=100)).items
    days = [title.release_date for title in newest if title.release_date]
    assert len(days) == 100
    assert days == sorted(days, reverse=True)
    runtimes = [title.runtime or 0 for title in (await catalog.discover(TitleFilter(), sort="longest", limit=100)).items]
    assert runtimes == sorted(runtimes, reverse=True)
    votes = [title.vote_count for title in (await catalog.discover(TitleFilter(), limit=100)).items]
    assert votes == sorted(votes, reverse=True)


async def test_few_votes_prove_little() -> None:
    proven = Title(title_id="movie-1", title="Proven", vote_average=8.5, vote_count=20_000)
    lucky = Title(title_id="movie-2", title="Lucky", vote_average=9.9, vote_count=3)
    poor = Title(title_id="movie-3", title="Poor", vote_average=4.0, vote_count=20_000)
    unknown = Title(title_id="movie-4", title="Unknown")
    page = await EmbeddedCatalog([unknown, lucky, poor, proven]).discover(TitleFilter(), sort="rating")
    assert [title.title for title in page.items] == ["Proven", "Lucky", "Poor", "Unknown"]


async def test_pages_of_discover_join_to_the_whole(catalog: EmbeddedCatalog) -> None:
    filters = TitleFilter(genres=("Western",))
    whole = (await catalog.discover(filters, limit=100)).items
    seen: list[Title] = []
    cursor = None
    while True:
        page = await catalog.discover(filters, limit=10, cursor=cursor)
        seen += page.items
        if (cursor := page.next_cursor) is None:
            break
    assert len(whole) == 35
    assert tuple(seen) == whole


async def test_a_cursor_of_other_filters_is_refused(catalog: EmbeddedCatalog) -> None:
    cursor = (await catalog.discover(TitleFilter(genres=("Western",)))).next_cursor
    with pytest.raises(BadInput):
        await catalog.discover(TitleFilter(genres=("Drama",)), cursor=cursor)
    with pytest.raises(BadInput):
        await catalog.discover(TitleFilter(genres=("Western",)), sort="newest", cursor=cursor)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("villeneuve", "Denis Villeneuve"),
        ("DiCaprio", "Leonardo DiCaprio"),
        ("leo dicaprio", "Leonardo DiCaprio"),
        ("penelope cruz", "Penélope Cruz"),
        ("de niro", "Robert De Niro"),
        ("keanu", "Keanu Reeves"),
        ("vilneuve", "Denis Villeneuve"),
        ("bong joon-ho", "Bong Joon Ho"),
        ("samuel l jackson", "Samuel L. Jackson"),
    ],
)
async def test_people_by_part_of_their_name(catalog: EmbeddedCatalog, said: str, name: str) -> None:
    assert list(catalog.find_people(said)) == [name]
    found = (await catalog.discover(TitleFilter(people=(said,)), limit=100)).items
    assert found == (await catalog.discover(TitleFilter(people=(name,)), limit=100)).items
    assert found


async def test_an_ambiguous_last_name_means_any_of_them(catalog: EmbeddedCatalog) -> None:
    assert {"Wes Anderson", "Paul Thomas Anderson"} <= set(catalog.find_people("anderson"))
    names = {title.title for title in (await catalog.discover(TitleFilter(people=("anderson",)), limit=100)).items}
    assert {"Magnolia", "Rushmore"} <= names
    without = TitleFilter(exclude_people=("anderson",), year_from=1998, year_to=1999)
    left = {title.title for title in (await catalog.discover(without, limit=100)).items}
    assert "Fight Club" in left
    assert not {"Magnolia", "Rushmore"} & left


async def test_people_together_must_all_be_in_it(catalog: EmbeddedCatalog) -> None:
    found = (await catalog.discover(TitleFilter(people=("pacino", "de niro")), limit=100)).items
    assert "Heat" in {title.title for title in found}
    for title in found:
        assert {"Al Pacino", "Robert De Niro"} <= set(title.cast)


async def test_an_unknown_person_is_in_nothing(catalog: EmbeddedCatalog) -> None:
    assert catalog.find_people("Nobody Whatsoever") == ()
    assert (await catalog.discover(TitleFilter(people=("Nobody Whatsoever",)))).items == ()


async def test_genres_and_moods_by_other_words(catalog: EmbeddedCatalog) -> None:
    said = TitleFilter(genres=("sci-fi",), moods=("feel-good", "Funny"), language="EN")
    meant = TitleFilter(genres=("Science Fiction",), moods=("uplifting", "funny"), language="en")
    assert catalog.resolve(said) == meant
    found = (await catalog.discover(said, limit=100)).items
    assert found
    assert found == (await catalog.discover(meant, limit=100)).items


@pytest.mark.parametrize(
    ("word", "genre"),
    [("HORROR", "Horror"), ("sci fi", "Science Fiction"), ("comedies", "Comedy"), ("westerns", "Western"), ("knitting", None)],
)
def test_words_for_genres(word: str, genre: str | None) -> None:
    assert canonical_genre(word) == genre


@pytest.mark.parametrize(("word", "mood"), [("Mind bending", "mind-bending"), ("creepy", "eerie"), ("tense", "tense"), ("blue", None)])
def test_words_for_moods(word: str, mood: str | None) -> None:
    assert canonical_mood(word) == mood


async def test_facets_count_what_passes(catalog: EmbeddedCatalog) -> None:
    filters = TitleFilter(people=("Hayao Miyazaki",))
    titles = (await catalog.discover(filters, limit=100)).items
    facets = await catalog.facets(filters)
    assert sum(facets.decades.values()) == len(titles) > 3
    assert facets.languages == {"ja": len(titles)}
    assert facets.genres["Animation"] == len(titles)
    assert facets.moods["whimsical"] == sum("whimsical" in title.moods for title in titles)
