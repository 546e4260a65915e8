"""`/v1/titles`: which titles there are. Open to all; who is signed in also sees what they did with each."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.access import TheDoors, UserOrNone
from api.rest.cards import cards
from api.rest.filters import Discovery, Similarity
from api.rest.pages import Cursor, Limit
from catalog import Facets
from domain import MediaType, Page, TitleCard
from tools.results import Shown

router = APIRouter(prefix="/v1/titles", tags=["titles"])


class TitleDetails(TitleCard):
    """A card with all else that the catalogue knows."""

    original_title: str | None
    release_date: date | None
    directors: tuple[str, ...]
    cast: tuple[str, ...]
    language: str | None
    vote_count: int
    moods: tuple[str, ...]
    themes: tuple[str, ...]
    imdb_id: str | None


class SimilarTitle(TitleCard):
    """A card with how near it is: cosine similarity, -1 to 1."""

    score: float


class Discovered(Page[TitleCard]):
    """A page of titles and how all titles that pass the filters divide."""

    facets: Facets


@router.get("")
async def search(
    doors: TheDoors,
    user: UserOrNone,
    q: Annotated[str, Query(min_length=2, max_length=200, description="A title, or part of one; typos are forgiven.")],
    year: Annotated[int | None, Query(ge=1870, le=2200)] = None,
    type_: Annotated[MediaType | None, Query(alias="type")] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Page[TitleCard]:
    """Titles by name, best first."""
    page = await doors.rooms.catalog.search(q, year=year, media_type=type_, limit=limit, cursor=cursor)
    return Page(items=tuple(await cards(doors, user, [Shown(title) for title in page.items])), next_cursor=page.next_cursor)


@router.get("/suggest")
async def suggest(
    doors: TheDoors,
    user: UserOrNone,
    q: Annotated[str, Query(min_length=1, max_length=200, description="What has been typed so far.")],
    limit: Annotated[int, Query(ge=1, le=20)] = 8,
) -> Page[TitleCard]:
    """Autocomplete: titles that may be meant."""
    titles = await doors.rooms.catalog.suggest(q, limit=limit)
    return Page(items=tuple(await cards(doors, user, [Shown(title) for title in titles])))


@router.get("/discover")
async def discover(doors: TheDoors, user: UserOrNone, asked: Annotated[Discovery, Query()]) -> Discovered:
    """Titles by facts, with facets over all that pass."""
    filters = asked.filters()
    page = await doors.rooms.catalog.discover(filters, sort=asked.sort, limit=asked.limit, cursor=asked.cursor)
    items = await cards(doors, user, [Shown(title) for title in page.items])
    return Discovered(items=tuple(items), next_cursor=page.next_cursor, facets=await doors.rooms.catalog.facets(filters))


@router.post("/similar")
async def similar(doors: TheDoors, user: UserOrNone, asked: Similarity) -> Page[SimilarTitle]:
    """Titles whose plot is near a text, near other titles, or both. An unknown title among `titleIds` is not found."""
    for title_id in asked.title_ids:
        await doors.rooms.catalog.get(title_id)
    near = await doors.rooms.index.similar(text=asked.text, title_ids=asked.title_ids, filters=asked.filters, limit=asked.limit)
    titles = await doors.rooms.catalog.get_many([one.title_id for one in near])
    known = [one for one in near if one.title_id in titles]
    shown = await cards(doors, user, [Shown(titles[one.title_id], evidence=asked.title_ids) for one in known])
    return Page(items=tuple(SimilarTitle(**card.model_dump(), score=one.score) for card, one in zip(shown, known, strict=True)))


@router.get("/{titleId}")
async def details(doors: TheDoors, user: UserOrNone, title_id: Annotated[str, Path(alias="titleId")]) -> TitleDetails:
    """All that is known of one title."""
    title = await doors.rooms.catalog.get(title_id)
    (card,) = await cards(doors, user, [Shown(title)])
    return TitleDetails(**(title.model_dump(include=set(TitleDetails.model_fields)) | card.model_dump()))
