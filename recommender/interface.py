"""What every recommender answers, the embedded engine and Personalize alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from domain import Recommendation, Taste, TitleFilter


@runtime_checkable
class Recommender(Protocol):
    """Ranks what a person has not seen."""

    async def recommend(
        self, user_id: str, taste: Taste, *, filters: TitleFilter | None = None, limit: int = 10
    ) -> Sequence[Recommendation]:
        """Best first; never a watched or rated title, never one that `filters` excludes; each with a reason and its evidence."""
        ...
