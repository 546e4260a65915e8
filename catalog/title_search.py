"""Titles by name: exact before prefix before words before typos, popularity as the tie-break."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from catalog.names import fold, plain, words
from catalog.word_match import WordMatch
from domain import Title

Scores = npt.NDArray[np.float32]

EXACT, PREFIX = 100.0, 94.0
FUZZY_WEIGHT = 0.96  # a typo never beats a name that begins as asked
SUBTITLE_WEIGHT = 0.98  # "The Two Towers" for the whole name
OTHER_NUMBER = 12.0  # "Toy Story 4" is not "Toy Story 3"
LEAST = 72.0  # below: not meant
SPREAD = 16.0  # further below the best: not meant either
POPULAR = 2.0  # points that popularity may add: breaks ties, no more
YEAR_OFF = 3.0  # a year beside the asked one: sources differ by one
_NO_TIER = 4
_SUBTITLE = re.compile(r":\s+|\s+[-–]\s+")


class TitleSearch:
    """An index of names over a fixed sequence of titles; every answer is a list of positions in it, best first."""

    def __init__(self, titles: Sequence[Title], also_known: Mapping[str, Sequence[str]]) -> None:
        """`also_known`: title id to other names it goes by."""
        rows = [
            (position, name, weight)
            for position, title in enumerate(titles)
            for name, weight in _names(title, also_known.get(title.title_id, ()))
        ]
        self._owner = np.array([row[0] for row in rows], np.int64)
        self._names = [row[1] for row in rows]
        self._weight = np.array([row[2] for row in rows], np.float32)
        self._squeezed = [name.replace(" ", "") for name in self._names]
        self._word_ends = [_word_ends(name) for name in self._names]
        self._numbers = [_numbers(name) for name in self._names]
        self._words = WordMatch(self._names)
        self._written = [" ".join(words(title.title)) for title in titles]
        self._years = np.array([title.year or 0 for title in titles], np.int64)
        votes: Scores = np.log1p(np.array([title.vote_count for title in titles], np.float32))
        self._popularity: Scores = (votes / max(float(votes.max(initial=0.0)), 1.0)).astype(np.float32)

    def search(self, query: str, year: int | None = None) -> list[int]:
        """Positions of the titles that `query` may name, best first; none when nothing is like it.

        `year` keeps that year and its neighbours. A year at the query's end does so too, unless no title of
        that name and year is known ("dune 1985"), or the year is the name's own ("Wonder Woman 1984").
        """
        name, said = (query, year) if year is not None else split_year(query)
        scores = self._scores(query)
        if said is not None and (year is not None or float(scores.max(initial=0.0)) < EXACT * SUBTITLE_WEIGHT):
            named = self._scores(name)
            off = np.abs(self._years - said)
            dated = np.where(off <= 1, named - YEAR_OFF * off, 0.0).astype(np.float32)
            scores = dated if year is not None or dated.max(initial=0.0) >= LEAST else named
        best = float(scores.max(initial=0.0))
        kept = [int(at) for at in np.flatnonzero(scores >= max(LEAST, best - SPREAD))]
        return sorted(kept, key=lambda at: (-self._ranked(scores, at), at))

    def suggest(self, prefix: str, limit: int) -> list[int]:
        """Positions of titles that may be meant by what is typed so far: name begins so, a word does, or almost so."""
        written, typed = " ".join(words(prefix)), plain(prefix)
        forms = {typed, fold(prefix)} if " " in typed else {typed}  # "vi" may become "vice": no number yet
        if not typed:
            return []
        tiers: dict[int, int] = {}
        for row, name in enumerate(self._names):
            owner = int(self._owner[row])
            tier = min(_tier(name, one) for one in forms)
            tiers[owner] = min(tier, tiers.get(owner, _NO_TIER))
        for owner, name in enumerate(self._written):
            if written != typed and name.startswith(written):
                tiers[owner] = min(1, tiers[owner])
        found = {owner: tier for owner, tier in tiers.items() if tier < _NO_TIER}
        if len(found) < limit:
            found = dict.fromkeys(self._almost(typed.replace(" ", "")), _NO_TIER) | found
        return sorted(found, key=lambda at: (found[at], -float(self._popularity[at]), at))[:limit]

    def _scores(self, query: str) -> Scores:
        """0-100 for each title."""
        asked, best = fold(query), np.zeros(len(self._years), np.float32)
        if not asked or not self._names:
            return best
        squeezed = asked.replace(" ", "")
        exact = np.array([name == squeezed for name in self._squeezed])
        scores = self._words.scores(asked.split(), typos=not exact.any())
        if not exact.any():  # who writes a known name rightly means no other
            letters = process.cdist([squeezed], self._squeezed, scorer=fuzz.ratio, dtype=np.float32)[0]
            scores = np.maximum(scores, letters * FUZZY_WEIGHT)
        if wanted := _numbers(asked):
            scores -= OTHER_NUMBER * np.array([not wanted <= has for has in self._numbers], np.float32)
        begins = [len(squeezed) in ends and name.startswith(squeezed) for name, ends in zip(self._squeezed, self._word_ends, strict=True)]
        scores[np.array(begins)] = PREFIX
        scores[exact] = EXACT
        np.maximum.at(best, self._owner, scores * self._weight)
        return best

    def _ranked(self, scores: Scores, at: int) -> float:
        return float(scores[at] + POPULAR * self._popularity[at])

    def _almost(self, typed: str) -> list[int]:
        """Titles whose name begins nearly so: for typos in a name half typed."""
        if len(typed) < 4:
            return []
        begun = [name[: len(typed)] for name in self._squeezed]
        near = process.cdist([typed], begun, scorer=fuzz.ratio, dtype=np.float32, score_cutoff=74)[0]
        return [int(self._owner[row]) for row in np.flatnonzero(near)]


def split_year(query: str) -> tuple[str, int | None]:
    """"Heat (1995)" and "dune 1984" as name and year; a query without one as it is."""
    match = re.fullmatch(r"(.*[^\s(\[,])[\s,]*[\s(\[,]((?:18[89]|19\d|20[0-3])\d)[)\]]?\s*", query)
    return (match[1], int(match[2])) if match else (query, None)


def _names(title: Title, also_known: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Each folded name of a title with its weight; a number as written and as digits."""
    whole = [title.title, *([title.original_title] if title.original_title else []), *also_known]
    weights = {form: 1.0 for name in whole for form in (fold(name), plain(name))}
    for name in _SUBTITLE.split(title.title)[1:]:
        weights.setdefault(fold(name), SUBTITLE_WEIGHT)
    weights.pop("", None)
    yield from weights.items()


def _numbers(name: str) -> frozenset[str]:
    return frozenset(word for word in name.split() if word.isdecimal())


def _word_ends(name: str) -> frozenset[int]:
    """Where the words of a name end once its spaces are gone: "spiderman" begins "spider man 2" at a word's end."""
    return frozenset(itertools.accumulate(len(word) for word in name.split()))


def _tier(name: str, typed: str) -> int:
    """0: the name itself, 2: begins so, 3: a word of it does, 4: neither."""
    if name.startswith(typed):
        return 0 if len(name) == len(typed) else 2
    return 3 if f" {typed}" in name else _NO_TIER
