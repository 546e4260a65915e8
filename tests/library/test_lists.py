from __future__ import annotations

from typing import Any

import pytest

from domain import TitleRef
from errors import BadInput, Conflict, NotFound
from library import JournaledLibrary
from tests.library.conftest import HEAT, RONIN, THIEF, WIRE, Person, told


async def titles_on(library: JournaledLibrary, list_id: str) -> list[str]:
    return [item.title for item in (await library.list_items("ann", list_id)).items]


async def test_system_lists_always_exist_and_come_first(library: JournaledLibrary, ann: Person) -> None:
    names = ["Watchlist", "Favorites", "Watching", "Completed"]
    assert [(one.name, one.system, one.item_count) for one in (await library.lists("ann")).items] == [(name, True, 0) for name in names]
    for name in ("noir", "Ängste", "Zebra", "Blue"):
        await library.create_list(ann.writes(), name)
    assert [one.name for one in (await library.lists("ann")).items] == [*names, "Blue", "noir", "Zebra", "Ängste"]
    read: list[Any] = []
    cursor: str | None = None
    for _ in range(4):
        page = await library.lists("ann", limit=2, cursor=cursor)
        read, cursor = read + [one.name for one in page.items], page.next_cursor
    assert (read, cursor) == ([*names, "Blue", "noir", "Zebra", "Ängste"], None)


async def test_adding_keeps_the_order_and_what_is_there(library: JournaledLibrary, ann: Person) -> None:
    first = await library.add_to_list(ann.writes(), "watchlist", [HEAT, RONIN, HEAT])
    again = await library.add_to_list(ann.writes(), "watchlist", [RONIN, THIEF, WIRE])
    assert told(first).summary == "Added Heat (1995) and Ronin (1998) to Watchlist"
    assert (told(again).summary, told(again).title_ids) == (
        "Added Thief (1981) and The Wire (2002) to Watchlist", ("movie-11524", "tv-1438"),
    )
    assert (first.value.item_count, again.value.item_count) == (2, 4)
    assert await titles_on(library, "watchlist") == ["The Wire", "Thief", "Ronin", "Heat"]
    nothing = await library.add_to_list(ann.writes(), "watchlist", [HEAT])
    assert (nothing.change, nothing.value) == (None, await library.find_list("ann", "watchlist"))


async def test_removing_tells_what_was_there(library: JournaledLibrary, ann: Person) -> None:
    await library.add_to_list(ann.writes(), "favorites", [HEAT, RONIN, THIEF, WIRE])
    written = await library.remove_from_list(ann.writes(), "favorites", ["movie-949", "movie-8195", "movie-11524", "movie-1"])
    assert (told(written).summary, written.value.item_count) == ("Removed 3 films from Favorites", 1)
    assert await titles_on(library, "favorites") == ["The Wire"]
    assert (await library.remove_from_list(ann.writes(), "favorites", ["movie-1"])).change is None


async def test_a_custom_list_from_making_to_deleting(library: JournaledLibrary, ann: Person) -> None:
    made = await library.create_list(ann.writes(), "  Neo  noir ", description=" Rain. ", titles=[HEAT, WIRE, THIEF])
    assert told(made).summary == "Made the list Neo noir with 3 titles"
    assert (made.value.name, made.value.description, made.value.item_count, made.value.system) == ("Neo noir", "Rain.", 3, False)
    assert await library.find_list("ann", "NEO NOIR") == await library.find_list("ann", made.value.list_id) == made.value

    renamed = await library.edit_list(ann.writes(), made.value.list_id, name="NEO NOIR", description="")
    assert (renamed.value.name, renamed.value.description, renamed.value.item_count) == ("NEO NOIR", "", 3)
    assert renamed.value.updated_at > made.value.updated_at
    assert renamed.value.created_at == made.value.created_at

    gone = await library.delete_list(ann.writes(), made.value.list_id)
    assert (gone.value, told(gone).summary) == (renamed.value, "Deleted the list NEO NOIR (3 titles)")
    for reading in (library.list_items("ann", made.value.list_id), library.find_list("ann", "Neo noir")):
        with pytest.raises(NotFound):
            await reading
    for writing in (
        library.add_to_list(ann.writes(), made.value.list_id, [HEAT]),
        library.remove_from_list(ann.writes(), made.value.list_id, ["movie-949"]),
        library.clear_list(ann.writes(), made.value.list_id),
        library.edit_list(ann.writes(), made.value.list_id, name="Again"),
        library.delete_list(ann.writes(), made.value.list_id),
    ):
        with pytest.raises(NotFound):
            await writing


