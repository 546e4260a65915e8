"""Writing: the diary, ratings, lists and preferences; each change told once, a repeat without effect, undo."""

from __future__ import annotations

from typing import Any

import pytest

from domain import ListItem, Origin, TitleRef
from errors import BadInput, Conflict, NotFound
from tests.tools.conftest import ALIEN, HEAT, JAWS, RONIN, Person, ids, kinds


async def names(ana: Person) -> list[str]:
    return [one.name for one in (await ana.rooms.library.lists("ana")).items if not one.system]


async def on(ana: Person, list_id: str) -> set[str]:
    return {item.title_id for item in (await ana.rooms.library.list_items("ana", list_id)).items}


# -- the diary -------------------------------------------------------------------------------------
async def test_a_watch_is_told_to_the_model_and_shown_as_a_change(ana: Person) -> None:
    told, shown = await ana.call("log_watch", title_id=HEAT, rating=9)
    (change,) = shown["changes"]
    assert set(change) == {"changeId", "summary", "kind", "titleIds", "undoable"}
    assert (change["kind"], change["titleIds"], change["undoable"]) == ("watch.logged", [HEAT], True)
    assert told["entry"] == {
        "title_id": HEAT, "title": "Heat", "year": 1995, "entry_id": told["entry"]["entry_id"], "watched_on": "2026-03-14", "rating": 9,
    }  # fmt: skip


@pytest.mark.parametrize(("timezone", "day"), [("Pacific/Kiritimati", "2026-03-15"), ("Pacific/Niue", "2026-03-14")])
async def test_today_is_the_persons_own_day(ana: Person, timezone: str, day: str) -> None:
    ana.timezone = timezone
    told, _ = await ana.call("log_watch", title_id=HEAT)
    assert told["entry"]["watched_on"] == day


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"title_id": "movie-0"}, NotFound),
        ({"title_id": HEAT, "rating": 11}, BadInput),
        ({"title_id": HEAT, "rating": 0}, BadInput),
        ({"title_id": HEAT, "watched_on": "2026-03-15"}, BadInput),
        ({"title_id": HEAT, "review": "too short"}, BadInput),
    ],
)
async def test_a_wrong_watch_writes_nothing(ana: Person, args: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        await ana.call("log_watch", **args)
    assert not (await ana.rooms.library.changes("ana")).items


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("log_watch", {"title_id": HEAT, "rating": 8}),
        ("rate_title", {"title_id": HEAT, "rating": 8}),
        ("edit_list", {"list_name": "watchlist", "action": "add", "title_ids": [HEAT]}),
        ("edit_list", {"list_name": "Crime", "action": "create", "title_ids": [HEAT]}),
        ("edit_list", {"list_name": "Noir", "action": "edit", "new_name": "Darker"}),
        ("edit_list", {"list_name": "Noir", "action": "remove", "title_ids": [JAWS]}),
        ("edit_list", {"list_name": "Noir", "action": "clear"}),
        ("edit_list", {"list_name": "Noir", "action": "delete"}),
        ("remember_preference", {"about": "genre", "value": "Horror", "stance": "dislike"}),
        ("undo", {}),
    ],
)
async def test_the_same_call_again_has_no_effect_and_tells_the_same(ana: Person, name: str, args: dict[str, Any]) -> None:
    await ana.call("edit_list", list_name="Noir", action="create", title_ids=[JAWS])
    first = await ana.call(name, **args, run="r", key="c")
    before = (await ana.rooms.library.changes("ana")).items
    assert await ana.call(name, **args, run="r", key="c") == first
    assert (await ana.rooms.library.changes("ana")).items == before
    assert len(first[1]["changes"]) == 1


async def test_entries_are_corrected_and_deleted(ana: Person) -> None:
    entries = [(await ana.call("log_watch", title_id=one))[0]["entry"]["entry_id"] for one in (HEAT, RONIN)]
    told, shown = await ana.call("edit_diary", entry_ids=entries, rating=7, watched_on="2026-03-01")
    assert [(entry["rating"], entry["watched_on"]) for entry in told["entries"]] == [(7, "2026-03-01")] * 2
    assert len(shown["changes"]) == 2
    told, shown = await ana.call("edit_diary", entry_ids=entries, delete=True)
    assert kinds(shown) == ["watch.deleted"]
    assert [title["title"] for title in told["titles"]] == ["Heat", "Ronin"]
    assert not (await ana.rooms.library.diary("ana")).items


