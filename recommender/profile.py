"""A person's taste over the catalogue's rows: which titles speak for it, how strongly, and which are done with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from domain import Taste
from recommender.features import Features, Floats
from recommender.weights import BY_RATING, FAVORITE, LIKED_FROM, STATED, WATCHED
from recommender.wishes import answering

How = Literal["rated", "favorite", "watched", "stated"]


@dataclass(frozen=True)
class Signal:
    """One title that tells of a taste. `weight` is -1 (hated) to 1 (loved); `rating` is the one that stands, where `how` is rated."""

    row: int
    weight: float
    how: How
    rating: int | None = None

    @property
    def fit_to_name(self) -> bool:
        """Whether a reason may lean on it: liked, and not merely sat through."""
        return self.weight > 0 and (self.rating is None or self.rating >= LIKED_FROM)


@dataclass(frozen=True)
class Profile:
    """`liked` and `disliked` are weights by row, both 0 or more; `signals` are strongest first."""

    signals: tuple[Signal, ...]
    liked: Floats
    disliked: Floats
    done: frozenset[str]

    @property
    def cold(self) -> bool:
        """Whether nothing is known that was liked."""
        return not self.liked.any()


def build_profile(features: Features, taste: Taste) -> Profile:
    """Pure. Titles that the catalogue does not have count as done, and tell nothing."""
    told = _stated(features, taste)
    told |= dict.fromkeys(taste.watched, (WATCHED, "watched", None))
    told |= {title_id: (BY_RATING[rating], "rated", rating) for title_id, rating in taste.ratings.items()}
    for title_id in taste.favorites:
        rating = taste.ratings.get(title_id)
        told[title_id] = (FAVORITE, "rated", rating) if rating is not None and rating >= LIKED_FROM else (FAVORITE, "favorite", None)
    known = [Signal(features.row[title_id], *rest) for title_id, rest in told.items() if title_id in features.row]
    signals = tuple(sorted(known, key=lambda signal: (-signal.weight, signal.row)))
    liked, disliked = (np.zeros(len(features.titles), dtype=np.float32) for _ in range(2))
    for signal in signals:
        liked[signal.row], disliked[signal.row] = max(signal.weight, 0.0), max(-signal.weight, 0.0)
    return Profile(signals, liked, disliked, frozenset(told))


def _stated(features: Features, taste: Taste) -> dict[str, tuple[float, How, int | None]]:
    return {
        features.titles[row].title_id: (STATED if preference.stance == "like" else -STATED, "stated", None)
        for preference in taste.preferences
        if preference.about == "title"
        for row in answering(features, preference)
    }
