"""The diary: one entry a watch, and what a watch's rating does to the title's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import TypeAdapter

from domain import DiaryEntry, Origin, Page, TitleRef, Written
from errors import BadInput, NotFound
from library import words
from library.interface import DiarySort
from library.journal import Journaled, Moment, Plan, new_id
from library.limits import the_day, the_rating, the_review, the_titles
from library.pages import page_of
from library.ratings import rating_doc, title_doc
from library.rows import Doc, RowId, effects_between
from library.store import Query, Reader

ONE = TypeAdapter(DiaryEntry)
MANY: TypeAdapter[tuple[DiaryEntry, ...]] = TypeAdapter(tuple[DiaryEntry, ...])
FIELDS = ("watched_on", "rating", "review", "contains_spoilers", "rewatch")


def entry_of(entry_id: str, doc: Doc) -> DiaryEntry:
    """The entry that a row stands for."""
    return DiaryEntry.model_validate({**doc, "entry_id": entry_id})


class Diary(Journaled):
    """The part of the library that keeps watches."""

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
        """A new diary entry; a rating also sets the title's rating."""

        async def plan(moment: Moment) -> Plan[DiaryEntry]:
            [ref] = the_titles([title])
            day = the_day(watched_on, today)
            doc = {
                **title_doc(ref),
                "watched_on": day,
                "rating": None if rating is None else the_rating(rating),
                "review": None if review is None else the_review(review),
                "contains_spoilers": contains_spoilers and review is not None,
                "rewatch": await _seen_by(moment.rows, ref.title_id, day) if rewatch is None else rewatch,
                "created_at": moment.now,
                "order": moment.order(),
            }
            entry_id = new_id("ent")
            standing: RowId = ("rating", ref.title_id)
            after: dict[RowId, Doc | None] = {("entry", entry_id): doc}
            if rating is not None:
                after[standing] = _given_with(entry_id, doc, moment)
            effects = effects_between(await moment.rows.get([standing]), after)
            summary = words.logged(ref, day, rating, doc["review"], doc["rewatch"])
            return Plan(entry_of(entry_id, doc), effects, "watch.logged", summary, (ref.title_id,))

        return await self._write(origin, "log_watch", ONE, plan)

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
        """Corrects what is given; `clear` removes. A corrected rating corrects the title's too."""

        async def plan(moment: Moment) -> Plan[DiaryEntry]:
            if ("rating" in clear and rating is not None) or ("review" in clear and review is not None):
                raise BadInput("A rating or review is either given or cleared, not both.")
            doc = (await _entries(moment.rows, [entry_id]))["entry", entry_id]
            new: Doc = {**doc, **dict.fromkeys(clear)}
            if watched_on is not None:
                new["watched_on"] = the_day(watched_on, today)
            if rating is not None:
                new["rating"] = the_rating(rating)
            if review is not None:
                new["review"] = the_review(review)
            if rewatch is not None:
                new["rewatch"] = rewatch
            spoilers = doc["contains_spoilers"] if contains_spoilers is None else contains_spoilers
            new["contains_spoilers"] = spoilers and new["review"] is not None

            entry_row: RowId = ("entry", entry_id)
            standing: RowId = ("rating", doc["title_id"])
            before: dict[RowId, Doc] = {entry_row: doc, **await moment.rows.get([standing])}
            after: dict[RowId, Doc | None] = {entry_row: new}
            stands = before.get(standing, {})
            if rating is not None and (rating != doc["rating"] or rating != stands.get("rating")):
                after[standing] = _given_with(entry_id, new, moment)
            elif new["rating"] is None and stands.get("entry_id") == entry_id:
                after[standing] = await _fallback(moment.rows, doc["title_id"], without=[entry_id])
            entry, changed = entry_of(entry_id, new), [field for field in FIELDS if doc[field] != new[field]]
            effects = effects_between(before, after)
            return Plan(entry, effects, "watch.edited", words.corrected(entry, changed or ["rating"]), (entry.title_id,))

        return await self._write(origin, "edit_entry", ONE, plan)

    async def delete_entries(self, origin: Origin, entry_ids: Sequence[str]) -> Written[tuple[DiaryEntry, ...]]:
        """Removes entries, all or none; ratings given with them fall back."""

        async def plan(moment: Moment) -> Plan[tuple[DiaryEntry, ...]]:
            ids = list(dict.fromkeys(entry_ids))
            docs = await _entries(moment.rows, ids)
            after: dict[RowId, Doc | None] = dict.fromkeys(docs)
            standing = await moment.rows.get([("rating", one) for one in {doc["title_id"] for doc in docs.values()}])
            for row, rating in standing.items():
                if rating["entry_id"] in ids:
                    after[row] = await _fallback(moment.rows, row[1], without=ids)
            gone = tuple(entry_of(one, docs["entry", one]) for one in ids)
            titles = tuple(dict.fromkeys(entry.title_id for entry in gone))
            return Plan(gone, effects_between({**docs, **standing}, after), "watch.deleted", words.deleted(gone), titles)

        return await self._write(origin, "delete_entries", MANY, plan)

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
        query = Query(
            "entry",
            title_ids=title_ids,
            place_from=watched_from.isoformat() if watched_from else "",
            place_to=_after(watched_to.isoformat()) if watched_to else "",
            min_rating=min_rating,
            order=sort,
        )
        async with self.store.reading(user_id) as rows:
            return await page_of(rows, query, entry_of, limit=limit, cursor=cursor)


def _after(day: str) -> str:
    """Sorts behind every place of that day: places go on with "/", and "0" comes next."""
    return day + "0"


def _given_with(entry_id: str, entry: Doc, moment: Moment) -> Doc:
    title = TitleRef.model_validate(entry)
    return rating_doc(title, entry["rating"], rated_at=moment.now, order=moment.order(), entry_id=entry_id)


async def _seen_by(rows: Reader, title_id: str, day: str) -> bool:
    return bool(await rows.find(Query("entry", title_ids=[title_id], place_to=_after(day), limit=1)))


async def _entries(rows: Reader, entry_ids: Sequence[str]) -> dict[RowId, Doc]:
    found = await rows.get([("entry", one) for one in entry_ids])
    if len(found) < len(entry_ids):
        raise NotFound("That diary entry is not there." if len(entry_ids) == 1 else "Not all of those diary entries are there.")
    return dict(found)


async def _fallback(rows: Reader, title_id: str, *, without: Sequence[str]) -> Doc | None:
    """The rating given with the newest remaining watch of a title."""
    for key, doc, _ in await rows.find(Query("entry", title_ids=[title_id], min_rating=1)):
        if key not in without:
            title = TitleRef.model_validate(doc)
            return rating_doc(title, doc["rating"], rated_at=doc["created_at"], order=doc["order"], entry_id=key)
    return None