async def test_what_was_corrected_is_told_although_another_entry_was_not_there(ana: Person) -> None:
    entry = (await ana.call("log_watch", title_id=HEAT))[0]["entry"]["entry_id"]
    told, shown = await ana.call("edit_diary", entry_ids=[entry, "gone"], rating=7)
    assert len(shown["changes"]) == len(told["left_as_is"]) == 1
    with pytest.raises(NotFound):
        await ana.call("edit_diary", entry_ids=["gone", "gone too"], rating=7)


async def test_the_diary_is_read_with_its_ids_and_cards(ana: Person) -> None:
    for title, rating in ((HEAT, 9), (RONIN, 6), (HEAT, 10)):
        await ana.call("log_watch", title_id=title, rating=rating)
    told, shown = await ana.call("read_diary")
    assert [entry["title"] for entry in told["entries"]] == ["Heat", "Ronin", "Heat"]
    assert ["rewatch" in entry for entry in told["entries"]] == [True, False, False]
    assert ids(shown) == [HEAT, RONIN]
    told, shown = await ana.call("read_diary", what="ratings", min_rating=7)
    assert [(rating["title"], rating["rating"]) for rating in told["ratings"]] == [("Heat", 10)]
    assert shown["titles"]["items"][0]["myRating"] == 10
    told, _ = await ana.call("read_diary", limit=1)
    more, _ = await ana.call("read_diary", limit=99, cursor=told["next_cursor"])
    assert len(more["entries"]) == 2


async def test_a_rating_is_set_and_taken_away(ana: Person) -> None:
    await ana.call("rate_title", title_id=HEAT, rating=9)
    told, shown = await ana.call("rate_title", title_id=HEAT, rating=None)
    assert len(shown["changes"]) == 1
    told, shown = await ana.call("rate_title", title_id=HEAT, rating=None)
    assert (told["nothing_to_do"], shown["changes"]) == (True, [])


# -- lists -----------------------------------------------------------------------------------------
async def test_lists_are_made_filled_renamed_cleared_and_deleted(ana: Person) -> None:
    await ana.call("edit_list", list_name="Crime", action="create", title_ids=[HEAT], description="Thieves")
    await ana.call("edit_list", list_name=" crime ", action="add", title_ids=[RONIN, HEAT])
    told, shown = await ana.call("read_lists", list_name="CRIME")
    assert told["list"]["count"] == 2
    assert set(ids(shown)) == {HEAT, RONIN}
    await ana.call("edit_list", list_name="Crime", action="remove", title_ids=[HEAT])
    told, _ = await ana.call("edit_list", list_name="Crime", action="edit", new_name="Heists")
    assert told["list"] == {"list_id": told["list"]["list_id"], "name": "Heists", "count": 1}
    told, _ = await ana.call("edit_list", list_name="Heists", action="clear")
    assert told["list"]["count"] == 0
    await ana.call("edit_list", list_name="Heists", action="delete")
    assert await names(ana) == []


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"list_name": "Nothing", "action": "add", "title_ids": [HEAT]}, NotFound),
        ({"list_name": "Nothing", "action": "delete"}, NotFound),
        ({"list_name": "watchlist", "action": "delete"}, BadInput),
        ({"list_name": "watchlist", "action": "add"}, BadInput),
        ({"list_name": "watchlist", "action": "remove", "title_ids": []}, BadInput),
        ({"list_name": "watchlist", "action": "add", "title_ids": ["movie-0"]}, NotFound),
        ({"list_name": "watchlist", "action": "edit", "new_name": "Mine"}, BadInput),
        ({"list_name": "Watchlist", "action": "create"}, BadInput),
        ({"list_name": "NOIR", "action": "create"}, Conflict),
        ({"list_name": "x", "action": "create"}, BadInput),
    ],
)
async def test_a_wrong_edit_of_a_list_writes_nothing(ana: Person, args: dict[str, Any], error: type[Exception]) -> None:
    await ana.call("edit_list", list_name="Noir", action="create")
    with pytest.raises(error):
        await ana.call("edit_list", **args)
    assert len((await ana.rooms.library.changes("ana")).items) == 1