async def test_every_write_of_titles_touches_the_list(library: JournaledLibrary, ann: Person) -> None:
    made = (await library.create_list(ann.writes(), "Noir")).value
    added = (await library.add_to_list(ann.writes(), made.list_id, [HEAT])).value
    removed = (await library.remove_from_list(ann.writes(), made.list_id, ["movie-949"])).value
    assert made.updated_at < added.updated_at < removed.updated_at
    assert await library.find_list("ann", made.list_id) == removed


async def test_names_are_unique_whatever_their_case(library: JournaledLibrary, ann: Person, ben: Person) -> None:
    noir = (await library.create_list(ann.writes(), "Noir")).value
    other = (await library.create_list(ann.writes(), "Other")).value
    with pytest.raises(Conflict, match="Noir"):
        await library.create_list(ann.writes(), "nOIR")
    with pytest.raises(Conflict, match="Noir"):
        await library.edit_list(ann.writes(), other.list_id, name="noir")
    await library.create_list(ben.writes(), "Noir")
    await library.delete_list(ann.writes(), noir.list_id)
    assert (await library.create_list(ann.writes(), "NOIR")).value.name == "NOIR"


@pytest.mark.parametrize("name", ["x", " x ", "y" * 101, "Watchlist", "favorites", " WATCHING"])
async def test_a_name_has_limits(library: JournaledLibrary, ann: Person, name: str) -> None:
    with pytest.raises(BadInput):
        await library.create_list(ann.writes(), name)
    own = (await library.create_list(ann.writes(), "Own")).value
    with pytest.raises(BadInput):
        await library.edit_list(ann.writes(), own.list_id, name=name)
    assert (await library.find_list("ann", "Own")) == own


async def test_a_description_has_limits(library: JournaledLibrary, ann: Person) -> None:
    with pytest.raises(BadInput, match="500"):
        await library.create_list(ann.writes(), "Noir", description="x" * 501)
    assert len((await library.lists("ann")).items) == 4


async def test_a_system_list_keeps_its_name_and_stays(library: JournaledLibrary, ann: Person) -> None:
    for refused in (
        library.edit_list(ann.writes(), "watchlist", name="Later"),
        library.delete_list(ann.writes(), "watchlist"),
    ):
        with pytest.raises(BadInput, match="Watchlist"):
            await refused
    described = await library.edit_list(ann.writes(), "watchlist", name="Watchlist", description="For Sundays")
    assert (described.value.description, described.value.name) == ("For Sundays", "Watchlist")
    assert (await library.edit_list(ann.writes(), "watchlist", description="For Sundays")).change is None
    await library.undo(ann.writes(), told(described).change_id)
    assert (await library.find_list("ann", "watchlist")).description == ""


async def test_clearing(library: JournaledLibrary, ann: Person) -> None:
    await library.add_to_list(ann.writes(), "watchlist", [HEAT, RONIN])
    cleared = await library.clear_list(ann.writes(), "watchlist")
    assert (told(cleared).summary, cleared.value.item_count) == ("Cleared Watchlist (2 titles)", 0)
    assert await titles_on(library, "watchlist") == []
    assert (await library.clear_list(ann.writes(), "watchlist")).change is None


async def test_another_users_list_is_not_found(library: JournaledLibrary, ann: Person, ben: Person) -> None:
    noir = (await library.create_list(ann.writes(), "Noir")).value
    with pytest.raises(NotFound):
        await library.add_to_list(ben.writes(), noir.list_id, [HEAT])
    with pytest.raises(NotFound):
        await library.find_list("ben", noir.list_id)


async def test_a_long_list_page_by_page(library: JournaledLibrary, ann: Person) -> None:
    many = [TitleRef(title_id=f"movie-{number}", title=f"Film {number}") for number in range(230)]
    assert (await library.add_to_list(ann.writes(), "watchlist", many)).value.item_count == 230
    read: list[Any] = []
    cursor: str | None = None
    for _ in range(3):
        page = await library.list_items("ann", "watchlist", limit=100, cursor=cursor)
        read, cursor = read + [item.title for item in page.items], page.next_cursor
    assert (read, cursor) == ([one.title for one in reversed(many)], None)
