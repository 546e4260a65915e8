"""The words: versioned Markdown with front matter. `load(name, **variables)` gives the text and its hash."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Prompt:
    """A prompt ready to send; `hash` names the file's exact words, whatever the variables were."""

    id: str
    version: int
    text: str
    hash: str


def load(name: str, /, **variables: object) -> Prompt:
    """Reads `prompts/NAME.md` and fills in its variables.

    Raises FileNotFoundError for an unknown name and KeyError for a variable that is missing or not declared.
    """
    front, body, digest = read(name)
    if set(variables) != set(front.get("variables", ())):
        raise KeyError(f"prompt {name} takes {front.get('variables', [])}, not {sorted(variables)}")
    return Prompt(front["id"], front["version"], Template(body).substitute(variables), digest)


@cache
def read(name: str) -> tuple[dict[str, Any], str, str]:
    """Front matter, body and hash of `prompts/NAME.md`, read from disk once."""
    source = (HERE / f"{name}.md").read_text(encoding="utf-8")
    match = re.fullmatch(r"---\n(.*?)\n---\n(.*)", source, re.DOTALL)
    if not match:
        raise ValueError(f"prompts/{name}.md has no front matter")
    return yaml.safe_load(match[1]), match[2].strip(), hashlib.sha256(source.encode()).hexdigest()[:12]
