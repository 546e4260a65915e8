"""A benchmark is rows: what was measured, how much, and how much it may be."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Row:
    """`limit` is in `unit` too; None where nothing is promised. `at_least`: more is better."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def held(self) -> bool | None:
        """Whether the limit holds; None without one."""
        if self.limit is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def print_table(rows: Sequence[Row], *, title: str = "") -> None:
    """To standard output."""
    table = Table(title=title or None)
    for column, right in (("measured", False), ("value", True), ("unit", False), ("limit", True), ("", False)):
        table.add_column(column, justify="right" if right else "left")
    for row in rows:
        limit = "" if row.limit is None else f"{'≥' if row.at_least else '≤'} {row.limit:g}"
        mark = {True: "[green]ok[/green]", False: "[red]over[/red]" if not row.at_least else "[red]under[/red]", None: ""}[row.held]
        table.add_row(row.name, f"{row.value:.4g}", row.unit, limit, mark)
    Console().print(table)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest of `values` that `percent` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
