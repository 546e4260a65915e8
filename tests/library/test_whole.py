from __future__ import annotations

from domain import Marks, Preference, Taste, TitleRef
from library import JournaledLibrary
from tests.library.conftest import HEAT, RONIN, THIEF, TODAY, WIRE, Opener, Person

CRIME = Preference(about="genre", value="Crime")


async def _live(library: JournaledLibrary, ann: Person) -> None:
    await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY, rating=9)
    await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY)
    await library.rate(ann.writes(), RONIN, 7)
    await library.add_to_list(ann.writes(), "watchlist", [THIEF, HEAT])
    await library.add_to_list(ann.writes(), "favorites", [RONIN])
    await library.add_to_list(ann.writes(), "completed", [WIRE])
    await library.create_list(ann.writes(), "Noir", titles=[TitleRef(title_id="movie-1", title="M")])
    await library.remember(ann.writes(), CRIME)


async def test_marks_of_every_title_asked(library: JournaledLibrary, ann: Person) -> None:
    await _live(library, ann)
    assert await library.marks("ann", ["movie-949", "movie-8195", "movie-11524", "tv-1438", "movie-1"]) == {
        "movie-949": Marks(on_watchlist=True, watched=True, my_rating=9),
        "movie-8195": Marks(my_rating=7),
        "movie-11524": Marks(on_watchlist=True),
        "tv-1438": Marks(watched=True),
        "movie-1": Marks(),
    }
    assert await library.marks("ben", ["movie-949"]) == {"movie-949": Marks()}
    assert await library.marks("ann", []) == {}


async def test_taste(library: JournaledLibrary, ann: Person) -> None:
    await _live(library, ann)
    assert await library.taste("ann") == Taste(
        ratings={"movie-949": 9, "movie-8195": 7},
        watched=frozenset({"movie-949", "tv-1438"}),
        watchlist=frozenset({"movie-949", "movie-11524"}),
        favorites=frozenset({"movie-8195"}),
        preferences=(CRIME,),
    )
    assert await library.taste("ben") == Taste()


async def test_everything_goes_and_only_ones_own(library: JournaledLibrary, ann: Person, ben: Person) -> None:
    await _live(library, ann)
    await _live(library, ben)
    await library.delete_everything("ann")
    assert await library.taste("ann") == Taste()
    assert (await library.changes("ann")).items == ()
    assert (await library.diary("ann")).items == ()
    assert [one.name for one in (await library.lists("ann")).items] == ["Watchlist", "Favorites", "Watching", "Completed"]
    assert len((await library.changes("ben")).items) == 8
    await _live(library, ann)
    assert await library.taste("ann") == await library.taste("ben")


async def test_what_was_written_is_there_when_opened_again(opened: Opener, ann: Person) -> None:
    async with opened() as library:
        await _live(library, ann)
        before = await library.diary("ann"), await library.lists("ann"), await library.changes("ann")
    async with opened() as library:
        assert (await library.diary("ann"), await library.lists("ann"), await library.changes("ann")) == before
