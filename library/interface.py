"""What every library answers, whichever store keeps it.

Every write takes an `Origin` (who, and the key under which a repeat has no effect), happens in one
transaction with its journal entry, and returns `Written`: the value, the change, and whether this
was a repeat. A write that would change nothing returns `change=None`. All writes raise BadInput for
values outside their limits and NotFound for entries or lists the user does not have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, Protocol, runtime_checkable

from domain import Change, DiaryEntry, FilmList, ListItem, Marks, Origin, Page, Preference, Rating, Taste, TitleRef, Written

DiarySort = Literal["newest", "oldest", "highest", "lowest"]


@runtime_checkable
class Library(Protocol):
    """A person's film life. List ids are system names ("watchlist") or ids; every read is one user's own."""

    # -- diary ---------------------------------------------------------------------------------
    async def log_watch(
        self,
        origin: Origin,
        title: TitleRef,
        watched_on: date,
        *,
        today: date,
        rating: int | None = None,
        review: str | None = None,
        contains_spoilers: bool = False,
        rewatch: bool | None = None,
    ) -> Written[DiaryEntry]:
        """A new diary entry; a rating also sets the title's rating. `rewatch` None: told by earlier entries.

        `today` is the user's own day: a later `watched_on` is BadInput. Lists are left alone.
        """
        ...

    async def edit_entry(
        self,
        origin: Origin,
        entry_id: str,
        *,
        today: date,
        watched_on: date | None = None,
        rating: int | None = None,
        review: str | None = None,
        contains_spoilers: bool | None = None,
        rewatch: bool | None = None,
        clear: Sequence[Literal["rating", "review"]] = (),
    ) -> Written[DiaryEntry]:
        """Corrects what is given (None: as it was); `clear` removes. A corrected rating corrects the title's too."""
        ...

    async def delete_entries(self, origin: Origin, entry_ids: Sequence[str]) -> Written[tuple[DiaryEntry, ...]]:
        """Removes entries, all or none. The title's rating stays, unless it was given with a removed entry and stands unchanged:
        then it falls back to the latest rating given with a remaining watch of the title, or goes."""
        ...

    async def diary(
        self,
        user_id: str,
        *,
        title_ids: Sequence[str] = (),
        watched_from: date | None = None,
        watched_to: date | None = None,
        min_rating: int | None = None,
        sort: DiarySort = "newest",
        limit: int = 20,
        cursor: str | None = None,
    ) -> Page[DiaryEntry]:
        """Watches, newest watch day first (then newest written first)."""
        ...

    # -- ratings -------------------------------------------------------------------------------
    async def rate(self, origin: Origin, title: TitleRef, rating: int | None) -> Written[Rating | None]:
        """Sets the rating of a title; None removes it. No diary entry is made or touched."""
        ...

    async def ratings(
        self,
        user_id: str,
        *,
        title_ids: Sequence[str] = (),
        min_rating: int | None = None,
        sort: DiarySort = "newest",
        limit: int = 20,
        cursor: str | None = None,
    ) -> Page[Rating]:
        """Ratings that stand now."""
        ...

    # -- lists ---------------------------------------------------------------------------------
    async def create_list(
        self, origin: Origin, name: str, *, description: str = "", titles: Sequence[TitleRef] = ()
    ) -> Written[FilmList]:
        """A new list with its first titles, one change. A name in use (whatever its case) is Conflict."""
        ...

    async def edit_list(
        self, origin: Origin, list_id: str, *, name: str | None = None, description: str | None = None
    ) -> Written[FilmList]:
        """Renames or describes a custom list; system lists keep their name."""
        ...

    async def delete_list(self, origin: Origin, list_id: str) -> Written[FilmList]:
        """Removes a custom list with what is on it; a system list is BadInput (clear it instead)."""
        ...

    async def clear_list(self, origin: Origin, list_id: str) -> Written[FilmList]:
        """Takes every title off a list."""
        ...

    async def add_to_list(self, origin: Origin, list_id: str, titles: Sequence[TitleRef]) -> Written[FilmList]:
        """Adds titles at the end, in order; those already there are left as they are."""
        ...

    async def remove_from_list(self, origin: Origin, list_id: str, title_ids: Sequence[str]) -> Written[FilmList]:
        """Takes titles off a list; those not on it are no error."""
        ...

    async def lists(self, user_id: str, *, limit: int = 100, cursor: str | None = None) -> Page[FilmList]:
        """System lists first (they always exist), then custom ones by name."""
        ...

    async def find_list(self, user_id: str, id_or_name: str) -> FilmList:
        """A list by id, or by name whatever its case. Raises NotFound."""
        ...

    async def list_items(self, user_id: str, list_id: str, *, limit: int = 20, cursor: str | None = None) -> Page[ListItem]:
        """What is on a list, latest added first."""
        ...

    # -- preferences ---------------------------------------------------------------------------
    async def remember(self, origin: Origin, preference: Preference) -> Written[Preference]:
        """Keeps one preference. The same (about, value) with another stance replaces the old one."""
        ...

    async def forget(self, origin: Origin, about: str, value: str) -> Written[Preference | None]:
        """Drops a preference; none to drop is no error."""
        ...

    async def set_preferences(self, origin: Origin, preferences: Sequence[Preference]) -> Written[tuple[Preference, ...]]:
        """Replaces them all, as one change."""
        ...

    async def preferences(self, user_id: str) -> Sequence[Preference]:
        """All that is remembered, oldest first."""
        ...

    # -- journal -------------------------------------------------------------------------------
    async def changes(
        self, user_id: str, *, run_id: str | None = None, limit: int = 20, cursor: str | None = None
    ) -> Page[Change]:
        """The journal, newest first; undone changes stay in it, marked."""
        ...

    async def undo(self, origin: Origin, change_id: str) -> Written[Change]:
        """Undoes one change, as a change of its own (which can be undone in turn).

        Rows written again since by another change are not overwritten: Conflict, and nothing is undone.
        A change already undone is Conflict too; a change that is not undoable is BadInput.
        """
        ...

    async def last_written_run(self, user_id: str, *, before_run: str) -> Sequence[Change]:
        """The changes of the last run other than `before_run` that wrote, newest first; empty when there is none.

        Undos are passed over: saying "undo" twice goes back twice.
        """
        ...

    # -- the whole -----------------------------------------------------------------------------
    async def marks(self, user_id: str, title_ids: Sequence[str]) -> Mapping[str, Marks]:
        """What the user did with each of `title_ids`; every asked id is a key."""
        ...

    async def taste(self, user_id: str) -> Taste:
        """All that ranking may know of a person."""
        ...

    async def delete_everything(self, user_id: str) -> None:
        """Removes all of a user's data, the journal included. It cannot be undone."""
        ...
