"""Random lives: whatever was done, the journal plays to the rows, and undoing all of it leads back to nothing."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from domain import Origin, Page, Preference, Taste, TitleRef
from errors import RafilmError
from library import JournaledLibrary
from tests.library.conftest import TODAY, Agreement, Opener

T = TypeVar("T")

films = st.integers(1, 4).map(lambda number: TitleRef(title_id=f"movie-{number}", title=f"Film {number}"))
days = st.integers(0, 3).map(lambda back: TODAY - timedelta(days=back))
ratings = st.none() | st.integers(1, 10)
names = st.sampled_from(["Noir", "noir", "Later", "Watchlist"])
stances = st.sampled_from(["like", "dislike"])
tastes = st.builds(Preference, about=st.sampled_from(["genre", "max_runtime"]), value=st.sampled_from(["90", "120"]), stance=stances)
which = st.integers(0, 20)
numbers = itertools.count()


class Life(RuleBasedStateMachine):
    """One person's random writes. A refused write leaves no trace: the journal would not play to the rows."""

    def __init__(self, runner: asyncio.Runner, library: JournaledLibrary, agree: Agreement) -> None:
        super().__init__()
        self.run, self.library, self.agree = runner.run, library, agree
        self.user_id = f"person-{next(numbers)}"
        self.journal = 0

    def write(self, operation: str, *arguments: Any, **named: Any) -> None:
        origin = Origin(user_id=self.user_id, run_id="run", call_id=str(next(numbers)))
        try:
            written = self.run(getattr(self.library, operation)(origin, *arguments, **named))
        except RafilmError:
            return
        self.journal += written.change is not None

    def some(self, reading: Coroutine[Any, Any, Page[T]], number: int) -> T | None:
        """One of what there is, or a wrong id."""
        items = self.run(reading).items
        return items[number % len(items)] if items else None

    def a_list(self, number: int) -> str:
        found = self.some(self.library.lists(self.user_id), number)
        return found.list_id if found else ""

    def a_change(self, number: int) -> str:
        found = self.some(self.library.changes(self.user_id), number)
        return found.change_id if found else ""

    @rule(film=films, day=days, rating=ratings)
    def log(self, film: TitleRef, day: date, rating: int | None) -> None:
        self.write("log_watch", film, day, today=TODAY, rating=rating)

    @rule(number=which, day=st.none() | days, rating=ratings, clear=st.sampled_from([(), ("rating",)]))
    def edit(self, number: int, day: date | None, rating: int | None, clear: tuple[str, ...]) -> None:
        if entry := self.some(self.library.diary(self.user_id), number):
            self.write("edit_entry", entry.entry_id, today=TODAY, watched_on=day, rating=rating, clear=clear)

    @rule(numbers=st.lists(which, max_size=3))
    def delete(self, numbers: list[int]) -> None:
        entries = [self.some(self.library.diary(self.user_id), number) for number in numbers]
        self.write("delete_entries", [entry.entry_id for entry in entries if entry] or ["ent_none"])

    @rule(film=films, rating=ratings)
    def rate(self, film: TitleRef, rating: int | None) -> None:
        self.write("rate", film, rating)

    @rule(name=names, titles=st.lists(films, max_size=2))
    def create_list(self, name: str, titles: list[TitleRef]) -> None:
        self.write("create_list", name, titles=titles)

    @rule(number=which, name=names)
    def rename(self, number: int, name: str) -> None:
        self.write("edit_list", self.a_list(number), name=name)

    @rule(number=which, titles=st.lists(films, max_size=3))
    def add(self, number: int, titles: list[TitleRef]) -> None:
        self.write("add_to_list", self.a_list(number), titles)

    @rule(number=which, titles=st.lists(films, max_size=3))
    def remove(self, number: int, titles: list[TitleRef]) -> None:
        title_ids = [title.title_id for title in titles]
        self.write("remove_from_list", self.a_list(number), title_ids)

    @rule(number=which, operation=st.sampled_from(["clear_list", "delete_list"]))
    def empty(self, number: int, operation: str) -> None:
        self.write(operation, self.a_list(number))

    @rule(taste=tastes)
    def remember(self, taste: Preference) -> None:
        self.write("remember", taste)

    @rule(all_of_them=st.lists(tastes, max_size=3))
    def set_preferences(self, all_of_them: list[Preference]) -> None:
        self.write("set_preferences", all_of_them)

    @precondition(lambda self: self.journal)
    @rule(number=which)
    def undo_some(self, number: int) -> None:
        self.write("undo", self.a_change(number))

    @precondition(lambda self: self.journal)
    @rule()
    def undo_last(self) -> None:
        self.write("undo", self.a_change(0))

    def teardown(self) -> None:
        """Newest first, every change is undone, redone ones and undos too: nothing is left but the journal."""
        assert self.run(self.agree(self.library, self.user_id)) == self.journal
        for change in self.run(self.library.changes(self.user_id, limit=100)).items:
            origin = Origin(user_id=self.user_id, run_id="teardown", call_id=str(next(numbers)))
            self.run(self.library.undo(origin, change.change_id))
        assert self.run(self.library.taste(self.user_id)) == Taste()
        assert self.run(self.library.diary(self.user_id)).items == ()
        assert [one.item_count for one in self.run(self.library.lists(self.user_id)).items] == [0, 0, 0, 0]
        assert self.run(self.agree(self.library, self.user_id)) == 2 * self.journal


def test_random_lives(opened: Opener, agree: Agreement) -> None:
    with asyncio.Runner() as runner:
        opening = opened()
        library = runner.run(opening.__aenter__())
        try:
            run_state_machine_as_test(
                lambda: Life(runner, library, agree),  # type: ignore[arg-type]  # a factory will do
                settings=settings(
                    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
                ),
            )
        finally:
            runner.run(opening.__aexit__(None, None, None))
