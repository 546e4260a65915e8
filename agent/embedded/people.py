"""Names of people: full ones anywhere, surnames where one person clearly owns them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from agent.embedded.text import Token, key, tokens
from domain import Title

TYPO_CUTOFF = 86.0
OWNS = 3  # a surname is one person's when they have this many times the films of the next

_PLACES = frozenset("york england france washington london phoenix paris houston".split())
_NO_NAMES = frozenset(
    "the a an is by with and or any some more best good great new old did does was in of from for like i director actor".split()
)


@dataclass(frozen=True)
class PersonSpan:
    """Words `text[start:end]` that name a person."""

    start: int
    end: int
    name: str


class PeopleLexicon:
    """Directors and actors of the catalogue."""

    def __init__(self, titles: Sequence[Title], is_common: Callable[[str], bool]) -> None:
        """`is_common` tells words that plots use too: as surnames they need a capital."""
        films = Counter(name for title in titles for name in {*title.directors, *title.cast})
        self._full: dict[str, str] = {}
        owners: dict[str, list[str]] = defaultdict(list)
        for name, _ in films.most_common():
            full = key(name)
            parts = full.split()
            if len(parts) < 2:
                continue
            self._full.setdefault(full, name)
            self._full.setdefault(" ".join(p for p in parts if len(p) > 1 and p not in {"jr", "sr"}), name)
            last = [p for p in parts if p not in {"jr", "sr"}]
            for size in (1, 2):
                if len(last) > size and len(" ".join(last[-size:])) > 3:
                    owners[" ".join(last[-size:])].append(name)
        self._last = {last: names[0] for last, names in owners.items() if _owned(names, films)}
        self._names = list(self._full)
        self._common = is_common
        self._first = {name.split()[0] for name in self._full}

    def spans(self, text: str) -> list[PersonSpan]:
        """Full names in `text` whatever their case, and surnames that begin with a capital."""
        toks, found, at = tokens(text), list[PersonSpan](), 0
        while at < len(toks):
            span = self._at(text, toks, at)
            if span:
                found.append(span[0])
            at += span[1] if span else 1
        return found

    def _at(self, text: str, toks: list[Token], at: int) -> tuple[PersonSpan, int] | None:
        for size in range(min(4, len(toks) - at), 0, -1):
            piece = toks[at : at + size]
            words = " ".join(token.word for token in piece)
            raw = text[piece[0].start : piece[-1].end]
            cut = 2 if raw.endswith(("'s", "’s")) else 0
            for tried in {words, words.removesuffix("s") if cut else words}:
                name = self._full.get(tried) if size > 1 else None
                capital = (
                    all(text[t.start].isupper() for t in piece) and not raw.isupper() and self._is_surname(text, toks, at + size, tried)
                )
                if name is None and (capital or self._is_rare(tried)) and not self._has_first_name(text, toks, at, tried):
                    name = self._last.get(tried)
                if name:
                    return PersonSpan(piece[0].start, piece[-1].end - cut, name), size
        return None

    def _has_first_name(self, text: str, toks: list[Token], at: int, surname: str) -> bool:
        """Whether another first name stands before the surname: "Chris Penn" is not Sean Penn."""
        if at == 0 or text[toks[at - 1].end : toks[at].start] != " ":
            return False
        before = toks[at - 1]
        named = text[before.start].isupper() and at > 1 and before.word not in _NO_NAMES
        return named or (before.word in self._first and not self._common(before.word))

    def _is_surname(self, text: str, toks: list[Token], after: int, word: str) -> bool:
        """Whether a capitalised word stands for a person by itself: no everyday word, no first name of somebody else."""
        goes_on = after < len(toks) and text[toks[after].start].isupper() and text[toks[after - 1].end : toks[after].start] == " "
        return not goes_on and word not in self._first and word not in _PLACES and not (" " not in word and self._common(word))

    def _is_rare(self, surname: str) -> bool:
        return len(surname) >= 5 and not any(self._common(word) for word in surname.split())

    def closest(self, name: str) -> str | None:
        """The person meant by `name`: a full name, a surname in any case, or either with a typo."""
        wanted = key(name).removesuffix(" movies").removesuffix(" films")
        if wanted in self._full or wanted in self._last:
            return self._full.get(wanted) or self._last[wanted]
        if len(wanted) < 5:
            return None
        pool = self._names if " " in wanted else list(self._last)
        best = process.extractOne(wanted, pool, scorer=fuzz.ratio, score_cutoff=TYPO_CUTOFF)
        return (self._full.get(best[0]) or self._last[best[0]]) if best else None


def _owned(names: list[str], films: Counter[str]) -> bool:
    if len(names) == 1:
        return True
    most, second = films[names[0]], films[names[1]]
    return most >= OWNS * second or (most >= 8 and most >= 1.5 * second)
