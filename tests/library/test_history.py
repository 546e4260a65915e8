from __future__ import annotations

import pytest

from errors import BadInput, Conflict
from library import JournaledLibrary
from tests.library.conftest import HEAT, RONIN, THIEF, TODAY, Person, told


async def test_the_journal_newest_first_by_pages_and_by_run(library: JournaledLibrary, ann: Person, ben: Person) -> None:
    for number in range(5):
        await library.rate(ann.writes(f"run-{number % 2}"), HEAT, number + 1)
    await library.rate(ben.writes("run-0"), HEAT, 10)
    first = await library.changes("ann", limit=3)
    second = await library.changes("ann", limit=3, cursor=first.next_cursor)
    said = [one.summary for one in (*first.items, *second.items)]
    assert said == [
        "Rated Heat (1995) 5/10 (it was 4)", "Rated Heat (1995) 4/10 (it was 3)", "Rated Heat (1995) 3/10 (it was 2)",
        "Rated Heat (1995) 2/10 (it was 1)", "Rated Heat (1995) 1/10",
    ]
    assert second.next_cursor is None
    assert [one.summary for one in (await library.changes("ann", run_id="run-1")).items] == [said[1], said[3]]
    with pytest.raises(BadInput, match="cursor"):
        await library.changes("ann", cursor="nonsense")


async def test_a_repeat_writes_nothing_and_tells_the_same(library: JournaledLibrary, ann: Person) -> None:
    key = ann.writes("run-1", "call-1")
    first = await library.log_watch(key, HEAT, TODAY, today=TODAY, rating=9)
    again = await library.log_watch(key, HEAT, TODAY, today=TODAY, rating=9)
    assert again == first.model_copy(update={"repeated": True})
    assert len((await library.diary("ann")).items) == len((await library.changes("ann")).items) == 1
    later = await library.log_watch(ann.writes("run-1", "call-2"), HEAT, TODAY, today=TODAY, rating=9)
    assert (later.repeated, len((await library.diary("ann")).items)) == (False, 2)


async def test_a_key_is_one_persons(library: JournaledLibrary, ann: Person, ben: Person) -> None:
    assert not (await library.rate(ann.writes("run-1", "call-1"), HEAT, 9)).repeated
    assert not (await library.rate(ben.writes("run-1", "call-1"), HEAT, 9)).repeated


async def test_every_write_repeats_even_after_the_world_moved_on(library: JournaledLibrary, ann: Person) -> None:
    made = await library.create_list(ann.writes("r", "make"), "Noir", titles=[HEAT])
    deleted = await library.delete_list(ann.writes("r", "delete"), made.value.list_id)
    dropped = await library.rate(ann.writes("r", "rate"), HEAT, 9)
    removed = await library.rate(ann.writes("r", "unrate"), HEAT, None)
    gone = await library.delete_entries(
        ann.writes("r", "gone"), [(await library.log_watch(ann.writes("r", "log"), HEAT, TODAY, today=TODAY)).value.entry_id]
    )
    undo = await library.undo(ann.writes("r", "undo"), told(gone).change_id)
    marked = {"repeated": True}
    assert await library.create_list(ann.writes("r", "make"), "Noir", titles=[HEAT]) == made.model_copy(update=marked)
    assert await library.delete_list(ann.writes("r", "delete"), "Noir") == deleted.model_copy(update=marked)
    assert await library.rate(ann.writes("r", "rate"), HEAT, 9) == dropped.model_copy(update=marked)
    assert await library.rate(ann.writes("r", "unrate"), HEAT, None) == removed.model_copy(update=marked)
    assert await library.undo(ann.writes("r", "undo"), told(gone).change_id) == undo.model_copy(update=marked)
    again = await library.delete_entries(ann.writes("r", "gone"), ["whatever"])
    assert (again.value, again.repeated, told(again).undone) == (gone.value, True, True)
    assert len((await library.changes("ann")).items) == 7


async def test_a_key_used_for_another_write_is_refused(library: JournaledLibrary, ann: Person) -> None:
    await library.rate(ann.writes("rest", "key"), HEAT, 9)
    with pytest.raises(Conflict, match="key"):
        await library.create_list(ann.writes("rest", "key"), "Noir")


