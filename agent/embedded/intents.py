"""What a clause wants when no frame fits: the nearest example utterances, by sentence embeddings."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Embed = Callable[[Sequence[str]], npt.NDArray[np.float32]]
STAND_INS = {"T": "Inception", "P": "Tom Hanks", "D": "yesterday", "R": "8", "W": "my watchlist"}
NEIGHBOURS = 4
REMEMBERED = 4_096  # clauses whose vectors are kept: a turn asks for the same ones at each of its model calls


class IntentClassifier:
    """Nearest examples, embedded once in one batch."""

    def __init__(self, examples: Mapping[str, Sequence[str]], embed: Embed) -> None:
        self._embed = embed
        self._labels = [intent for intent, said in examples.items() for _ in said]
        self._matrix = embed([text for said in examples.values() for text in said])
        self._kept: OrderedDict[str, npt.NDArray[np.float32]] = OrderedDict()

    def scores(self, clause: str) -> dict[str, float]:
        """Cosine of `clause` to each intent: its best example, a little firmer where several examples agree."""
        cosines = self._matrix @ self._vector(clause)
        nearest = np.argsort(-cosines)[:NEIGHBOURS]
        out: dict[str, float] = {}
        for at, cosine in enumerate(cosines):
            label = self._labels[at]
            out[label] = max(out.get(label, -1.0), float(cosine))
        for at in nearest:
            out[self._labels[at]] += 0.02
        return out

    def _vector(self, clause: str) -> npt.NDArray[np.float32]:
        found = self._kept.pop(clause, None)
        if found is None:
            found = self._embed([clause])[0]
        self._kept[clause] = found
        while len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)
        return found
