"""What is said of two titles' likeness is in the facts of both."""

from __future__ import annotations

import pytest

from domain import Title
from tools.alike import why_alike

HEAT = Title(
    title_id="movie-1",
    title="Heat",
    directors=("Michael Mann",),
    cast=("Al Pacino", "Robert De Niro"),
    themes=("heist",),
    moods=("tense", "stylish"),
    genres=("Crime",),
)


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ({"directors": ("Michael Mann",), "moods": ("tense",)}, "Michael Mann directed this too"),
        ({"cast": ("Jean Reno", "Robert De Niro")}, "Robert De Niro is in this too"),
        ({"themes": ("heist",), "moods": ("tense",)}, "It shares the theme of heist"),
        ({"moods": ("tense", "stylish", "dark")}, "Another tense and stylish one"),
        ({"genres": ("Crime", "Drama")}, "Another crime film"),
        ({}, None),
    ],
)
def test_the_most_telling_shared_fact_is_said(shares: dict[str, tuple[str, ...]], said: str | None) -> None:
    assert why_alike(Title(title_id="movie-2", title="Other", **shares), [HEAT]) == said


def test_of_several_titles_the_one_meant_is_named() -> None:
    up = Title(title_id="movie-3", title="Up", moods=("heartwarming",))
    other = Title(title_id="movie-2", title="Other", directors=("Michael Mann",))
    assert why_alike(other, [up, HEAT]) == "Michael Mann directed Heat too"
