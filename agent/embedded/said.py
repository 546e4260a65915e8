"""What is said beside titles: ratings, days and feelings, in a clause or in the places of a frame."""

from __future__ import annotations

import re

from agent.embedded.frames import Framed
from agent.embedded.marks import Marked
from agent.embedded.mentions import Context, Named, named
from agent.embedded.reading import Reader
from agent.embedded.request import Period
from agent.embedded.slots.ratings import HIGHEST, LOWEST, Given, felt

_BARE_NUMBER = re.compile(r"(?<![\w/.,-])(\d{1,3})(?![\w/%]|[.,]\d)")


def rating_of(piece: str, marked: Marked, *, bare: bool = False) -> tuple[int | None, str | None]:
    """The rating in `piece` (the last one, where it goes "from 7 to 8"), or what was said where it is beyond 1-10."""
    negated = marked.negated(piece)
    given = [marked.marks[c].value for c in piece if c in marked.marks and marked.marks[c].kind == "R" and c not in negated]
    if not given and bare:
        numbers = [int(n) for n in _BARE_NUMBER.findall(re.sub(r"\bnot (?:an? )?\d+", "", piece))]
        given = [Given(n if LOWEST <= n <= HIGHEST else None, str(n)) for n in numbers]
    if not given:
        return None, None
    return given[-1].value, None if given[-1].value is not None else given[-1].said


def day_of(piece: str, marked: Marked) -> Period | None:
    """The days in `piece`, the last that is not negated."""
    negated = marked.negated(piece)
    found = [marked.marks[c].value for c in piece if c in marked.marks and marked.marks[c].kind == "D" and c not in negated]
    return found[-1] if found else None


def felt_in(piece: str, marked: Marked, reader: Reader, found: Named | None = None) -> int | None:
    """The rating that feelings in `piece` stand for; words of titles do not count."""
    plain = "".join(" " if c in marked.marks and marked.marks[c].kind in "TPW" else c for c in piece)
    plain = marked.plain(plain)
    for mention in found.mentions if found else ():
        plain = plain.replace(mention.text, " ")
    return felt(plain, reader.sentiments)


def titles(framed: Framed, marked: Marked, reader: Reader, context: Context, *, rated: bool = False, loose: bool = False) -> Named:
    """The titles in the place "obj" of a frame; "it" where the place is empty."""
    words = framed.get("obj")
    found = named(words or "it", marked, reader, context, rated=rated, loose=loose)
    return found if words or found.mentions else Named(pointing="it")
