from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain import TitleRef
from errors import BadInput, NotFound
from library import JournaledLibrary
from tests.library.conftest import HEAT, RONIN, THIEF, TODAY, Person, told

YESTERDAY = TODAY - timedelta(days=1)
REVIEW = "The coffee scene alone is worth the evening."


async def test_a_watch_is_kept_and_told(library: JournaledLibrary, ann: Person) -> None:
    written = await library.log_watch(ann.writes("run-1"), HEAT, TODAY, today=TODAY, rating=9, review=f"  {REVIEW} ")
    assert written.value.model_dump(include={"title_id", "title", "year", "watched_on", "rating", "review", "rewatch"}) == {
        "title_id": "movie-949", "title": "Heat", "year": 1995, "watched_on": TODAY, "rating": 9, "review": REVIEW, "rewatch": False,
    }
    assert told(written).summary == "Logged Heat (1995), 9/10, with a review, on 20 Nov 2026"
    assert (told(written).kind, told(written).title_ids, told(written).run_id) == ("watch.logged", ("movie-949",), "run-1")
    assert (await library.diary("ann")).items == (written.value,)
    assert [one.rating for one in (await library.ratings("ann")).items] == [9]


async def test_a_watch_without_rating_leaves_the_rating_alone(library: JournaledLibrary, ann: Person) -> None:
    await library.rate(ann.writes(), HEAT, 8)
    await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY)
    assert [one.rating for one in (await library.ratings("ann")).items] == [8]


async def test_a_rewatch_is_an_entry_of_its_own_told_by_earlier_watches(library: JournaledLibrary, ann: Person) -> None:
    first = await library.log_watch(ann.writes(), HEAT, YESTERDAY, today=TODAY)
    again = await library.log_watch(ann.writes(), HEAT, YESTERDAY, today=TODAY)
    before = await library.log_watch(ann.writes(), HEAT, date(2001, 5, 1), today=TODAY)
    said = await library.log_watch(ann.writes(), RONIN, TODAY, today=TODAY, rewatch=True)
    assert [one.value.rewatch for one in (first, again, before, said)] == [False, True, False, True]
    assert len((await library.diary("ann")).items) == 4
    assert told(said).summary == "Logged a rewatch of Ronin (1998), on 20 Nov 2026"


async def test_another_users_diary_is_not_seen(library: JournaledLibrary, ann: Person, ben: Person) -> None:
    entry = (await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY)).value
    assert (await library.diary("ben")).items == ()
    with pytest.raises(NotFound):
        await library.edit_entry(ben.writes(), entry.entry_id, today=TODAY, rating=1)
    with pytest.raises(NotFound):
        await library.delete_entries(ben.writes(), [entry.entry_id])


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        ({"watched_on": TODAY + timedelta(days=1)}, "future"),
        ({"watched_on": date(1887, 12, 31)}, "1888"),
        ({"rating": 11}, "1 to 10"),
        ({"rating": 0}, "1 to 10"),
        ({"review": "Too short."}, "20 to 5,000"),
        ({"review": "x" * 5_001}, "5,001"),
        ({"review": " " * 30}, "20 to 5,000"),
    ],
)
async def test_a_value_outside_its_limits_writes_nothing(library: JournaledLibrary, ann: Person, wrong: dict[str, Any], names: str) -> None:
    with pytest.raises(BadInput, match=names):
        await library.log_watch(ann.writes(), HEAT, **{"watched_on": TODAY, "today": TODAY, **wrong})
    entry = (await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY)).value
    with pytest.raises(BadInput, match=names):
        await library.edit_entry(ann.writes(), entry.entry_id, today=TODAY, **wrong)
    assert (await library.diary("ann")).items == (entry,)
    assert len((await library.changes("ann")).items) == 1


async def test_correcting_a_rating_corrects_the_titles(library: JournaledLibrary, ann: Person) -> None:
    entry = (await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY, rating=7)).value
    written = await library.edit_entry(ann.writes(), entry.entry_id, today=TODAY, rating=9, watched_on=YESTERDAY)
    assert written.value == entry.model_copy(update={"rating": 9, "watched_on": YESTERDAY})
    assert told(written).summary == "Corrected the day and the rating of Heat (1995)"
    assert [one.rating for one in (await library.ratings("ann")).items] == [9]


async def test_a_cleared_rating_falls_back_to_an_earlier_watch(library: JournaledLibrary, ann: Person) -> None:
    await library.log_watch(ann.writes(), HEAT, date(2001, 5, 1), today=TODAY, rating=6)
    entry = (await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY, rating=9, review=REVIEW, contains_spoilers=True)).value
    written = await library.edit_entry(ann.writes(), entry.entry_id, today=TODAY, clear=["rating", "review"])
    assert (written.value.rating, written.value.review, written.value.contains_spoilers) == (None, None, False)
    assert [one.rating for one in (await library.ratings("ann")).items] == [6]


async def test_given_and_cleared_at_once_is_refused(library: JournaledLibrary, ann: Person) -> None:
    entry = (await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY)).value
    with pytest.raises(BadInput, match="not both"):
        await library.edit_entry(ann.writes(), entry.entry_id, today=TODAY, rating=5, clear=["rating"])


async def test_an_edit_that_changes_nothing_is_no_change(library: JournaledLibrary, ann: Person) -> None:
    entry = (await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY, rating=9)).value
    written = await library.edit_entry(ann.writes(), entry.entry_id, today=TODAY, rating=9, watched_on=TODAY)
    assert (written.value, written.change) == (entry, None)


