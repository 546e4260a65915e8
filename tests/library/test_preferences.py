from __future__ import annotations

from typing import Any

import pytest

from domain import Preference
from errors import BadInput
from library import JournaledLibrary
from tests.library.conftest import Person, told

HORROR = Preference(about="genre", value="Horror", stance="dislike")
MANN = Preference(about="person", value="Michael Mann")
SHORT = Preference(about="max_runtime", value="120")


async def test_remember_and_forget(library: JournaledLibrary, ann: Person) -> None:
    for one in (HORROR, MANN, SHORT):
        written = await library.remember(ann.writes(), one)
        assert (written.value, told(written).kind) == (one, "preference.remembered")
    assert await library.preferences("ann") == (HORROR, MANN, SHORT)
    gone = await library.forget(ann.writes(), "person", "michael mann")
    assert (gone.value, told(gone).kind, told(gone).summary) == (MANN, "preference.forgotten", "Forgot: likes Michael Mann")
    none = await library.forget(ann.writes(), "person", "michael mann")
    assert (none.value, none.change) == (None, None)
    assert await library.preferences("ann") == (HORROR, SHORT)
    assert await library.preferences("ben") == ()


@pytest.mark.parametrize(
    ("preference", "summary"),
    [
        (HORROR, "Remembered: dislikes Horror films"),
        (SHORT, "Remembered: at most 120 minutes"),
        (Preference(about="note", value="No dog may die"), "Remembered: “No dog may die”"),
        (Preference(about="theme", value="superhero", stance="dislike"), "Remembered: dislikes superhero films"),
        (Preference(about="title", value="movie-329865", label="Arrival"), "Remembered: likes Arrival"),
    ],
)
async def test_what_the_journal_says(library: JournaledLibrary, ann: Person, preference: Preference, summary: str) -> None:
    assert told(await library.remember(ann.writes(), preference)).summary == summary


async def test_the_same_again_is_no_change_and_another_stance_replaces(library: JournaledLibrary, ann: Person) -> None:
    await library.remember(ann.writes(), HORROR)
    again = await library.remember(ann.writes(), Preference(about="genre", value=" horror ", stance="dislike"))
    assert (again.value, again.change) == (HORROR, None)
    now = await library.remember(ann.writes(), Preference(about="genre", value="horror"))
    assert await library.preferences("ann") == (now.value,)
    assert now.value.stance == "like"


async def test_a_person_has_one_longest_runtime(library: JournaledLibrary, ann: Person) -> None:
    await library.remember(ann.writes(), SHORT)
    await library.remember(ann.writes(), Preference(about="max_runtime", value="090"))
    assert await library.preferences("ann") == (Preference(about="max_runtime", value="90"),)


@pytest.mark.parametrize(("about", "value"), [("max_runtime", "two hours"), ("max_runtime", "0"), ("max_runtime", "²"), ("note", "\0")])
async def test_a_value_outside_its_limits(library: JournaledLibrary, ann: Person, about: Any, value: str) -> None:
    with pytest.raises(BadInput):
        await library.remember(ann.writes(), Preference(about=about, value=value))
    assert await library.preferences("ann") == ()


async def test_replacing_all_is_one_change_that_undo_takes_back(library: JournaledLibrary, ann: Person) -> None:
    await library.remember(ann.writes(), HORROR)
    await library.remember(ann.writes(), SHORT)
    new = [MANN, Preference(about="max_runtime", value="150"), HORROR]
    written = await library.set_preferences(ann.writes(), new)
    assert told(written).kind == "preferences.set"
    assert set(written.value) == set(new)
    assert await library.preferences("ann") == written.value
    assert (await library.set_preferences(ann.writes(), new)).change is None
    await library.undo(ann.writes(), told(written).change_id)
    assert await library.preferences("ann") == (HORROR, SHORT)
