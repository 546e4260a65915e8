"""The catalogue as arrays, built once: who shares which facts, whose plot is near, what is loved by many."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain import Title
from recommender.traits import Traits, read_traits
from recommender.weights import BAYES_VOTES, ERA_YEARS

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]

_KINDS: dict[str, Callable[[Title], Iterable[str]]] = {
    "directors": lambda title: title.directors,
    "cast": lambda title: title.cast,
    "genres": lambda title: title.genres,
    "moods": lambda title: title.moods,
    "themes": lambda title: title.themes,
    "languages": lambda title: [title.language] if title.language else [],
}


@dataclass(frozen=True)
class Facts:
    """Which title has which facts of one kind, as pairs of (row, column); a title's values have length 1 together.

    Rare facts weigh more (inverse document frequency); a fact of one title alone can relate it to nothing and is left out.
    """

    rows: Rows
    columns: Rows
    values: Floats
    size: int

    def profile(self, weights: Floats) -> Floats:
        """How much of each fact is in the titles, weighted by row: shape (facts,)."""
        return np.bincount(self.columns, self.values * weights[self.rows], self.size).astype(np.float32)

    def match(self, profile: Floats, titles: int) -> Floats:
        """How much of a profile each title has: shape (titles,)."""
        return np.bincount(self.rows, self.values * profile[self.columns], titles).astype(np.float32)


@dataclass(frozen=True)
class Features:
    """One row a title, in the catalogue's order. `plots` are unit rows, or zero where the plot is unknown.

    `runtimes` are minutes, 0 where unknown. `holders` finds the titles that a stated preference is about, by (about, value
    without case): genre, mood, person, language, or the title itself by name or id.
    """

    titles: tuple[Title, ...]
    row: Mapping[str, int]
    plots: Floats
    facts: Mapping[str, Facts]
    popularity: Floats
    quality: Floats
    years: npt.NDArray[np.int64]
    near_years: Floats
    runtimes: Floats
    holders: Mapping[tuple[str, str], Rows]
    traits: tuple[Traits, ...]


def build_features(titles: Mapping[str, Title], vectors: Callable[[Sequence[str]], tuple[Sequence[str], Floats]]) -> Features:
    """Reads the whole catalogue once. `vectors` answers the known ids among those asked and their unit rows."""
    ordered = tuple(titles.values())
    row = {title.title_id: i for i, title in enumerate(ordered)}
    votes = np.array([title.vote_count for title in ordered], dtype=np.float32)
    years, near_years = _years(ordered)
    return Features(
        titles=ordered,
        row=row,
        plots=_plots(row, vectors),
        facts={kind: _facts(ordered, read) for kind, read in _KINDS.items()},
        popularity=_standard(np.log1p(votes)),
        quality=_standard(_bayes(ordered, votes)),
        years=years,
        near_years=near_years,
        runtimes=np.array([title.runtime or 0 for title in ordered], dtype=np.float32),
        holders=_holders(ordered),
        traits=tuple(read_traits(title) for title in ordered),
    )


def _plots(row: Mapping[str, int], vectors: Callable[[Sequence[str]], tuple[Sequence[str], Floats]]) -> Floats:
    """Plot vectors less what all plots share, made unit again: the shared part would call every two films alike."""
    known, found = vectors(list(row))
    plots = np.zeros((len(row), found.shape[1] if len(known) else 1), dtype=np.float32)
    if not known:
        return plots
    centred = found - found.mean(axis=0)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    plots[[row[title_id] for title_id in known]] = centred / np.maximum(lengths, 1e-6)
    return plots


def _facts(titles: Sequence[Title], read: Callable[[Title], Iterable[str]]) -> Facts:
    per_title = [{fact.casefold() for fact in read(title)} for title in titles]
    counts = Counter(fact for facts in per_title for fact in facts)
    column = {fact: i for i, fact in enumerate(sorted(fact for fact, count in counts.items() if count > 1))}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for i, facts in enumerate(per_title):
        kept = sorted(facts & column.keys())
        rarity = [math.log(1 + len(titles) / counts[fact]) for fact in kept]
        length = math.hypot(*rarity)
        rows += [i] * len(kept)
        columns += [column[fact] for fact in kept]
        values += [value / length for value in rarity]
    return Facts(np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp), np.array(values, dtype=np.float32), len(column))


def _holders(titles: Sequence[Title]) -> dict[tuple[str, str], Rows]:
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    named: dict[tuple[str, str], int] = {}
    for i, title in enumerate(titles):
        facts = {"genre": title.genres, "mood": title.moods, "person": title.directors + title.cast, "language": (title.language or "",)}
        for about, values in facts.items():
            for value in {value.casefold() for value in values}:
                found[about, value].append(i)
        for name in (title.title_id, title.title):  # of namesakes, the one with most votes
            rival = named.setdefault(("title", name.casefold()), i)
            if title.vote_count > titles[rival].vote_count:
                named["title", name.casefold()] = i
    return {key: np.array(rows, dtype=np.intp) for key, rows in found.items()} | {key: np.array([i]) for key, i in named.items()}


def _bayes(titles: Sequence[Title], votes: Floats) -> Floats:
    """Public averages drawn towards the catalogue's mean where votes are few: (v·R + m·C) / (v + m)."""
    averages = np.array([title.vote_average or 0.0 for title in titles], dtype=np.float32)
    known = votes * (averages > 0)
    mean = float((averages * known).sum() / max(float(known.sum()), 1.0))
    return np.asarray((known * averages + BAYES_VOTES * mean) / (known + BAYES_VOTES), dtype=np.float32)


def _years(titles: Sequence[Title]) -> tuple[npt.NDArray[np.int64], Floats]:
    """Each title's year counted from the earliest (-1 where unknown), and a bell curve of nearness between any two years."""
    known = [title.year for title in titles if title.year is not None]
    first, last = (min(known), max(known)) if known else (0, 0)
    years = np.array([-1 if title.year is None else title.year - first for title in titles], dtype=np.int64)
    span = np.arange(last - first + 1, dtype=np.float32)
    return years, np.exp(-0.5 * ((span[:, None] - span[None, :]) / ERA_YEARS) ** 2).astype(np.float32)


def _standard(values: Floats) -> Floats:
    """Mean 0, deviation 1 over the catalogue."""
    if not len(values):
        return values
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-6), dtype=np.float32)