async def test_deleting_takes_the_rating_that_was_given_with_it(library: JournaledLibrary, ann: Person) -> None:
    entry = (await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY, rating=9)).value
    written = await library.delete_entries(ann.writes(), [entry.entry_id])
    assert written.value == (entry,)
    assert told(written).summary == "Deleted Heat (1995) of 20 Nov 2026 from the diary"
    assert (await library.ratings("ann")).items == ()


async def test_deleting_leaves_a_rating_that_was_given_since(library: JournaledLibrary, ann: Person) -> None:
    entry = (await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY, rating=9)).value
    await library.rate(ann.writes(), HEAT, 10)
    await library.delete_entries(ann.writes(), [entry.entry_id])
    assert [one.rating for one in (await library.ratings("ann")).items] == [10]


async def test_deleting_several_falls_back_past_all_of_them(library: JournaledLibrary, ann: Person) -> None:
    days = [date(2001, 5, 1), date(2010, 5, 1), date(2020, 5, 1)]
    entries = [
        (await library.log_watch(ann.writes(), HEAT, day, today=TODAY, rating=rating)).value
        for day, rating in zip(days, (5, 7, 9), strict=True)
    ]
    await library.delete_entries(ann.writes(), [entries[2].entry_id, entries[1].entry_id, entries[2].entry_id])
    assert [one.rating for one in (await library.ratings("ann")).items] == [5]
    assert (await library.diary("ann")).items == (entries[0],)


async def test_deleting_is_all_or_none(library: JournaledLibrary, ann: Person) -> None:
    entry = (await library.log_watch(ann.writes(), HEAT, TODAY, today=TODAY)).value
    with pytest.raises(NotFound, match="Not all"):
        await library.delete_entries(ann.writes(), [entry.entry_id, "ent_unknown"])
    assert (await library.diary("ann")).items == (entry,)


async def _a_month(library: JournaledLibrary, ann: Person) -> None:
    watches = [(HEAT, 1, 9), (RONIN, 3, None), (THIEF, 3, 4), (HEAT, 7, 6), (RONIN, 9, 9)]
    for title, day, rating in watches:
        await library.log_watch(ann.writes(), title, date(2026, 10, day), today=TODAY, rating=rating)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [("Ronin", 9), ("Heat", 7), ("Thief", 3), ("Ronin", 3), ("Heat", 1)]),
        ({"sort": "oldest"}, [("Heat", 1), ("Ronin", 3), ("Thief", 3), ("Heat", 7), ("Ronin", 9)]),
        ({"sort": "highest"}, [("Ronin", 9), ("Heat", 1), ("Heat", 7), ("Thief", 3), ("Ronin", 3)]),
        ({"sort": "lowest"}, [("Thief", 3), ("Heat", 7), ("Ronin", 9), ("Heat", 1), ("Ronin", 3)]),
        ({"title_ids": ["movie-949"]}, [("Heat", 7), ("Heat", 1)]),
        ({"min_rating": 6}, [("Ronin", 9), ("Heat", 7), ("Heat", 1)]),
        ({"watched_from": date(2026, 10, 3), "watched_to": date(2026, 10, 7)}, [("Heat", 7), ("Thief", 3), ("Ronin", 3)]),
        ({"watched_from": date(2026, 10, 10)}, []),
    ],
)
async def test_the_diary_in_every_order_by_pages_of_every_size(
    library: JournaledLibrary, ann: Person, asked: dict[str, Any], found: list[tuple[str, int]]
) -> None:
    await _a_month(library, ann)
    for limit in (1, 2, 5, 100):
        read: list[Any] = []
        cursor: str | None = None
        while True:
            page = await library.diary("ann", limit=limit, cursor=cursor, **asked)
            read += [(entry.title, entry.watched_on.day) for entry in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
            assert len(page.items) == limit
        assert read == found


async def test_what_is_written_meanwhile_shifts_no_page(library: JournaledLibrary, ann: Person) -> None:
    await _a_month(library, ann)
    first = await library.diary("ann", limit=2)
    await library.log_watch(ann.writes(), THIEF, TODAY, today=TODAY)
    second = await library.diary("ann", limit=100, cursor=first.next_cursor)
    assert [entry.title for entry in second.items] == ["Thief", "Ronin", "Heat"]


async def test_a_cursor_that_is_not_ours_is_refused(library: JournaledLibrary, ann: Person) -> None:
    await _a_month(library, ann)
    ours = (await library.diary("ann", limit=1)).next_cursor
    for cursor in ("x", "é", "e30", "bnVsbA", "WyJlbnRyeTpuZXdlc3QiLCJ4IiwxZTk5XQ", f"{ours}AAAA"):
        with pytest.raises(BadInput, match="cursor"):
            await library.diary("ann", cursor=cursor)
    with pytest.raises(BadInput, match="cursor"):
        await library.diary("ann", cursor=ours, sort="highest")
    for limit in (0, 101):
        with pytest.raises(BadInput, match="1 to 100"):
            await library.diary("ann", limit=limit)


async def test_text_that_no_database_keeps(library: JournaledLibrary, ann: Person) -> None:
    with pytest.raises(NotFound):
        await library.delete_entries(ann.writes(), ["ent_\0"])
    with pytest.raises(BadInput, match="no text"):
        await library.delete_entries(ann.writes(), ["ent_\ud800"])
    odd = TitleRef(title_id="movie-1", title="Nul\0 and half \ud83d", year=None)
    written = await library.log_watch(ann.writes(), odd, TODAY, today=TODAY, review="A review with a nul\0 and a half \udc00 pair")
    assert (written.value.title, written.value.review) == ("Nul and half ?", "A review with a nul and a half ? pair")
