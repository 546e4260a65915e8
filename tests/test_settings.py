"""A wrong setting stops the start with one line that names it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from settings import Settings, SettingsError, load_settings

WRONG = {
    "PORT": "eighty",
    "MODEL": "oracle",
    "LOG_LEVEL": "LOUD",
    "LOG_FORMAT": "xml",
    "GUEST_DAYS": "0",
    "RUN_KEEP_MINUTES": "14",
    "CONFIRM_MINUTES": "-1",
    "TURN_SECONDS": "4",
    "CONNECTIONS_PER_USER": "1.5",
    "FRAMES_PER_MINUTE": "",
    "GUESTS_PER_MINUTE": "many",
    "SEND_SECONDS": "0",
}
FREE_TEXT = {"HOST", "HOME", "EMBEDDER"}  # judged when they are used


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_told_in_one_line_that_names_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"RAFILM_{name}", WRONG[name])
    with pytest.raises(SettingsError) as error:
        load_settings()
    told = str(error.value)
    assert told.startswith(f"RAFILM_{name}={WRONG[name]!r} will not do: ")
    assert "\n" not in told


def test_every_setting_is_tried_with_a_wrong_value() -> None:
    assert {name.upper() for name in Settings.model_fields} == WRONG.keys() | FREE_TEXT


def test_a_line_break_in_a_value_does_not_break_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAFILM_PORT", "80\nforged line")
    with pytest.raises(SettingsError, match=r"RAFILM_PORT='80\\nforged line'") as error:
        load_settings()
    assert "\n" not in str(error.value)


def test_given_values_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAFILM_PORT", "9001")
    monkeypatch.setenv("RAFILM_HOME", "kept")
    settings = load_settings(port=9002)
    assert (settings.port, settings.home) == (9002, Path("kept"))


def test_settings_cannot_be_changed_afterwards() -> None:
    settings = load_settings()
    with pytest.raises(ValidationError, match="frozen"):
        settings.port = 1  # type: ignore[misc]
