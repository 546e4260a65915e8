"""What stands above a row of cards: what was asked for, in few words."""

from __future__ import annotations

from domain import TitleFilter


def of_filters(filters: TitleFilter | None, otherwise: str) -> str:
    """"Horror · 1980–1989 · under 100 min"; `otherwise` where nothing was asked that can be said."""
    asked = filters or TitleFilter()
    parts = [*asked.genres, *(mood.capitalize() for mood in asked.moods), *asked.themes, *asked.people, _years(asked), _length(asked)]
    parts += [f"no {name}" for name in (*asked.exclude_genres, *asked.exclude_moods, *asked.exclude_themes, *asked.exclude_people)]
    return " · ".join(part for part in parts if part) or otherwise


def _years(asked: TitleFilter) -> str:
    match asked.year_from, asked.year_to:
        case None, None:
            return ""
        case first, None:
            return f"from {first} on"
        case None, last:
            return f"up to {last}"
        case first, last:
            return str(first) if first == last else f"{first}–{last}"


def _length(asked: TitleFilter) -> str:
    match asked.min_runtime, asked.max_runtime:
        case None, None:
            return ""
        case least, None:
            return f"{least} min or more"
        case None, most:
            return f"up to {most} min"
        case least, most:
            return f"{least}–{most} min"
