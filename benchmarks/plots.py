"""Half-remembered plots with the film meant, for tests and benchmarks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("half_remembered.tsv")


@dataclass(frozen=True)
class Plot:
    """`seen`: search was tuned with this one in sight."""

    text: str
    title: str
    seen: bool


def half_remembered() -> list[Plot]:
    """All of them, in the file's order."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [Plot(text, title, seen == "seen") for text, title, seen in rows]
