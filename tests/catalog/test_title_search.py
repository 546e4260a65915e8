from __future__ import annotations

import pytest

from catalog.embedded import EmbeddedCatalog
from domain import Title
from errors import BadInput

FIRST = [
    ("dune 1984", "Dune", 1984),
    ("Heat (1995)", "Heat", 1995),
    ("king kong, 1933", "King Kong", 1933),
    ("the lion king 2019", "The Lion King", 2019),
    ("blade runer", "Blade Runner", 1982),
    ("the godfahter", "The Godfather", 1972),
    ("hte godfather", "The Godfather", 1972),
    ("terminator 2", "Terminator 2: Judgment Day", 1991),
    ("terminator II", "Terminator 2: Judgment Day", 1991),
    ("godfather part 2", "The Godfather: Part II", 1974),
    ("matrix, the", "The Matrix", 1999),
    ("MATRIX", "The Matrix", 1999),
    ("amelie", "Amélie", 2001),
    ("mr and mrs smith", "Mr. & Mrs. Smith", 2005),
    ("spiderman", "Spider-Man", 2002),
    ("walle", "WALL·E", 2008),
    ("8 1/2", "8½", 1963),
    ("seven", "Se7en", 1995),
    ("7 samurai", "Seven Samurai", 1954),
    ("et", "E.T. the Extra-Terrestrial", 1982),
    ("lotr", "The Lord of the Rings: The Fellowship of the Ring", 2001),
    ("lord of the rigns two towers", "The Lord of the Rings: The Two Towers", 2002),
    ("return of the king", "The Lord of the Rings: The Return of the King", 2003),
    ("harry potter 3", "Harry Potter and the Prisoner of Azkaban", 2004),
    ("harry potter and the sorcerers stone", "Harry Potter and the Philosopher's Stone", 2001),
    ("star wars episode 5", "The Empire Strikes Back", 1980),
    ("a new hope", "Star Wars", 1977),
    ("das leben der anderen", "The Lives of Others", 2006),
    ("千と千尋の神隠し", "Spirited Away", 2001),
    ("el laberinto del fauno", "Pan's Labyrinth", 2006),
    ("shawshank", "The Shawshank Redemption", 1994),
    ("inceptoin", "Inception", 2010),
    ("forest gump", "Forrest Gump", 1994),
    ("intersteller", "Interstellar", 2014),
    ("who framed roger rabit", "Who Framed Roger Rabbit", 1988),
    ("requiem dream", "Requiem for a Dream", 2000),
    ("the silence of the lams", "The Silence of the Lambs", 1991),
    ("wonder woman 1984", "Wonder Woman 1984", 2020),
    ("blade runner 2049", "Blade Runner 2049", 2017),
    ("2001", "2001: A Space Odyssey", 1968),
    ("1917", "1917", 2019),
    ("it", "It", 2017),
    ("up", "Up", 2009),
    ("m (1931)", "M", 1931),
]


@pytest.mark.parametrize(("query", "title", "year"), FIRST)
async def test_the_film_meant_comes_first(catalog: EmbeddedCatalog, query: str, title: str, year: int) -> None:
    page = await catalog.search(query)
    assert (page.items[0].title, page.items[0].year) == (title, year)


@pytest.mark.parametrize("query", ["asdfgh", "qwerty uiop", "zzzz", "what is the weather", "order a pizza", "hello there", "?!", "--"])
async def test_nonsense_finds_nothing(catalog: EmbeddedCatalog, query: str) -> None:
    assert (await catalog.search(query)).items == ()


@pytest.mark.parametrize(("name", "years"), [("dune", {1984, 2021}), ("king kong", {1933, 2005}), ("Cape Fear", {1962, 1991})])
async def test_both_films_of_one_name_are_found(catalog: EmbeddedCatalog, name: str, years: set[int]) -> None:
    assert {title.year for title in (await catalog.search(name)).items[:2]} == years


async def test_exact_comes_before_prefix_before_the_rest(catalog: EmbeddedCatalog) -> None:
    names = [title.title for title in (await catalog.search("alien", limit=20)).items]
    assert names[0] == "Alien"
    assert {"Aliens", "Alien: Covenant", "Alien³"} <= set(names)
    assert [title.title for title in (await catalog.search("batman")).items][:2] == ["The Batman", "Batman"]


