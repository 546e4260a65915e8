"""Choosing a list that does not repeat itself: maximal marginal relevance over the best-ranked titles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from recommender.features import Features, Floats
from recommender.traits import Traits, same_series
from recommender.weights import REPEATED_DIRECTOR, REPEATED_FRANCHISE


def diversify(features: Features, pool: Sequence[int], scores: Floats, limit: int, same_kind: float) -> list[tuple[int, float]]:
    """Up to `limit` rows of `pool`, best first, each with its score less what it repeats; these never rise down the list.

    Greedy: score − same_kind · (likeness to the nearest chosen) − a penalty for every chosen title by the same director or
    of the same series. Penalties only; where everything repeats (one person's films were asked for), the list stays full.
    """
    left = list(pool)
    worth = scores[left].astype(np.float64)
    nearest = np.zeros(len(left))
    chosen: list[tuple[int, float]] = []
    while left and len(chosen) < limit:
        best = int(np.argmax(worth - same_kind * nearest))
        row = left[best]
        chosen.append((row, float(worth[best] - same_kind * nearest[best])))
        left.pop(best)
        worth, nearest = np.delete(worth, best), np.delete(nearest, best)
        nearest = np.maximum(nearest, _likeness(features, row, left))
        worth = worth - np.array([_repeats(features.traits[row], features.traits[other]) for other in left])
    return chosen


def _likeness(features: Features, row: int, others: Sequence[int]) -> npt.NDArray[np.float64]:
    """0 to 1: the mean of the overlap in genres and moods (Jaccard) and the plots' cosine."""
    kinds = features.traits[row].kinds
    shared = np.array([len(kinds & features.traits[other].kinds) for other in others])
    together = np.array([len(kinds | features.traits[other].kinds) for other in others])
    cosines = (features.plots[list(others)] @ features.plots[row]).clip(0, 1)
    return np.asarray((shared / np.maximum(together, 1) + cosines) / 2)


def _repeats(chosen: Traits, other: Traits) -> float:
    same_director = not chosen.directors.isdisjoint(other.directors)
    return REPEATED_DIRECTOR * same_director + REPEATED_FRANCHISE * same_series(chosen, other)
