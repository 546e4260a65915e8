"""Choosing a list that does not repeat itself: maximal marginal relevance over the best-ranked titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from domain import Title
from recommender.features import Features, Floats
from recommender.weights import REPEATED_DIRECTOR, REPEATED_FRANCHISE

_SEQUEL_NUMBER = re.compile(r"\s+(?:(?:part|vol\.?|episode|chapter)\s+)?(?:\d{1,2}|[ivx]+)$", re.IGNORECASE)
_SUBTITLE = re.compile(r"\s*(?::|\s[–-]\s|\s(?:&|and) the\s).*$", re.IGNORECASE)


def franchise(title: Title) -> str:
    """What a series' titles have in common by name: 'toy story' for 'Toy Story 2', 'harry potter' for 'Harry Potter and the …'."""
    stem = _SEQUEL_NUMBER.sub("", _SUBTITLE.sub("", title.title))
    return stem.casefold().removeprefix("the ")


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
        worth = worth - np.array([_repeats(features.titles[row], features.titles[other]) for other in left])
    return chosen


def _likeness(features: Features, row: int, others: Sequence[int]) -> npt.NDArray[np.float64]:
    """0 to 1: the mean of the overlap in genres and moods (Jaccard) and the plots' cosine."""
    kinds = _kinds(features.titles[row])
    overlap = np.array([len(kinds & theirs) / max(len(kinds | theirs), 1) for theirs in (_kinds(features.titles[i]) for i in others)])
    return np.asarray((overlap + (features.plots[list(others)] @ features.plots[row]).clip(0, 1)) / 2)


def _kinds(title: Title) -> set[str]:
    return {*title.genres, *title.moods}


def _repeats(chosen: Title, other: Title) -> float:
    same_director = not set(chosen.directors).isdisjoint(other.directors)
    same_series = franchise(chosen) == franchise(other) or len(set(chosen.cast) & set(other.cast)) > 1
    return REPEATED_DIRECTOR * same_director + REPEATED_FRANCHISE * same_series
