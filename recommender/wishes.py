"""What a person has stated in words: which titles answer it, and which it rules out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from domain import Preference, TitleFilter
from recommender.features import Features, Rows

_GENRE_ALIASES = {"sci-fi": "science fiction", "sci fi": "science fiction", "scifi": "science fiction", "animated": "animation"}
_LANGUAGES = {
    "cantonese": "cn", "chinese": "zh", "danish": "da", "dutch": "nl", "english": "en", "french": "fr", "german": "de", "hindi": "hi",
    "italian": "it", "japanese": "ja", "korean": "ko", "mandarin": "zh", "norwegian": "no", "polish": "pl", "portuguese": "pt",
    "russian": "ru", "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr",
}  # fmt: skip
_LANGUAGE_NAMES = {code: name for name, code in _LANGUAGES.items() if name != "mandarin"}
_NOTHING: Rows = np.array([], dtype=np.intp)


def canonical(preference: Preference) -> str:
    """The preference's value as the catalogue writes it, without case: 'Sci-Fi movies' is 'science fiction', 'Korean' is 'ko'."""
    value = preference.value.casefold()
    if preference.about == "title":
        return value
    value = value.removesuffix(" movies").removesuffix(" films")
    aliases = {"genre": _GENRE_ALIASES, "language": _LANGUAGES}.get(preference.about, {})
    return aliases.get(value, value)


def language_name(code: str) -> str:
    """'Korean' for 'ko'; a code without a name here stays itself."""
    return _LANGUAGE_NAMES.get(code, code).capitalize()


def answering(features: Features, preference: Preference) -> Rows:
    """The titles that have the genre, person, mood, theme, language or name that the preference is about."""
    if preference.about == "theme":
        word = canonical(preference)
        return np.array([i for i, title in enumerate(features.titles) if any(word in theme.casefold() for theme in title.themes)], np.intp)
    return features.holders.get((preference.about, canonical(preference)), _NOTHING)


def ruled_out(features: Features, preferences: Sequence[Preference], filters: TitleFilter) -> npt.NDArray[np.bool_]:
    """Titles that a stated dislike or the stated longest runtime rules out, unless `filters` ask for just that."""
    asked = _asked_for(filters)
    out = np.zeros(len(features.titles), dtype=np.bool_)
    for preference in preferences:
        if preference.stance == "dislike" and (preference.about, canonical(preference)) not in asked:
            out[answering(features, preference)] = True
    longest = [int(p.value) for p in preferences if p.about == "max_runtime" and p.value.isdecimal()]
    if longest and filters.max_runtime is None and filters.min_runtime is None:
        out |= features.runtimes > min(longest)
    return out


def _asked_for(filters: TitleFilter) -> set[tuple[str, str]]:
    asked = {
        "genre": filters.genres,
        "mood": filters.moods,
        "theme": filters.themes,
        "person": filters.people,
        "language": (filters.language,) if filters.language else (),
    }
    return {(about, value.casefold()) for about, values in asked.items() for value in values}