async def test_a_number_is_no_typo_of_another(catalog: EmbeddedCatalog) -> None:
    assert [title.title for title in (await catalog.search("toy story 3")).items] == ["Toy Story 3"]


async def test_a_name_written_rightly_brings_no_lookalikes(catalog: EmbeddedCatalog) -> None:
    assert [title.title for title in (await catalog.search("fargo")).items] == ["Fargo"]


async def test_year_keeps_it_and_its_neighbours(catalog: EmbeddedCatalog) -> None:
    assert [title.year for title in (await catalog.search("dune", year=1985)).items] == [1984]
    assert (await catalog.search("dune", year=1999)).items == ()


async def test_a_wrong_year_in_the_query_still_finds_the_name(catalog: EmbeddedCatalog) -> None:
    assert {title.title for title in (await catalog.search("dune 1999")).items} == {"Dune"}


async def test_media_type_is_kept_to(catalog: EmbeddedCatalog) -> None:
    assert (await catalog.search("heat", media_type="tv")).items == ()
    assert (await catalog.search("heat", media_type="movie")).items[0].title == "Heat"


async def test_pages_follow_each_other_without_gap_or_repeat(catalog: EmbeddedCatalog) -> None:
    whole = (await catalog.search("harry potter", limit=50)).items
    seen: list[Title] = []
    cursor = None
    while True:
        page = await catalog.search("harry potter", limit=3, cursor=cursor)
        seen += page.items
        if (cursor := page.next_cursor) is None:
            break
    assert len(whole) == 8
    assert tuple(seen) == whole


@pytest.mark.parametrize("cursor", ["", "nonsense", "é", "MTA6YWJj", "LTE6YWJj"])
async def test_a_cursor_not_ours_is_refused(catalog: EmbeddedCatalog, cursor: str) -> None:
    with pytest.raises(BadInput):
        await catalog.search("harry potter", cursor=cursor)


async def test_a_cursor_of_another_query_is_refused(catalog: EmbeddedCatalog) -> None:
    cursor = (await catalog.search("harry potter", limit=3)).next_cursor
    assert cursor
    with pytest.raises(BadInput):
        await catalog.search("star wars", limit=3, cursor=cursor)


@pytest.mark.parametrize(("query", "limit"), [("a", 10), ("  ", 10), ("heat", 0), ("heat", 101)])
async def test_limits_are_kept(catalog: EmbeddedCatalog, query: str, limit: int) -> None:
    with pytest.raises(BadInput):
        await catalog.search(query, limit=limit)


async def test_an_empty_catalogue_answers_too() -> None:
    empty = EmbeddedCatalog([])
    assert (await empty.search("heat")).items == ()
    assert await empty.suggest("he") == []


async def test_a_title_with_only_a_name_is_found() -> None:
    bare = EmbeddedCatalog([Title(title_id="custom-1", title="Home Movie 4", media_type="custom")])
    assert [title.title_id for title in (await bare.search("home movie 4")).items] == ["custom-1"]
    assert (await bare.search("home movie", year=1999)).items == ()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("dun", "Dune"),
        ("up", "Up"),
        ("the g", "The Godfather"),
        ("runner", "Blade Runner"),
        ("blde run", "Blade Runner"),
        ("sevn", "Se7en"),
        ("vi", "The Visit"),
        ("rocky i", "Rocky II"),
        ("godfather part ii", "The Godfather: Part II"),
    ],
)
async def test_suggestions_while_typing(catalog: EmbeddedCatalog, typed: str, title: str) -> None:
    assert title in [one.title for one in await catalog.suggest(typed)]


async def test_suggestions_begin_as_typed_before_words_that_do(catalog: EmbeddedCatalog) -> None:
    names = [title.title for title in await catalog.suggest("kni", limit=4)]
    assert names[:3] == ["Knives Out", "Knight and Day", "A Knight's Tale"]
    assert "Knight" in names[3]


async def test_no_suggestion_for_nothing_typed(catalog: EmbeddedCatalog) -> None:
    assert await catalog.suggest("  ") == []
