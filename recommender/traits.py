"""What makes two titles repeat each other in a list: one director, one series, one kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain import Title

_SEQUEL_NUMBER = re.compile(r"\s+(?:(?:part|vol\.?|episode|chapter)\s+)?(?:\d{1,2}|[ivx]+)$", re.IGNORECASE)
_SUBTITLE = re.compile(r"\s*(?::|\s[–-]\s|\s(?:&|and) the\s).*$", re.IGNORECASE)


@dataclass(frozen=True)
class Traits:
    """A title's own, as sets; `kinds` are its genres and moods, `franchise` what its series' titles share."""

    directors: frozenset[str]
    cast: frozenset[str]
    kinds: frozenset[str]
    franchise: str


def read_traits(title: Title) -> Traits:
    """Pure."""
    return Traits(frozenset(title.directors), frozenset(title.cast), frozenset(title.genres + title.moods), franchise(title.title))


def franchise(name: str) -> str:
    """What a series' titles have in common: 'toy story' for 'Toy Story 2', 'harry potter' for 'Harry Potter and the …'."""
    stem = _SEQUEL_NUMBER.sub("", _SUBTITLE.sub("", name))
    return stem.casefold().removeprefix("the ")


def same_series(one: Traits, other: Traits) -> bool:
    """By name, or by two leading actors in common: 'Star Wars' and 'The Empire Strikes Back'."""
    return one.franchise == other.franchise or len(one.cast & other.cast) > 1
