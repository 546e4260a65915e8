"""The library above any store: its parts put together, and what looks across them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain import Marks, Taste
from library.diary import Diary
from library.history import History
from library.lists import Lists
from library.preferences import Preferences, preference_docs, preference_of
from library.ratings import Ratings
from library.store import Brief

WATCHED_LISTS = ("completed",)  # putting a title there says that it was seen, with or without a diary entry
TOLD_LISTS = ("watchlist", "favorites", *WATCHED_LISTS)


class JournaledLibrary(Diary, Ratings, Lists, Preferences, History):
    """Implements `library.Library` on a `Store`."""

    async def marks(self, user_id: str, title_ids: Sequence[str]) -> Mapping[str, Marks]:
        """What the user did with each of `title_ids`; every asked id is a key."""
        if not title_ids:
            return {}
        async with self.store.reading(user_id) as rows:
            briefs = await rows.briefs(("entry", "rating", "item"), parents=TOLD_LISTS, title_ids=title_ids)
        taste = _taste(briefs)
        return {
            one: Marks(on_watchlist=one in taste.watchlist, watched=one in taste.watched, my_rating=taste.ratings.get(one))
            for one in title_ids
        }

    async def taste(self, user_id: str) -> Taste:
        """All that ranking may know of a person."""
        async with self.store.reading(user_id) as rows:
            briefs = await rows.briefs(("entry", "rating", "item"), parents=TOLD_LISTS, title_ids=None)
            remembered = await preference_docs(rows)
        return _taste(briefs).model_copy(update={"preferences": tuple(map(preference_of, remembered.values()))})

    async def delete_everything(self, user_id: str) -> None:
        """Removes all of a user's data, the journal included. It cannot be undone."""
        await self.store.delete_user(user_id)

    async def aclose(self) -> None:
        """Lets go of the store."""
        await self.store.aclose()


def _taste(briefs: Sequence[Brief]) -> Taste:
    return Taste(
        ratings={one.title_id: one.rating for one in briefs if one.kind == "rating" and one.rating is not None},
        watched=frozenset(one.title_id for one in briefs if one.kind == "entry" or one.parent in WATCHED_LISTS),
        watchlist=frozenset(one.title_id for one in briefs if one.parent == "watchlist"),
        favorites=frozenset(one.title_id for one in briefs if one.parent == "favorites"),
    )
