from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.names import fold, plain, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Godfather: Part II", "godfather 2"),
        ("The Godfather: Part II", "The Godfather Part Two"),
        ("Kill Bill: Vol. 2", "kill bill volume 2"),
        ("Matrix, The", "the matrix"),
        ("Mr. & Mrs. Smith", "mr and mrs smith"),
        ("Amélie", "AMELIE"),
        ("E.T. the Extra-Terrestrial", "et the extra terrestrial"),
        ("L.A. Confidential", "la confidential"),
        ("8½", "8 1/2"),
        ("Alien³", "alien 3"),
        ("Schindler's List", "schindlers list"),
        ("Schindler’s List", "schindler's list"),
        ("WALL·E", "wall-e"),
        ("Twelve Monkeys", "12 monkeys"),
        ("Star Wars: Episode V", "star wars 5"),
    ],
)
def test_two_ways_to_write_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Alien", "Aliens"), ("Rocky II", "Rocky III"), ("The Thing", "The Ring"), ("It", "If")])
def test_different_names_do_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_an_article_alone_is_a_name() -> None:
    assert fold("The") == "the"


def test_plain_leaves_numbers_as_written() -> None:
    assert plain("Rocky IV") == "rocky iv"


def test_other_scripts_are_kept() -> None:
    assert words("千と千尋の神隠し") == words("千と千尋の神隠し".upper())
    assert fold("Солярис")


@given(st.text())
def test_any_text_folds_to_single_spaced_words(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
