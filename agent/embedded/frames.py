"""Frames: patterns of asking, from `prompts/embedded/frames-*.yaml`, tried on one marked clause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agent.embedded.marks import KINDS, one

_MACROS = {
    "obj": r"(?P<obj>.+?)",
    "any": r"(?:.*?)",
    "i": r"(?:(?:i|we|i've|ive|i have|we've|we have|i'd|i do|me and [a-z ]{1,20}?|my [a-z]+ and (?:i|me)|the kids and "
    r"i)(?:\s+|(?=')|(?<=i)(?=m\b)))",
    "film": r"(?:films?|movies?|flicks?|pictures?|titles?|shows?|something|anything|stuff|things?|everything)",
    **{kind: one(kind) for kind in KINDS},
}


@dataclass(frozen=True)
class Framed:
    """A clause that a frame fits: what is asked, about which fact, and the words in its places."""

    intent: str
    aspect: str | None
    places: Mapping[str, str]

    def get(self, place: str) -> str:
        """The words in `place`, "" where it is empty."""
        return (self.places.get(place) or "").strip()


@dataclass(frozen=True)
class _Frame:
    intent: str
    aspect: str | None
    pattern: re.Pattern[str]


class Frames:
    """All frames, compiled once."""

    def __init__(self, frames: Sequence[Mapping[str, Any]]) -> None:
        self._frames = [_Frame(frame["intent"], frame.get("aspect"), _compiled(way)) for frame in frames for way in frame["ways"]]

    def fits(self, clause: str) -> list[Framed]:
        """Every frame that fits the whole of `clause`, the most trusted first."""
        found = []
        for frame in self._frames:
            match = frame.pattern.fullmatch(clause)
            if match:
                found.append(Framed(frame.intent, frame.aspect, match.groupdict()))
        return found


def _compiled(way: str) -> re.Pattern[str]:
    for name, pattern in _MACROS.items():
        way = way.replace("{" + name + "}", pattern)
    return re.compile(way, re.IGNORECASE | re.DOTALL)