@pytest.mark.parametrize("call_id", ["", "x" * 401, "nul\0", "half \ud800"])
async def test_a_key_is_short_plain_text(library: JournaledLibrary, ann: Person, call_id: str) -> None:
    with pytest.raises(BadInput, match="call_id"):
        await library.rate(ann.writes("rest").model_copy(update={"call_id": call_id}), HEAT, 9)


async def undo_that(library: JournaledLibrary, ann: Person, run_id: str) -> list[str]:
    """What the undo tool does."""
    changes = await library.last_written_run("ann", before_run=run_id)
    return [told(await library.undo(ann.writes(run_id, f"undo/{one.change_id}"), one.change_id)).summary for one in changes]


async def test_undo_that_is_every_change_of_the_last_run_that_wrote(library: JournaledLibrary, ann: Person) -> None:
    assert await library.last_written_run("ann", before_run="run-9") == []
    await library.rate(ann.writes("run-1"), HEAT, 9)
    await library.rate(ann.writes("run-2"), RONIN, 8)
    await library.rate(ann.writes("run-2"), THIEF, 7)
    assert await undo_that(library, ann, "run-3") == ["Undid: Rated Thief (1981) 7/10", "Undid: Rated Ronin (1998) 8/10"]
    assert await undo_that(library, ann, "run-4") == ["Undid: Rated Heat (1995) 9/10"]
    assert await undo_that(library, ann, "run-5") == []
    assert not (await library.ratings("ann")).items


async def test_a_redo_names_the_undo_and_can_be_undone_like_the_first_time(library: JournaledLibrary, ann: Person) -> None:
    await library.rate(ann.writes("run-1"), HEAT, 9)
    await undo_that(library, ann, "run-2")
    (undo,) = (await library.changes("ann", run_id="run-2")).items
    assert told(await library.undo(ann.writes("run-3"), undo.change_id)).summary == "Redid: Rated Heat (1995) 9/10"
    assert await undo_that(library, ann, "run-4") == ["Undid: Rated Heat (1995) 9/10"]


async def test_an_undo_that_crashed_and_comes_again_goes_on_with_the_same_run(library: JournaledLibrary, ann: Person) -> None:
    await library.rate(ann.writes("run-1"), HEAT, 9)
    await library.rate(ann.writes("run-2"), RONIN, 8)
    await library.rate(ann.writes("run-2"), THIEF, 7)
    newest = (await library.last_written_run("ann", before_run="run-3"))[0]
    await library.undo(ann.writes("run-3", f"undo/{newest.change_id}"), newest.change_id)
    for _ in range(2):
        said = await undo_that(library, ann, "run-3")
        assert said == ["Undid: Rated Thief (1981) 7/10", "Undid: Rated Ronin (1998) 8/10"]
        assert [one.title for one in (await library.ratings("ann")).items] == ["Heat"]
    assert len((await library.changes("ann")).items) == 5


async def test_by_rest_each_write_is_a_run(library: JournaledLibrary, ann: Person) -> None:
    await library.rate(ann.writes("run-1"), HEAT, 9)
    await library.rate(ann.writes("rest"), RONIN, 8)
    last = await library.rate(ann.writes("rest"), THIEF, 7)
    for before_run in ("run-2", "rest"):
        assert await library.last_written_run("ann", before_run=before_run) == [last.change]


async def test_what_is_undone_already_is_passed_over(library: JournaledLibrary, ann: Person) -> None:
    first = await library.rate(ann.writes("run-1"), HEAT, 9)
    second = await library.rate(ann.writes("run-2"), RONIN, 8)
    third = await library.rate(ann.writes("run-2"), THIEF, 7)
    await library.undo(ann.writes("rest"), told(third).change_id)
    assert await library.last_written_run("ann", before_run="run-3") == [second.change]
    assert await library.last_written_run("ann", before_run="run-2") == [first.change]
    await library.undo(ann.writes("run-4"), told(second).change_id)
    assert await library.last_written_run("ann", before_run="run-5") == [first.change]
