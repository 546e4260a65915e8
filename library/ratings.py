"""Ratings: the one that stands for each title. It remembers with which diary entry it was given, if with one."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter

from domain import Origin, Page, Rating, TitleRef, Written
from library import words
from library.interface import DiarySort
from library.journal import Journaled, Moment, Plan
from library.limits import the_rating, the_titles
from library.pages import page_of
from library.rows import Doc, RowId, effects_between
from library.store import Query

SHAPE: TypeAdapter[Rating | None] = TypeAdapter(Rating | None)


def rating_doc(title: TitleRef, rating: int, *, rated_at: str, order: str, entry_id: str | None = None) -> Doc:
    """A rating's row."""
    return {**title_doc(title), "rating": rating, "rated_at": rated_at, "order": order, "entry_id": entry_id}


def title_doc(title: TitleRef) -> Doc:
    """What every row remembers of its title."""
    return {"title_id": title.title_id, "title": title.title, "year": title.year}


def rating_of(_key: str, doc: Doc) -> Rating:
    """The rating that a row stands for."""
    return Rating.model_validate(doc)


class Ratings(Journaled):
    """The part of the library that rates."""

    async def rate(self, origin: Origin, title: TitleRef, rating: int | None) -> Written[Rating | None]:
        """Sets the rating of a title; None removes it."""

        async def plan(moment: Moment) -> Plan[Rating | None]:
            [ref] = the_titles([title])
            row: RowId = ("rating", ref.title_id)
            before = await moment.rows.get([row])
            had = before.get(row)
            if rating is None:
                after = None
            elif had and had["rating"] == the_rating(rating):
                after = had
            else:
                after = rating_doc(ref, the_rating(rating), rated_at=moment.now, order=moment.order())
            return Plan(
                rating_of(ref.title_id, after) if after else None,
                effects_between(before, {row: after}),
                "rating.set" if after else "rating.removed",
                words.rated(ref, had["rating"] if had else None, rating),
                (ref.title_id,),
            )

        return await self._write(origin, "rate", SHAPE, plan)

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
        query = Query("rating", title_ids=title_ids, min_rating=min_rating, order=sort)
        async with self.store.reading(user_id) as rows:
            return await page_of(rows, query, rating_of, limit=limit, cursor=cursor)
