from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from domain import Origin, Preference, Written
from errors import BadInput, Conflict, NotFound
from library import JournaledLibrary
from library.store import StoredChange
from tests.library.conftest import HEAT, RONIN, THIEF, TODAY, Person, told


async def film_life(library: JournaledLibrary, user_id: str = "ann") -> dict[str, Any]:
    """All of a person that can be read, but for when a list was last touched."""
    lists = (await library.lists(user_id)).items
    return {
        "diary": (await library.diary(user_id, limit=100)).items,
        "ratings": (await library.ratings(user_id, limit=100)).items,
        "lists": [one.model_dump(exclude={"created_at", "updated_at"}) for one in lists],
        "items": {one.list_id: (await library.list_items(user_id, one.list_id, limit=100)).items for one in lists},
        "preferences": await library.preferences(user_id),
    }


async def test_every_kind_of_write_is_undone_and_redone(library: JournaledLibrary, ann: Person) -> None:
    entry = (await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY, rating=9)).value
    other = (await library.log_watch(ann.writes(), RONIN, TODAY, today=TODAY, rating=6)).value
    noir = (await library.create_list(ann.writes(), "Noir", titles=[HEAT, RONIN])).value
    await library.add_to_list(ann.writes(), "watchlist", [RONIN])
    await library.remember(ann.writes(), Preference(about="genre", value="Crime"))
    writes: dict[str, Callable[[Origin], Awaitable[Written[Any]]]] = {
        "watch.logged": lambda key: library.log_watch(key, HEAT, TODAY, today=TODAY, rating=10),
        "watch.edited": lambda key: library.edit_entry(key, entry.entry_id, today=TODAY, rating=3),
        "watch.deleted": lambda key: library.delete_entries(key, [entry.entry_id, other.entry_id]),
        "rating.set": lambda key: library.rate(key, HEAT, 10),
        "rating.removed": lambda key: library.rate(key, HEAT, None),
        "list.created": lambda key: library.create_list(key, "Later", titles=[THIEF]),
        "list.edited": lambda key: library.edit_list(key, noir.list_id, name="Neo-noir", description="Rain"),
        "list.deleted": lambda key: library.delete_list(key, noir.list_id),
        "list.cleared": lambda key: library.clear_list(key, noir.list_id),
        "list.added": lambda key: library.add_to_list(key, noir.list_id, [THIEF]),
        "list.removed": lambda key: library.remove_from_list(key, noir.list_id, ["movie-949"]),
        "preference.remembered": lambda key: library.remember(key, Preference(about="genre", value="War")),
        "preference.forgotten": lambda key: library.forget(key, "genre", "Crime"),
        "preferences.set": lambda key: library.set_preferences(key, []),
    }
    before = await film_life(library)
    for kind, write in writes.items():
        change = told(await write(ann.writes()))
        after = await film_life(library)
        assert (change.kind, after != before) == (kind, True)
        undo = await library.undo(ann.writes(), change.change_id)
        assert await film_life(library) == before, kind
        assert (told(undo).kind, told(undo).summary) == ("undone", f"Undid: {change.summary}")
        assert undo.value == change.model_copy(update={"undone": True})
        redo = await library.undo(ann.writes(), told(undo).change_id)
        assert await film_life(library) == after, kind
        assert told(redo).summary == f"Redid: {change.summary}"
        await library.undo(ann.writes(), change.change_id)
        assert await film_life(library) == before, kind


async def test_a_change_is_undone_once(library: JournaledLibrary, ann: Person) -> None:
    change = told(await library.rate(ann.writes(), HEAT, 9))
    await library.undo(ann.writes(), change.change_id)
    with pytest.raises(Conflict, match="undone already"):
        await library.undo(ann.writes(), change.change_id)
    assert len((await library.changes("ann")).items) == 2


async def test_marks_follow_undo_and_redo(library: JournaledLibrary, ann: Person) -> None:
    async def undone() -> list[bool]:
        return [one.undone for one in (await library.changes("ann")).items]

    change = told(await library.rate(ann.writes(), HEAT, 9))
    for marks in ([False, True], [False, True, False], [False, True, False, True], [False, True, False, True, False]):
        change = told(await library.undo(ann.writes(), change.change_id))
        assert await undone() == marks


