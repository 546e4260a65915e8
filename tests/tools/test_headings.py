"""A row of cards says what was asked for."""

from __future__ import annotations

from typing import Any

import pytest

from domain import TitleFilter
from tools.headings import of_filters


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Found for you"),
        ({"genres": ("Horror",), "year_from": 1980, "year_to": 1989, "max_runtime": 100}, "Horror · 1980–1989 · up to 100 min"),
        ({"moods": ("funny",), "exclude_genres": ("Animation",)}, "Funny · no Animation"),
        ({"people": ("Tom Hanks",), "year_from": 2000}, "Tom Hanks · from 2000 on"),
        ({"year_to": 1979, "min_runtime": 150}, "up to 1979 · 150 min or more"),
        ({"year_from": 1999, "year_to": 1999, "min_runtime": 80, "max_runtime": 90}, "1999 · 80–90 min"),
        ({"exclude_title_ids": ("movie-1",)}, "Found for you"),
    ],
)
def test_a_heading_says_what_was_asked_for(asked: dict[str, Any], said: str) -> None:
    assert of_filters(TitleFilter(**asked), "Found for you") == said


def test_nothing_asked_has_a_heading_too() -> None:
    assert of_filters(None, "For you") == "For you"
