"""A clock that moves when told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class HandClock:
    """Stands still until `pass_`; both the calendar and a stopwatch."""

    now: datetime = field(default_factory=lambda: datetime(2026, 3, 14, 15, 9, 26, 535_897, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        """A monotonic reading of the same time."""
        return self.now.timestamp()

    def pass_(self, **time: float) -> None:
        """Lets time pass: `pass_(days=1)`."""
        self.now += timedelta(**time)
