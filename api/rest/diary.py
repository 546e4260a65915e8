"""`/v1/me/diary`: watches, each an entry of its own."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal, cast

from fastapi import APIRouter, Path, Query, status

from api.access import TheDoors, User
from api.rest.bodies import Body, Flag, Patch, StarRating, TitleId
from api.rest.days import TheDays
from api.rest.pages import Cursor, Limit
from api.rest.writing import Write
from domain import DiaryEntry, Page, RatingValue, ReviewText
from library.interface import DiarySort

router = APIRouter(prefix="/v1/me/diary", tags=["diary"])
EntryId = Annotated[str, Path(alias="entryId", max_length=64)]


class NewEntry(Body):
    """A watch to log. Without `watchedOn` it was today; without `rewatch` the diary tells."""

    title_id: TitleId
    watched_on: date | None = None
    rating: StarRating | None = None
    review: ReviewText | None = None
    contains_spoilers: Flag = False
    rewatch: Flag | None = None


class EntryPatch(Patch):
    """What to correct; null takes rating or review away."""

    clearable: ClassVar = frozenset({"rating", "review"})

    watched_on: date | None = None
    rating: StarRating | None = None
    review: ReviewText | None = None
    contains_spoilers: Flag | None = None
    rewatch: Flag | None = None


@router.get("")
async def read(
    doors: TheDoors,
    user: User,
    title_id: Annotated[list[str], Query(alias="titleId", max_length=100)] = [],  # noqa: B006 - FastAPI copies it
    watched_from: Annotated[date | None, Query(alias="watchedFrom")] = None,
    watched_to: Annotated[date | None, Query(alias="watchedTo")] = None,
    min_rating: Annotated[RatingValue | None, Query(alias="minRating")] = None,
    sort: DiarySort = "newest",
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Page[DiaryEntry]:
    """Watches, the newest day first."""
    return await doors.rooms.library.diary(
        user,
        title_ids=title_id,
        watched_from=watched_from,
        watched_to=watched_to,
        min_rating=min_rating,
        sort=sort,
        limit=limit,
        cursor=cursor,
    )


@router.post("", status_code=status.HTTP_201_CREATED)
async def log_watch(doors: TheDoors, write: Write, days: TheDays, body: NewEntry) -> DiaryEntry:
    """Logs a watch. Its rating also becomes the title's; lists are left alone."""
    title = await doors.rooms.catalog.get(body.title_id)
    written = await doors.rooms.library.log_watch(
        await write.origin(),
        title.ref,
        body.watched_on or days.today,
        today=days.latest,
        rating=body.rating,
        review=body.review,
        contains_spoilers=body.contains_spoilers,
        rewatch=body.rewatch,
    )
    return write.told(written)


@router.patch("/{entryId}")
async def correct(doors: TheDoors, write: Write, days: TheDays, entry_id: EntryId, body: EntryPatch) -> DiaryEntry:
    """Corrects an entry; what is left out stays. A corrected rating corrects the title's too."""
    written = await doors.rooms.library.edit_entry(
        await write.origin(),
        entry_id,
        today=days.latest,
        watched_on=body.watched_on,
        rating=body.rating,
        review=body.review,
        contains_spoilers=body.contains_spoilers,
        rewatch=body.rewatch,
        clear=cast(list[Literal["rating", "review"]], body.cleared),
    )
    return write.told(written)


@router.delete("/{entryId}", status_code=status.HTTP_204_NO_CONTENT)
async def remove(doors: TheDoors, write: Write, entry_id: EntryId) -> None:
    """Removes an entry."""
    write.told(await doors.rooms.library.delete_entries(await write.origin(), [entry_id]))
