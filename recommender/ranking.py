"""How well each title suits a taste: components in natural units, weighed together by `weights.WEIGHTS`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from domain import Taste
from recommender.features import Features, Floats
from recommender.profile import Profile, Signal
from recommender.weights import MOST_LIKED, NEIGHBOURS, PRIOR_TITLES
from recommender.wishes import answering


@dataclass(frozen=True)
class Neighbours:
    """The liked titles whose plots were compared, and the cosine of every title's plot to each: shape (titles, signals)."""

    signals: tuple[Signal, ...]
    cosines: Floats


def neighbours(features: Features, profile: Profile) -> Neighbours:
    """The strongest liked titles beside every title."""
    signals = tuple(signal for signal in profile.signals if signal.weight > 0)[:MOST_LIKED]
    rows = [signal.row for signal in signals]
    return Neighbours(signals, features.plots @ features.plots[rows].T)


def components(features: Features, profile: Profile, near: Neighbours, taste: Taste) -> dict[str, Floats]:
    """Each component over all titles: prior, closeness to what was liked, distance from what was not, what was stated.

    Nothing here grows with a person's diary beyond a bound, and little evidence moves little: `PRIOR_TITLES`.
    """
    found = {
        "popularity": features.popularity,
        "quality": features.quality,
        "era": _era(features, profile.liked),
        "story": _story(near),
        "disliked_story": _nearest_disliked(features, profile.disliked),
        "stated": _stated(features, taste),
        "watchlist": _marked(features, taste.watchlist),
    }
    for kind, facts in features.facts.items():
        shares = facts.profile(profile.liked) - facts.profile(profile.disliked)
        if kind in ("directors", "cast"):  # a person met twice tells all there is to tell
            shares = shares / (1 + np.abs(shares))
        else:
            shares = shares / (profile.liked.sum() + profile.disliked.sum() + PRIOR_TITLES)
        found[kind] = facts.match(shares, len(features.titles))
    return found


def weigh(found: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """The weighted sum of the components."""
    return np.asarray(sum(weights[name] * values for name, values in found.items()), dtype=np.float32)


def _story(near: Neighbours) -> Floats:
    """Mean of the nearest liked plots, each by how much it was liked; a few liked titles are mixed with `PRIOR_TITLES` far ones."""
    strength = np.array([signal.weight for signal in near.signals], dtype=np.float32)
    return _top_sum(near.cosines * strength, NEIGHBOURS) / min(NEIGHBOURS, len(strength) + PRIOR_TITLES)


def _top_sum(values: Floats, count: int) -> Floats:
    if values.shape[1] > count:
        values = np.partition(values, -count, axis=1)[:, -count:]
    return np.asarray(values.sum(axis=1), dtype=np.float32)


def _nearest_disliked(features: Features, disliked: Floats) -> Floats:
    """Cosine to the nearest disliked plot, by how much it was disliked; 0 where nothing was."""
    rows = np.flatnonzero(disliked)
    if not len(rows):
        return np.zeros(len(features.titles), dtype=np.float32)
    rows = rows[np.argsort(-disliked[rows], kind="stable")][:MOST_LIKED]
    return np.asarray((features.plots @ features.plots[rows].T * disliked[rows]).max(axis=1).clip(min=0), dtype=np.float32)


def _era(features: Features, liked: Floats) -> Floats:
    """Log of how much denser the liked titles lie around a title's year than the catalogue does; 0 where the year is unknown."""
    dated = features.years >= 0
    bell, span = features.near_years, len(features.near_years)
    usual = bell @ np.bincount(features.years[dated], minlength=span) / max(int(dated.sum()), 1)
    mine = bell @ np.bincount(features.years[dated], liked[dated], minlength=span)
    share = (mine + PRIOR_TITLES * usual) / (liked[dated].sum() + PRIOR_TITLES)
    lift = np.log(np.maximum(share, 1e-6) / np.maximum(usual, 1e-6))
    return np.where(dated, lift[features.years], 0).astype(np.float32)


def _stated(features: Features, taste: Taste) -> Floats:
    """How many stated likes a title answers."""
    marks = np.zeros(len(features.titles), dtype=np.float32)
    for preference in taste.preferences:
        if preference.stance == "like":
            marks[answering(features, preference)] += 1
    return marks


def _marked(features: Features, title_ids: frozenset[str]) -> Floats:
    marks = np.zeros(len(features.titles), dtype=np.float32)
    marks[[features.row[title_id] for title_id in title_ids if title_id in features.row]] = 1
    return marks
