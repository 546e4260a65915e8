"""Why a title is like another, from facts that both have, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from domain import Title

NOUNS = ("Comedy", "Drama", "Thriller", "Western", "Romance", "Mystery", "Documentary", "Adventure", "Fantasy", "TV Movie")


def why_alike(title: Title, likes: Sequence[Title]) -> str | None:
    """The most telling thing that `title` shares with one of `likes`, as one short sentence; None where the facts show none."""
    several = len(likes) > 1
    for tell in (_same_director, _same_actor, _same_themes, _same_moods, _same_genre):
        for liked in likes:
            if told := tell(title, liked, several):
                return told
    return None


def _same_director(title: Title, liked: Title, several: bool) -> str | None:
    both = _both(title.directors, liked.directors)
    return (f"{both[0]} directed {liked.title} too" if several else f"{both[0]} directed this too") if both else None


def _same_actor(title: Title, liked: Title, several: bool) -> str | None:
    both = _both(title.cast, liked.cast)
    return (f"{both[0]} is in {liked.title} too" if several else f"{both[0]} is in this too") if both else None


def _same_themes(title: Title, liked: Title, several: bool) -> str | None:
    both = _both(title.themes, liked.themes)
    return (f"It shares the theme of {both[0]}{f' with {liked.title}' if several else ''}") if both else None


def _same_moods(title: Title, liked: Title, several: bool) -> str | None:
    both = _both(title.moods, liked.moods)[:2]
    return f"Another {' and '.join(both).lower()} one{_like(liked, several)}" if both else None


def _same_genre(title: Title, liked: Title, several: bool) -> str | None:
    """As in "Another comedy", "Another science fiction film"."""
    both = _both(title.genres, liked.genres)
    if not both:
        return None
    noun = both[0].lower().replace("tv ", "TV ")
    return f"Another {noun if both[0] in NOUNS else f'{noun} film'}{_like(liked, several)}"


def _like(liked: Title, several: bool) -> str:
    return f", like {liked.title}" if several else ""


def _both(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return [value for value in one if value in other]
