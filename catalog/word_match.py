"""How well the words of a query cover the words of each name, rare words counting more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

Scores = npt.NDArray[np.float32]

LEAST_ALIKE = 74.0  # fuzz.ratio of two words that may be one misspelt
BEGUN = 0.9  # how alike a word is to its beginning
OF_QUERY, OF_NAME = 74.0, 18.0  # points for covering all of the query, and all of the name


class WordMatch:
    """Scores 0-92 for a query against every name. A word weighs log(1 + names / names that hold it)."""

    def __init__(self, names: Sequence[str]) -> None:
        """`names` are folded: words with single spaces."""
        split = [name.split() for name in names]
        self._vocabulary = sorted({word for words in split for word in words})
        at = {word: position for position, word in enumerate(self._vocabulary)}
        held = Counter(word for words in split for word in set(words))
        blank = len(self._vocabulary)
        width = max((len(words) for words in split), default=1)
        self._cells = np.full((len(names), width), blank, np.int64)
        for row, words in enumerate(split):
            self._cells[row, : len(words)] = [at[word] for word in words]
        self._rarest = float(np.log1p(len(names)))
        self._rarity = np.array([np.log1p(len(names) / held[word]) for word in self._vocabulary] + [0.0], np.float32)
        self._at = at

    def scores(self, words: Sequence[str], *, typos: bool = True) -> Scores:
        """One score for each name. `typos` False: a word counts only as written, or begun."""
        alike = self._alike(words, LEAST_ALIKE if typos else 100.0)
        rarity = np.array([self._rarity[self._at[word]] if word in self._at else self._rarest for word in words], np.float32)
        query_covered, name_covered = np.zeros(len(self._cells), np.float32), np.zeros(self._cells.shape, np.float32)
        for word, weight in zip(alike, rarity / rarity.sum(), strict=True):
            cells = word[self._cells]
            query_covered += weight * cells.max(axis=1)
            np.maximum(name_covered, cells, out=name_covered)
        weights = self._rarity[self._cells]
        share = (name_covered * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-6)
        scores: Scores = OF_QUERY * query_covered + OF_NAME * share
        return scores

    def _alike(self, words: Sequence[str], least: float) -> Scores:
        """Shape (words, vocabulary + blank), 0-1: 1 for the word itself, less for a typo, 0 for another word."""
        ratios = process.cdist(words, self._vocabulary, scorer=fuzz.ratio, dtype=np.float32, score_cutoff=least) / 100
        for row, word in enumerate(words):
            if len(word) <= 3 or word.isdecimal():  # "it" is no typo of "i", nor 3 of 2
                ratios[row] = np.where(ratios[row] >= 1, 1.0, 0.0)
        last = words[-1]
        if len(last) >= 4 and not last.isdecimal():
            begun = np.array([word.startswith(last) for word in self._vocabulary])
            ratios[-1][begun] = np.maximum(ratios[-1][begun], BEGUN)
        return np.pad(ratios, ((0, 0), (0, 1)))
