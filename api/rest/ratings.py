"""`/v1/me/ratings`: the rating that stands for each title."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, status

from api.access import TheDoors, User
from api.rest.bodies import Body, StarRating
from api.rest.pages import Cursor, Limit
from api.rest.writing import Write
from domain import Page, Rating, RatingValue
from library.interface import DiarySort

router = APIRouter(prefix="/v1/me/ratings", tags=["ratings"])
InPath = Annotated[str, Path(alias="titleId", max_length=64)]


class NewRating(Body):
    """1-10; 4½ stars are 9."""

    rating: StarRating


@router.get("")
async def read(
    doors: TheDoors,
    user: User,
    title_id: Annotated[list[str], Query(alias="titleId", max_length=100)] = [],  # noqa: B006 - FastAPI copies it
    min_rating: Annotated[RatingValue | None, Query(alias="minRating")] = None,
    sort: DiarySort = "newest",
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Page[Rating]:
    """Ratings that stand now."""
    return await doors.rooms.library.ratings(user, title_ids=title_id, min_rating=min_rating, sort=sort, limit=limit, cursor=cursor)


@router.put("/{titleId}")
async def rate(doors: TheDoors, write: Write, title_id: InPath, body: NewRating) -> Rating:
    """Rates a title; no diary entry is made or touched."""
    title = await doors.rooms.catalog.get(title_id)
    standing = write.told(await doors.rooms.library.rate(await write.origin(), title.ref, body.rating))
    assert standing is not None  # None is only what a removed rating leaves
    return standing


@router.delete("/{titleId}", status_code=status.HTTP_204_NO_CONTENT)
async def remove(doors: TheDoors, write: Write, title_id: InPath) -> None:
    """Takes the rating of a title away; none to take is no error."""
    title = await doors.rooms.catalog.get(title_id)
    write.told(await doors.rooms.library.rate(await write.origin(), title.ref, None))