async def test_what_was_written_since_is_not_overwritten(library: JournaledLibrary, ann: Person) -> None:
    change = told(await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY, rating=9))
    await library.rate(ann.writes(), HEAT, 4)
    before = await film_life(library)
    with pytest.raises(Conflict, match="changed since"):
        await library.undo(ann.writes(), change.change_id)
    assert await film_life(library) == before
    assert len((await library.changes("ann")).items) == 2


async def test_an_earlier_add_is_undone_under_a_later_one(library: JournaledLibrary, ann: Person) -> None:
    first = told(await library.add_to_list(ann.writes(), "watchlist", [HEAT]))
    await library.add_to_list(ann.writes(), "watchlist", [RONIN])
    await library.undo(ann.writes(), first.change_id)
    assert [item.title for item in (await library.list_items("ann", "watchlist")).items] == ["Ronin"]
    assert (await library.find_list("ann", "watchlist")).item_count == 1


async def test_undone_removals_come_back_where_they_were(library: JournaledLibrary, ann: Person) -> None:
    await library.add_to_list(ann.writes(), "watchlist", [HEAT, RONIN, THIEF])
    removed = told(await library.remove_from_list(ann.writes(), "watchlist", ["movie-8195"]))
    await library.undo(ann.writes(), removed.change_id)
    assert [item.title for item in (await library.list_items("ann", "watchlist")).items] == ["Thief", "Ronin", "Heat"]


async def test_a_list_that_got_titles_since_is_not_unmade(library: JournaledLibrary, ann: Person) -> None:
    made = await library.create_list(ann.writes(), "Noir", titles=[HEAT])
    added = told(await library.add_to_list(ann.writes(), made.value.list_id, [RONIN]))
    with pytest.raises(Conflict):
        await library.undo(ann.writes(), told(made).change_id)
    await library.undo(ann.writes(), added.change_id)
    await library.undo(ann.writes(), told(made).change_id)
    assert [one.system for one in (await library.lists("ann")).items] == [True] * 4


async def test_nothing_comes_back_onto_a_list_that_is_gone(library: JournaledLibrary, ann: Person) -> None:
    noir = (await library.create_list(ann.writes(), "Noir", titles=[HEAT])).value
    removed = told(await library.remove_from_list(ann.writes(), noir.list_id, ["movie-949"]))
    deleted = told(await library.delete_list(ann.writes(), noir.list_id))
    with pytest.raises(Conflict):
        await library.undo(ann.writes(), removed.change_id)
    await library.undo(ann.writes(), deleted.change_id)
    await library.undo(ann.writes(), removed.change_id)
    assert (await library.find_list("ann", "Noir")).item_count == 1


async def test_a_name_taken_since_keeps_a_list_away(library: JournaledLibrary, ann: Person) -> None:
    noir = (await library.create_list(ann.writes(), "Noir")).value
    deleted = told(await library.delete_list(ann.writes(), noir.list_id))
    await library.create_list(ann.writes(), "NOIR")
    with pytest.raises(Conflict, match="NOIR"):
        await library.undo(ann.writes(), deleted.change_id)


async def test_unknown_and_other_peoples_changes_are_not_found(library: JournaledLibrary, ann: Person, ben: Person) -> None:
    change = told(await library.rate(ann.writes(), HEAT, 9))
    for change_id in ("chg_unknown", change.change_id):
        with pytest.raises(NotFound):
            await library.undo(ben.writes(), change_id)
    assert (await library.ratings("ann")).items != ()


async def test_a_change_that_is_not_undoable(library: JournaledLibrary, ann: Person) -> None:
    async with library.store.writing("ann") as rows:
        await rows.commit(
            StoredChange(
                change_id="chg_1", run_id="rest", call_id="1", operation="import", kind="imported", summary="Imported 90,000 rows",
                title_ids=(), created_at=datetime(2026, 11, 20, tzinfo=UTC), outcome=None, effects=(), undoable=False, seq=1,
            ),
            {},
        )
    with pytest.raises(BadInput, match="cannot be undone"):
        await library.undo(ann.writes(), "chg_1")


async def test_undo_restores_the_rating_that_a_watch_replaced(library: JournaledLibrary, ann: Person) -> None:
    await library.rate(ann.writes(), HEAT, 6)
    change = told(await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY, rating=9))
    await library.undo(ann.writes(), change.change_id)
    assert [one.rating for one in (await library.ratings("ann")).items] == [6]
