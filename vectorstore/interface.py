"""What the other rooms may ask of vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from domain import Neighbour, TitleFilter

Vectors = npt.NDArray[np.float32]


@runtime_checkable
class Embedder(Protocol):
    """Text to unit vectors. `name` identifies model and version: vectors of two names never mix."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimensions), rows of length 1. Blocking: a few ms a text."""
        ...


@runtime_checkable
class PlotIndex(Protocol):
    """Semantic search over plots."""

    async def similar(
        self, *, text: str = "", title_ids: Sequence[str] = (), filters: TitleFilter | None = None, limit: int = 10
    ) -> Sequence[Neighbour]:
        """Titles whose plot is nearest to the text, to the titles, or to both, best first; exact under `filters`.

        The titles asked about are never among the answers. Raises BadInput when neither text nor a known title is given.
        """
        ...

    def vectors(self, title_ids: Sequence[str]) -> tuple[Sequence[str], Vectors]:
        """The known ones among `title_ids` and their rows, shape (n, dimensions)."""
        ...
