"""Words for what the tools told: templates from `prompts/embedded/speech.yaml`, one of the variants by the message itself."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from agent.embedded.request import Period
from agent.embedded.text import and_list

LANGUAGES = {
    "fr": "French",
    "ko": "Korean",
    "ja": "Japanese",
    "es": "Spanish",
    "it": "Italian",
    "de": "German",
    "en": "English",
    "zh": "Chinese",
    "cn": "Cantonese",
    "hi": "Hindi",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian",
    "fi": "Finnish",
    "nl": "Dutch",
    "pl": "Polish",
    "tr": "Turkish",
    "fa": "Persian",
    "ar": "Arabic",
    "th": "Thai",
    "id": "Indonesian",
    "el": "Greek",
    "hu": "Hungarian",
    "cs": "Czech",
    "sr": "Serbian",
    "bs": "Bosnian",
    "te": "Telugu",
}
_DOUBLE = re.compile(r"(?<=[^.\s])\.(?=[,?]|\.(?!\.)|: )")  # as after "Your Name."
LISTS = {"watchlist": "your watchlist", "favorites": "your favorites", "watching": "your Watching list", "completed": "your Completed list"}
SYSTEM_NAMES = frozenset(LISTS)
NAMED = 5  # titles that a sentence names at most: the cards beside it show all


@dataclass(frozen=True)
class Speaker:
    """Says things, the same way for the same `seed`."""

    speech: Mapping[str, Any]
    seed: str

    def say(self, occasion: str, **slots: object) -> str:
        """A sentence for `occasion`, one of its variants."""
        variants: Sequence[str] = self.speech[occasion]
        chosen = variants[zlib.crc32(f"{occasion}|{self.seed}".encode()) % len(variants)]
        text = _DOUBLE.sub("", chosen.format(**slots))
        return text[:1].upper() + text[1:] if text[:1] != " " else text

    def trouble(self, code: str, message: str) -> str:
        """An error in the person's words: the tool's own when it is theirs to mend."""
        if message and code not in ("internal", "unavailable", "model_unavailable"):
            return message if message.endswith((".", "!", "?")) else f"{message}."
        told: Mapping[str, str] = self.speech["trouble"]
        return told.get(code, told["internal"])


def named(title: Mapping[str, Any]) -> str:
    """As in "Heat (1995)"."""
    year = title.get("year")
    return f"{title['title']} ({year})" if year else str(title["title"])


def several(titles: Sequence[Mapping[str, Any]], last: str = "and") -> str:
    """The first few titles as a phrase."""
    return and_list([named(title) for title in titles[:NAMED]], last)


def verb(count: int) -> dict[str, str]:
    """Slots for "is" or "are"."""
    return {"is_are": "is" if count == 1 else "are", "was_were": "was" if count == 1 else "were"}


def on_day(said: str | date, today: date) -> str:
    """As in "today", "yesterday", "on Tuesday 17 November", "on Monday 3 March 2025"."""
    day = date.fromisoformat(said) if isinstance(said, str) else said
    if day == today:
        return "today"
    if day == today - timedelta(days=1):
        return "yesterday"
    return f"on {day:%A} {day.day} {day:%B}" + ("" if day.year == today.year else f" {day.year}")


def day_told(said: str | date, today: date) -> str:
    """The day of something written down, so plain that a wrong one is seen: "today", "yesterday, Friday 20 November"."""
    day = date.fromisoformat(said) if isinstance(said, str) else said
    told = on_day(day, today).removeprefix("on ")
    return f"{told}, {day:%A} {day.day} {day:%B}" if told == "yesterday" else told


def in_period(when: Period | None, today: date) -> str:
    """The days asked about, as a phrase; "so far" for all time."""
    if when is None:
        return "so far"
    if when.start == when.end:
        return on_day(when.start, today)
    if (when.start.day, when.start.month, when.end.day, when.end.month) == (1, 1, 31, 12) or (
        when.start == today.replace(month=1, day=1) and when.end == today
    ):
        return "this year" if when.start.year == today.year else f"in {when.start.year}"
    end = "today" if when.end == today else f"{when.end.day} {when.end:%B}"
    return f"from {when.start.day} {when.start:%B} to {end}"


def out_of_ten(rating: int) -> str:
    """As in "9/10"."""
    return f"{rating}/10"


def list_called(name: str) -> str:
    """How a list is spoken of."""
    return LISTS.get(name, f"“{name}”")


def wish(filters: Mapping[str, Any]) -> str:
    """Filters as a phrase: "that's horror, from 1980 to 1989, under 100 minutes"."""
    parts: list[str] = []
    kinds = [genre.lower() for genre in filters.get("genres", ())] + list(filters.get("moods", ()))
    if kinds:
        parts.append(and_list(kinds))
    if filters.get("language"):
        parts.append(f"in {LANGUAGES.get(filters['language'], filters['language'])}")
    if filters.get("people"):
        parts.append(f"with {and_list(list(filters['people']))}")
    parts += _spans(filters)
    without = [g.lower() for g in filters.get("exclude_genres", ())] + [
        *filters.get("exclude_moods", ()),
        *filters.get("exclude_people", ()),
    ]
    if without:
        parts.append(f"without {and_list(without, 'or')}")
    return ", ".join(parts)


def _spans(filters: Mapping[str, Any]) -> list[str]:
    low, high = filters.get("year_from"), filters.get("year_to")
    parts = []
    if low and high:
        parts.append(f"from {low}" if low == high else f"from {low} to {high}")
    elif low or high:
        parts.append(f"from {low} on" if low else f"up to {high}")
    if filters.get("max_runtime"):
        parts.append(f"at most {filters['max_runtime']} minutes")
    if filters.get("min_runtime"):
        parts.append(f"at least {filters['min_runtime']} minutes")
    if filters.get("min_rating"):
        parts.append(f"rated {filters['min_rating']:g} or more")
    return parts


def tastes_told(preferences: Sequence[tuple[Mapping[str, Any], str]]) -> str:
    """Preferences, each with its name, in the person's words: "you like horror films and Arrival, but not violent films"."""
    likes = [_taste(one, name) for one, name in preferences if _plain(one) and one.get("stance", "like") == "like"]
    dislikes = [_taste(one, name) for one, name in preferences if _plain(one) and one.get("stance", "like") != "like"]
    parts = [f"you like {and_list(likes)}"] if likes else []
    if dislikes:
        parts = [f"{parts[0]}, but not {and_list(dislikes, 'or')}"] if parts else [f"you don't like {and_list(dislikes, 'or')}"]
    parts += [
        f"you like films up to {one['value']} minutes" if one["about"] == "max_runtime" else f"you told me “{one['value']}”"
        for one, _ in preferences
        if not _plain(one)
    ]
    return and_list(parts)


def _plain(preference: Mapping[str, Any]) -> bool:
    return preference["about"] != "max_runtime" and (preference["about"] != "note" or len(str(preference["value"]).split()) <= 3)


def _taste(preference: Mapping[str, Any], name: str) -> str:
    value = str(preference["value"])
    match preference["about"]:
        case "genre":
            return f"{value.lower()} films"
        case "mood" | "theme":
            return f"{value} films"
        case "language":
            return f"films in {LANGUAGES.get(value, value)}"
    return name or value
