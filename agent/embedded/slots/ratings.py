"""Ratings as people give them, on the scale 1-10."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from agent.embedded.slots.numbers import NUMBER, number
from agent.embedded.text import key

LOWEST, HIGHEST = 1, 10


@dataclass(frozen=True)
class Given:
    """A rating that was given: `value` 1-10, or None where `said` is beyond the scale."""

    value: int | None
    said: str


_N = rf"(?:{NUMBER}(?:\s+and\s+a\s+half)?(?:\s+1/2)?)"
OUT_OF = re.compile(
    rf"(?<![\w/])(?:an?\s+)?(?:solid\s+|strong\s+|easy\s+)?(?P<n>-?{_N})\s*(?:stars?\s+)?(?:/|out\s+of|of)\s*(?P<of>10|5|100|ten|five|a "
    rf"hundred)(?![\w/])(?:\s*stars?)?(?:\s+each|\s+apiece)?",
    re.IGNORECASE,
)
STARS = re.compile(rf"(?<![\w/])(?P<n>-?{_N})[\s-]*(?:stars?|⭐|★)(?:\s+each)?(?!\s+(?:wars|trek))|(?P<glyphs>[★⭐]+½?)", re.IGNORECASE)
GAVE = re.compile(
    rf"\b(?:a|an|as|to|solid|score of|rating of|rating is|rating:|score:|score|easy|strong|each|it|them|both)\s+"
    rf"(?P<slot>(?:a\s+|an\s+)?(?:solid\s+|strong\s+)?(?!one\b)(?P<n>{NUMBER}))(?!\s*(?:hours?|min|movies?|films?|stars?|"
    rf"days?|weeks?|[-/:]\d|more|years?|other|\w*0s|things?))\b(?:\s+instead)?(?=\s*(?:$|[,.!?;)]|and\b|on\b|for\b|from\b|"
    rf"please\b|not\b|this\b|then\b|i\b|instead\b|each\b))",
    re.IGNORECASE,
)
EACH = re.compile(rf"\b(?P<n>{NUMBER})\s+(?:each|apiece|for both|for each|to both|for all|all round)\b", re.IGNORECASE)
AFTER_COMMA = re.compile(
    rf"(?:(?<=[,:–—-])|(?<= for )|(?<=[,:] ))\s*(?P<slot>(?P<n>{NUMBER}))(?=\s*(?:$|[,.!;)]|and\b|from me|please|then\b))", re.IGNORECASE
)


def given(match: re.Match[str]) -> Given | None:
    """The rating in a match of one of the patterns here."""
    groups = match.groupdict()
    if groups.get("glyphs"):
        glyphs = groups["glyphs"]
        return scaled(glyphs.count("★") + glyphs.count("⭐") + (0.5 if glyphs.endswith("½") else 0), 5, match.group())
    words = groups["n"].lower()
    half = 0.5 if re.search(r"and\s+a\s+half|1/2", words) else 0.0
    value = number(re.sub(r"\s+(?:and\s+a\s+half|1/2)", "", words).lstrip("-"))
    if value is None:
        return None
    value = -value if words.startswith("-") else value + half
    if match.re is STARS:
        return scaled(value, 10 if value > 5 else 5, match.group())
    of = {"ten": 10, "five": 5, "a hundred": 100}.get((groups.get("of") or "").lower()) or int(groups.get("of") or 10)
    return scaled(value, of, match.group())


def scaled(value: float, of: int, said: str) -> Given:
    """`value` of `of` on the scale 1-10, halves rounded up; None beyond it."""
    on_ten = value * 10 / of
    if on_ten > HIGHEST or on_ten < LOWEST:
        return Given(None, said.strip())
    return Given(max(LOWEST, int(on_ten + 0.5)), said.strip())


def felt(text: str, sentiments: Mapping[str, int]) -> int | None:
    """The rating that words like "loved it" stand for; the longest phrase that is said wins."""
    said = f" {key(text)} "
    hits = [(len(phrase), rating) for phrase, rating in sentiments.items() if f" {key(phrase)} " in said]
    return max(hits)[1] if hits else None