async def test_a_title_that_the_catalogue_lost_can_still_be_read_and_taken_off(ana: Person) -> None:
    lost = TitleRef(title_id="custom-1", title="A home movie", year=1999)
    await ana.rooms.library.add_to_list(Origin(user_id="ana", run_id="rest", call_id="1"), "watchlist", [lost])
    _, shown = await ana.call("read_lists", list_name="watchlist")
    assert shown["titles"]["items"][0]["title"] == "A home movie"
    await ana.call("edit_list", list_name="watchlist", action="remove", title_ids=["custom-1"])
    assert await on(ana, "watchlist") == set()


async def test_a_list_is_found_among_very_many(ana: Person) -> None:
    for number in range(101):
        await ana.rooms.library.create_list(Origin(user_id="ana", run_id="rest", call_id=str(number)), f"List {number:03}")
    told, _ = await ana.call("edit_list", list_name="list 100", action="add", title_ids=[HEAT])
    assert told["list"]["name"] == "List 100"
    items: tuple[ListItem, ...] = (await ana.rooms.library.list_items("ana", told["list"]["list_id"])).items
    assert [item.title for item in items] == ["Heat"]


# -- preferences and undo --------------------------------------------------------------------------
async def test_a_preference_is_kept_turned_and_dropped(ana: Person) -> None:
    for stance in ("like", "dislike"):
        await ana.call("remember_preference", about="genre", value="Horror", stance=stance)
    told, shown = await ana.call("read_preferences")
    (kept,) = told["preferences"]
    assert (kept["about"], kept["value"], kept["stance"]) == ("genre", "Horror", "dislike")
    assert shown == {}
    await ana.call("remember_preference", about="genre", value="Horror", forget=True)
    assert (await ana.call("read_preferences"))[0] == {"preferences": []}


async def test_undo_takes_back_all_of_the_last_run_that_wrote(ana: Person) -> None:
    await ana.call("rate_title", title_id=JAWS, rating=5, run="first")
    await ana.call("log_watch", title_id=HEAT, rating=9, run="last", key="a")
    await ana.call("edit_list", list_name="Crime", action="create", title_ids=[HEAT], run="last", key="b")
    await ana.call("search_titles", query="heat")
    told, shown = await ana.call("undo")
    assert len(told["undone"]) == len(shown["changes"]) == 2
    assert not (await ana.rooms.library.diary("ana")).items
    assert await names(ana) == []
    assert [rating.title for rating in (await ana.rooms.library.ratings("ana")).items] == ["Jaws"]


async def test_what_cannot_be_undone_any_more_is_told_and_the_rest_is_undone(ana: Person) -> None:
    written = [(await ana.call("rate_title", title_id=one, rating=5))[1]["changes"][0]["changeId"] for one in (HEAT, RONIN, ALIEN)]
    await ana.call("undo", change_ids=written[:1])
    told, shown = await ana.call("undo", change_ids=[*written[:2], "no such change"])
    assert len(shown["changes"]) == 1
    assert len(told["left_as_is"]) == 2
    assert [rating.title for rating in (await ana.rooms.library.ratings("ana")).items] == ["Alien"]
    with pytest.raises(Conflict):
        await ana.call("undo", change_ids=written[:2])


async def test_nothing_to_undo_is_said(ana: Person) -> None:
    told, shown = await ana.call("undo")
    assert (told["nothing_to_do"], told["undone"], shown["changes"]) == (True, [], [])


async def test_all_of_ones_data_is_deleted_and_nobody_elses(ana: Person) -> None:
    eve = Person(ana.rooms, "eve")
    for one in (ana, eve):
        await one.call("log_watch", title_id=HEAT)
    assert (await ana.call("delete_my_data"))[0] == {"deleted": True}
    assert not (await ana.rooms.library.diary("ana")).items
    assert len((await ana.rooms.library.diary("eve")).items) == 1
