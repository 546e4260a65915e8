"""The words: front matter, variables, and a hash that names the exact file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import prompts

FOLDER = Path(prompts.__file__).parent
TODAY = {"today": "2026-03-14", "weekday": "Saturday", "timezone": "Europe/Paris"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_every_prompt_says_what_it_is(path: Path) -> None:
    front, body, _ = prompts.read(path.stem)
    assert front["id"] == path.stem
    assert isinstance(front["version"], int)
    assert front["changed"]
    assert body
    assert "---" not in body.splitlines()[0]


def test_the_variables_are_filled_in() -> None:
    prompt = prompts.load("system", **TODAY)
    assert "Today is 2026-03-14 (Saturday), time zone Europe/Paris." in prompt.text
    assert "$" not in prompt.text


def test_the_hash_names_the_words_whatever_the_variables() -> None:
    one, other = prompts.load("system", **TODAY), prompts.load("system", **TODAY | {"weekday": "Sunday"})
    assert one.text != other.text
    assert one.hash == other.hash == hashlib.sha256((FOLDER / "system.md").read_bytes()).hexdigest()[:12]


@pytest.mark.parametrize("variables", [{}, {"today": "2026-03-14"}, TODAY | {"name": "Ana"}])
def test_variables_that_are_missing_or_not_declared_are_refused(variables: dict[str, str]) -> None:
    with pytest.raises(KeyError, match="system"):
        prompts.load("system", **variables)


def test_a_prompt_that_is_not_there_is_told() -> None:
    with pytest.raises(FileNotFoundError):
        prompts.load("no_such_prompt")
