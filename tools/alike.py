"""Why a title is like another, from facts that both have, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from domain import Title


def why_alike(title: Title, likes: Sequence[Title]) -> str | None:
    """The most telling thing that `title` shares with one of `likes`, as a short clause; None where the facts show none."""
    several = len(likes) > 1
    for tell in (_same_director, _same_actor, _same_themes, _same_moods):
        for liked in likes:
            if clause := tell(title, liked):
                return f"{clause}, like {liked.title}" if several else clause
    return None


def _same_director(title: Title, liked: Title) -> str | None:
    both = _both(title.directors, liked.directors)
    return f"also directed by {both[0]}" if both else None


def _same_actor(title: Title, liked: Title) -> str | None:
    both = _both(title.cast, liked.cast)
    return f"{both[0]} is in this too" if both else None


def _same_themes(title: Title, liked: Title) -> str | None:
    both = _both(title.themes, liked.themes)
    return f"also about {both[0]}" if both else None


def _same_moods(title: Title, liked: Title) -> str | None:
    both = _both(title.moods, liked.moods)[:2] or _both(title.genres, liked.genres)[:1]
    return f"{' and '.join(both).lower()} too" if both else None


def _both(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return [value for value in one if value in other]
