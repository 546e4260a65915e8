"""Numbers as people write them, counts of films and orders."""

from __future__ import annotations

import re

from agent.embedded.text import NUMBERS

NUMBER = r"(?:\d+(?:[.,]\d+)?½?|½|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
HEAD = r"(?:films?|movies?|flicks?|pictures?|titles?|recommendations?|recs?|suggestions?|options|more|picks|ideas|ones|choices)"
COUNT = re.compile(
    rf"\b(?:(?:top|best|first)\s+)?(?P<slot>(?:a\s+)?(?P<n>{NUMBER}|couple(?: of)?|few|handful of))"
    rf"(?=(?:\s+(?!and\b|or\b|hours?\b|min|days?\b|weeks?\b|stars?\b|out\b|times?\b|years?\b)[^\s,.\d]+){{0,4}}?\s+{HEAD}\b)"
    rf"|\b(?:give|show|list|find|suggest|recommend|name|get)\s+me\s+(?P<slot2>(?P<n2>{NUMBER}))(?:\s+more)?\s*[.!?]*$"
    rf"|\btop\s+(?P<slot3>(?P<n3>{NUMBER}))\b",
    re.IGNORECASE,
)
SORT_WORDS: tuple[tuple[str, str], ...] = (
    (
        "rating",
        r"(?:best|highest|top)[- ](?:rated|reviewed|scored|scoring)|highly[- ]rated|well[- ]rated|critically acclaimed|by "
        r"rating|best|greatest|finest|top(?! of)|(?:of )?all[- ]time",
    ),
    ("newest", r"newest|latest|most recent|new(?= (?:films?|movies?|releases?)\b)|(?:newest|latest) first"),
    ("oldest", r"oldest(?: first)?|earliest"),
    ("shortest", r"shortest(?: first)?"),
    ("longest", r"longest(?: first)?"),
    ("popularity", r"most popular|popular|most watched|well[- ]known|by popularity"),
)
SORT = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in SORT_WORDS), re.IGNORECASE)


def number(word: str) -> float | None:
    """As in "7", "7.5", "7½", "seven" as a number."""
    word = word.strip().lower().replace(",", ".")
    if word in NUMBERS:
        return float(NUMBERS[word])
    half = 0.5 if word.endswith("½") else 0.0
    bare = word.removesuffix("½")
    try:
        return float(bare or 0) + half if bare or half else None
    except ValueError:
        return None


def count(match: re.Match[str]) -> int | None:
    """How many films a match of `COUNT` asks for, 1-20."""
    word = (match.group("n") or match.group("n2") or match.group("n3") or "").lower()
    if word.startswith("couple"):
        return 2
    if word.startswith(("few", "handful")):
        return 3
    value = number(word)
    return int(value) if value and value == int(value) and 1 <= value <= 50 else None


def sort(match: re.Match[str]) -> str | None:
    """The order a match of `SORT` asks for."""
    return match.lastgroup
