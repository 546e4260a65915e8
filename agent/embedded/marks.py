"""Marked text: what has been recognised is one private character each, so that later patterns cannot cut it up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

KINDS = ("T", "P", "D", "R", "Y", "L", "G", "M", "N", "W", "C", "S", "V")
"""Titles, People, Days, Ratings, Years, Lengths, Genres, Moods, laNguages, list names (W), Counts, Sorts, public Votes."""
_FIRST, _ROOM = 0xE000, 0x100
ANY = f"[{chr(_FIRST)}-{chr(_FIRST + _ROOM * len(KINDS) - 1)}]"
NEGATION = (
    "hates|hate|dislikes|doesn't like|doesnt like|don't like|can't stand|doesn't want|not|no|nothing|without|except|avoid|"
    "minus|excluding|never|isn't|isnt|don't want|dont want|nor|non|but not|skip|less|anything but"
)


def one(kind: str) -> str:
    """A regular expression for a mark of `kind`."""
    first = _FIRST + _ROOM * KINDS.index(kind)
    return f"[{chr(first)}-{chr(first + _ROOM - 1)}]"


@dataclass(frozen=True)
class Mark:
    """A recognised piece: its kind, the words it was, what it means, and whether it was negated."""

    kind: str
    words: str
    value: Any


@dataclass
class Marked:
    """Text in which recognised pieces are private characters."""

    text: str
    marks: dict[str, Mark] = field(default_factory=dict)

    def put(self, kind: str, start: int, end: int, value: Any) -> int:
        """Puts a mark in place of `text[start:end]`; returns by how much the text grew shorter."""
        number = sum(1 for mark in self.marks.values() if mark.kind == kind)
        sign = chr(_FIRST + _ROOM * KINDS.index(kind) + min(number, _ROOM - 1))
        self.marks[sign] = Mark(kind, self.plain(self.text[start:end]), value)
        self.text = f"{self.text[:start]}{sign}{self.text[end:]}"
        return end - start - 1

    def put_all(self, kind: str, found: Iterable[tuple[int, int, Any]]) -> None:
        """Marks spans that do not overlap, given in order."""
        shift = 0
        for start, end, value in found:
            shift += self.put(kind, start - shift, end - shift, value)

    def sub(self, kind: str, pattern: re.Pattern[str], read: Callable[[re.Match[str]], Any]) -> None:
        """Marks every match of `pattern` that `read` makes sense of (not None). A group "slot" narrows what is marked."""
        found = []
        for match in pattern.finditer(self.text):
            value = read(match)
            if value is not None:
                slot = next((name for name in ("slot", "slot2", "slot3") if match.groupdict().get(name)), 0)
                start, end = match.span(slot)
                found.append((start, end, value))
        self.put_all(kind, found)

    def plain(self, piece: str) -> str:
        """`piece` with the words of its marks back in place."""
        return "".join(self.marks[c].words if c in self.marks else c for c in piece)

    def shown(self, piece: str, stand_ins: dict[str, str]) -> str:
        """`piece` with a stand-in for each mark whose kind has one, for comparing with examples."""
        return "".join((stand_ins.get(self.marks[c].kind) or self.marks[c].words) if c in self.marks else c for c in piece)

    def of(self, piece: str, kind: str) -> list[Mark]:
        """The marks of `kind` in `piece`, in order."""
        return [self.marks[c] for c in piece if c in self.marks and self.marks[c].kind == kind]

    def negated(self, piece: str) -> set[str]:
        """The mark characters in `piece` that a "not", "no" or "without" stands before."""
        out: set[str] = set()
        for match in _NEGATED.finditer(piece):
            out |= {c for c in match.group("marks") if c in self.marks}
        return out


_FACET = "(?:" + "|".join(one(kind) for kind in "TPGMN") + ")"
_NEGATED = re.compile(
    rf"\b(?:{NEGATION})\b(?:-|\s+(?:too|so|very|any|a|an|another|more|that's|thats|overly|really|with|by|from|starring|"
    rf"in the mood for|in|up for|keen on|feeling|film|films|movie|"
    rf"movies|directed|want|like|feel|is|into|anything|the))*?[\s-]*(?P<marks>{ANY}(?:(?:\s*,\s*|\s+)(?:or\s+|nor\s+|"
    rf"no\s+)?(?:too\s+)?{_FACET})*)",
    re.IGNORECASE,
)
