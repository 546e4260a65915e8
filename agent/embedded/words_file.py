"""The one place where the embedded model's words are read from disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from agent.embedded.reading import Words

HERE = Path(__file__).resolve().parents[2] / "prompts" / "embedded"


@dataclass(frozen=True)
class Language:
    """All that `prompts/embedded/` holds."""

    words: Words
    examples: dict[str, list[str]]
    frames: list[dict[str, Any]]
    speech: dict[str, Any]


def load(folder: Path = HERE) -> Language:
    """Reads the files of `folder`. Raises FileNotFoundError where one is missing."""
    return Language(
        words=Words(**_read(folder / "words.yaml")),
        examples=_read(folder / "examples.yaml"),
        frames=[frame for path in sorted(folder.glob("frames-*.yaml")) for frame in _read(path)["frames"]],
        speech=_read(folder / "speech.yaml"),
    )


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - both are safe loaders; the C one is ten times faster


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
