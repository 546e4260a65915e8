"""`GET /v1/me/recommendations`: what to watch next, and why."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.access import TheDoors, User
from api.rest.cards import cards
from domain import Page, TitleCard
from tools.results import Shown

router = APIRouter(prefix="/v1/me/recommendations", tags=["recommendations"])


class RecommendedTitle(TitleCard):
    """A card whose `reason` leans on its `evidence`; `source` is the engine that ranked it."""

    score: float
    source: str


@router.get("")
async def read(doors: TheDoors, user: User, limit: Annotated[int, Query(ge=1, le=100)] = 10) -> Page[RecommendedTitle]:
    """Best first; never a title that was watched or rated."""
    taste = await doors.rooms.library.taste(user)
    best = await doors.rooms.recommender.recommend(user, taste, limit=limit)
    shown = await cards(doors, user, [Shown(one.title, one.reason, one.evidence) for one in best])
    return Page(
        items=tuple(
            RecommendedTitle(**card.model_dump(), score=one.score, source=one.source) for card, one in zip(shown, best, strict=True)
        )
    )
