"""How the journal tells a change: short, past tense, in a person's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain import DiaryEntry, Preference, TitleRef


def named(title: TitleRef) -> str:
    """Heat (1995)."""
    return f"{title.title} ({title.year})" if title.year else title.title


def several(titles: Sequence[TitleRef]) -> str:
    """Up to two by name, more by number: "Heat (1995) and Ronin (1998)", "3 films"."""
    if len(titles) <= 2:
        return " and ".join(named(title) for title in titles)
    return counted(len(titles), films=all(title.title_id.startswith("movie-") for title in titles))


def counted(count: int, *, films: bool = False) -> str:
    """"1 title", "3 films"."""
    return f"{count:,} {'film' if films else 'title'}{'' if count == 1 else 's'}"


def day(value: str) -> str:
    """2026-11-20 as 20 Nov 2026."""
    when = date.fromisoformat(value)
    return f"{when.day} {when:%b} {when.year}"


def logged(title: TitleRef, watched_on: str, rating: int | None, review: str | None, rewatch: bool) -> str:
    """Logged Heat (1995), 9/10, on 20 Nov 2026."""
    what = f"a rewatch of {named(title)}" if rewatch else named(title)
    parts = [f"Logged {what}", f"{rating}/10" if rating else "", "with a review" if review else "", f"on {day(watched_on)}"]
    return ", ".join(part for part in parts if part)


def corrected(title: TitleRef, changed: Sequence[str]) -> str:
    """Corrected the day and the rating of Heat (1995)."""
    words = {"watched_on": "day", "rating": "rating", "review": "review", "contains_spoilers": "spoiler mark", "rewatch": "rewatch mark"}
    parts = [f"the {words[field]}" for field in changed]
    return f"Corrected {', '.join(parts[:-1])}{' and ' if len(parts) > 1 else ''}{parts[-1]} of {named(title)}"


def deleted(entries: Sequence[DiaryEntry]) -> str:
    """Deleted Heat (1995) of 20 Nov 2026 from the diary."""
    if len(entries) == 1:
        return f"Deleted {named(entries[0])} of {day(entries[0].watched_on.isoformat())} from the diary"
    return f"Deleted {len(entries):,} diary entries"


def rated(title: TitleRef, before: int | None, after: int | None) -> str:
    """Rated Heat (1995) 9/10."""
    if after is None:
        return f"Removed the rating of {named(title)}"
    return f"Rated {named(title)} {after}/10" + (f" (it was {before})" if before and before != after else "")


def taste(preference: Preference) -> str:
    """What is remembered, in few words: "likes Horror"."""
    match preference.about:
        case "max_runtime":
            return f"at most {preference.value} minutes"
        case "note":
            return f"“{preference.value}”"
        case "genre" | "mood" | "theme":
            return f"{preference.stance}s {preference.label or preference.value} films"
        case _:
            return f"{preference.stance}s {preference.label or preference.value}"


def undone(summary: str) -> str:
    """The undo of a change; the undo of an undo is a redo."""
    undo, redo = "Undid: ", "Redid: "
    if summary.startswith(undo):
        return redo + summary.removeprefix(undo)
    return undo + summary.removeprefix(redo)
