"""What embeddings blur, counted again: a question's own words, and genres and moods in common."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from vectorstore.interface import Vectors

TOO_COMMON = 0.25  # a word in more of the texts than this tells nothing
_ENDINGS = ("ing", "ed", "es", "s", "ly")


def stems(text: str) -> frozenset[str]:
    """The words of `text` without their commonest English endings."""
    return frozenset(_stem(word) for word in re.findall(r"\w+", text.casefold()))


class SharedWords:
    """Which texts hold a question's words: names and odd objects tell films apart.

    `share` is the part of the question's words that a text holds, a word weighing log(1 + texts / texts that hold it).
    """

    def __init__(self, texts: Sequence[frozenset[str]]) -> None:
        """`texts`: the stems of each."""
        self._count = len(texts)
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for row, words in enumerate(texts):
            for word in words:
                self._holders[word].append(row)

    def share(self, question: str) -> Vectors:
        """Shape (texts,), 0-1."""
        held, total = np.zeros(self._count, np.float32), 0.0
        for word in stems(question):
            rows = self._holders.get(word, [])
            if len(rows) > TOO_COMMON * self._count:
                continue
            weight = math.log1p(self._count / max(1, len(rows)))
            total += weight
            held[rows] += weight
        return held / total if total else held


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


class SharedTags:
    """How far titles agree in tags of one kind: Jaccard overlap, tags in common / tags of either."""

    def __init__(self, tags: Sequence[Sequence[str]]) -> None:
        """`tags`: those of each title."""
        column = {tag: at for at, tag in enumerate(sorted({tag for one in tags for tag in one}))}
        self._has = np.zeros((len(tags), len(column)), np.float32)
        for row, one in enumerate(tags):
            self._has[row, [column[tag] for tag in one]] = 1

    def overlap(self, row: int) -> Vectors:
        """Shape (titles,), 0-1: each title with title `row`; 0 where neither has any."""
        common = self._has[:, self._has[row] > 0].sum(axis=1)
        either = self._has.sum(axis=1) + self._has[row].sum() - common
        overlap: Vectors = common / np.maximum(either, 1)
        return overlap
