"""A plot index that counts shared words: REST tests need its interface, not its wit."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from domain import Neighbour, Title, TitleFilter
from errors import BadInput
from vectorstore.interface import Vectors

DIMENSIONS = 256


def vector(text: str) -> Vectors:
    """Words hashed into a unit vector."""
    counts = np.zeros(DIMENSIONS, dtype=np.float32)
    for word in text.casefold().split():
        counts[crc32(word.encode()) % DIMENSIONS] += 1
    return counts / max(float(np.linalg.norm(counts)), 1.0)


class WordIndex:
    """Implements `PlotIndex` in memory."""

    def __init__(self, titles: Sequence[Title]) -> None:
        self._titles = {title.title_id: title for title in titles}
        self._rows = {title.title_id: vector(title.overview) for title in titles}

    async def similar(
        self, *, text: str = "", title_ids: Sequence[str] = (), filters: TitleFilter | None = None, limit: int = 10
    ) -> Sequence[Neighbour]:
        asked = [self._rows[one] for one in title_ids if one in self._rows] + ([vector(text)] if text.strip() else [])
        if not asked:
            raise BadInput("Give a text or a title.")
        wanted = np.mean(asked, axis=0)
        near = [
            Neighbour(title_id=title_id, score=float(row @ wanted))
            for title_id, row in self._rows.items()
            if title_id not in title_ids and (filters is None or filters.matches(self._titles[title_id]))
        ]
        return sorted(near, key=lambda one: -one.score)[:limit]

    def vectors(self, title_ids: Sequence[str]) -> tuple[Sequence[str], Vectors]:
        known = [title_id for title_id in title_ids if title_id in self._rows]
        return known, np.stack([self._rows[one] for one in known]) if known else np.zeros((0, DIMENSIONS), dtype=np.float32)
