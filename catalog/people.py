"""People by name: "villeneuve", "leo dicaprio" or "penelope cruz" to the names that the catalogue uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from catalog.names import words
from domain import Title

LEAST_ALIKE = 85.0  # fuzz.ratio of a misspelt name
MINOR = 5  # of two people of one name, who has this many times fewer votes is not meant


class People:
    """Directors and actors of a fixed sequence of titles; who is billed higher in more-voted titles comes first."""

    def __init__(self, titles: Sequence[Title]) -> None:
        self._votes: Counter[str] = Counter()
        for title in titles:
            billed = {name: place for place, name in reversed(list(enumerate(title.cast)))} | dict.fromkeys(title.directors, 0)
            for name, place in billed.items():
                self._votes[name] += (title.vote_count + 1) // (place + 1)
        self._words = {name: tuple(words(name)) for name in self._votes}
        self._folded = {name: " ".join(parts) for name, parts in self._words.items()}
        self._last = {name: parts[-1] for name, parts in self._words.items() if len(parts) > 1}

    def find(self, name: str) -> tuple[str, ...]:
        """The catalogue's names that `name` may mean, most likely first: the whole name, part of it, or a typo."""
        asked = tuple(words(name))
        if not asked:
            return ()
        whole = [one for one, parts in self._words.items() if parts == asked or "".join(parts) == "".join(asked)]
        found = whole or [one for one, parts in self._words.items() if _in_order(asked, parts)] or self._misspelt(" ".join(asked))
        best = max((self._votes[one] for one in found), default=0)
        meant = [one for one in found if self._votes[one] * MINOR > best]
        return tuple(sorted(meant, key=lambda one: (-self._votes[one], one)))

    def _misspelt(self, asked: str) -> list[str]:
        """The people whose name, or last name when one word was given, is nearest to `asked`."""
        if len(asked) < 5:
            return []
        near = process.extract(asked, self._folded if " " in asked else self._last, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=5)
        return [name for _, score, name in near if score == near[0][1]]


def _in_order(asked: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether each asked word begins a word of the name, in order: "leo dicaprio", "keanu". The last must be whole."""
    rest = iter(parts)
    begun = all(any(part.startswith(word) and len(word) >= 2 for part in rest) for word in asked)
    return begun and asked[-1] in parts
