"""The recommender that needs no network: content, stated wishes and public votes over the whole catalogue in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Final

import numpy as np

from domain import Recommendation, Taste, Title, TitleFilter
from recommender.diversity import diversify
from recommender.features import Features, Floats, build_features
from recommender.profile import Profile, build_profile
from recommender.ranking import components, neighbours, weigh
from recommender.reasons import Reasoner
from recommender.weights import COLD_SAME_KIND, COLD_WEIGHTS, POOL, SAME_KIND, WEIGHTS
from recommender.wishes import ruled_out

SOURCE: Final = "embedded"


class EmbeddedRecommender:
    """Implements `Recommender`. Pure after construction: the same taste and filters always give the same list."""

    def __init__(self, titles: Mapping[str, Title], vectors: Callable[[Sequence[str]], tuple[Sequence[str], Floats]]) -> None:
        """`titles` by id, all that may be recommended. `vectors` answers the known ones of some ids and their unit plot vectors."""
        self._features = build_features(titles, vectors)

    async def recommend(
        self, user_id: str, taste: Taste, *, filters: TitleFilter | None = None, limit: int = 10
    ) -> Sequence[Recommendation]:
        """See `Recommender.recommend`. `score` is 0 to 1 and never rises down the list."""
        return await asyncio.to_thread(rank, self._features, taste, filters or TitleFilter(), limit)


def rank(features: Features, taste: Taste, filters: TitleFilter, limit: int) -> list[Recommendation]:
    """The best `limit` titles for a taste, varied, each with its reason. No I/O, no clock."""
    profile = build_profile(features, taste)
    near = neighbours(features, profile)
    found = components(features, profile, near, taste)
    cold = profile.cold and not found["stated"].any()
    scores = weigh(found, COLD_WEIGHTS if cold else WEIGHTS)
    pool = _best(features, profile, taste, filters, scores, max(POOL, 2 * limit))
    chosen = diversify(features, pool, scores, limit, COLD_SAME_KIND if cold else SAME_KIND)
    reasoner = Reasoner(features, taste, near)
    recommended = []
    for row, worth in chosen:
        reason = reasoner.reason(row)
        title, score = features.titles[row], float(1 / (1 + np.exp(-worth)))
        recommended.append(Recommendation(title=title, score=score, reason=reason.text, evidence=reason.evidence, source=SOURCE))
    return recommended


def _best(features: Features, profile: Profile, taste: Taste, filters: TitleFilter, scores: Floats, count: int) -> list[int]:
    """The `count` best rows that may be recommended; filters are asked best first, so that most titles are never asked."""
    out = ruled_out(features, taste.preferences, filters)
    out[[features.row[title_id] for title_id in profile.done if title_id in features.row]] = True
    order = np.argsort(-scores, kind="stable").tolist()
    return list(islice((row for row in order if not out[row] and filters.matches(features.titles[row])), count))
