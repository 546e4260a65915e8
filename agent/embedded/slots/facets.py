"""Genres, moods and languages from the words that people use for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Facet = tuple[tuple[str, ...], str | None]
"""Genres that all must hold, and a language that comes with them ("anime")."""


def one_of(phrases: Sequence[str]) -> str:
    """A pattern for any of `phrases`, longest first, spaces and hyphens alike, as whole words."""
    ordered = sorted(phrases, key=len, reverse=True)
    return r"(?<![\w'-])(?:" + "|".join(re.escape(p).replace(r"\-", r"[\s-]").replace(r"\ ", r"[\s-]+") for p in ordered) + r")(?![\w-])"


class FacetWords:
    """Finds facets by their words. `genres`, `moods`, `languages`: name -> phrases; `pairs`: "A+B" or "A@language" -> phrases."""

    def __init__(
        self,
        genres: Mapping[str, Sequence[str]],
        pairs: Mapping[str, Sequence[str]],
        moods: Mapping[str, Sequence[str]],
        languages: Mapping[str, Sequence[str]],
    ) -> None:
        self._genre: dict[str, Facet] = {_plain(said): ((name,), None) for name, phrases in genres.items() for said in phrases}
        for pair, phrases in pairs.items():
            names, _, language = pair.partition("@")
            self._genre |= {_plain(said): (tuple(names.split("+")), language or None) for said in phrases}
        self._mood = {_plain(said): name for name, phrases in moods.items() for said in phrases}
        self._language = {_plain(said): code for code, phrases in languages.items() for said in phrases}

        self.genre_pattern = re.compile(one_of(list(self._genre)), re.IGNORECASE)
        self.mood_pattern = re.compile(one_of(list(self._mood)), re.IGNORECASE)
        self.language_pattern = re.compile(r"(?:\bin )?" + one_of(list(self._language)) + r"(?:[- ]language|[- ]speaking)?", re.IGNORECASE)

    def genre(self, match: re.Match[str]) -> Facet | None:
        """The genres a match of `genre_pattern` means."""
        return self._genre.get(_plain(match.group()))

    def mood(self, match: re.Match[str]) -> str | None:
        """The mood a match of `mood_pattern` means."""
        return self._mood.get(_plain(match.group()))

    def language(self, match: re.Match[str]) -> str | None:
        """The language code a match of `language_pattern` means."""
        said = re.sub(r"^in |[- ](?:language|speaking)$", "", match.group().lower())
        return self._language.get(_plain(said))

    def find_genre(self, said: str) -> Facet | None:
        """The genres that `said` names, whole."""
        return self._genre.get(_plain(said))

    def find_mood(self, said: str) -> str | None:
        """The mood that `said` names, whole."""
        return self._mood.get(_plain(said))


def _plain(said: str) -> str:
    return " ".join(re.split(r"[\s-]+", said.lower().strip()))
