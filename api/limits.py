"""Budgets at the doors: how often, how many at once, how big. Nothing here knows HTTP routes or sockets.

Token buckets after https://en.wikipedia.org/wiki/Token_bucket: a key may act `burst` times at once,
and earns `per_minute` more each minute.
"""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from errors import TooMany

Monotonic = Callable[[], float]

REQUESTS_PER_MINUTE = 1_200  # of one user: a page that reloads its side panel after every turn stays far below


class RateLimited(TooMany):
    """Over a rate. `retry_after` is in seconds."""

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TokenBuckets:
    """A rate per key. Keeps `most_keys` at most: beyond, the key not seen for longest starts afresh."""

    def __init__(
        self, per_minute: float, *, burst: float | None = None, clock: Monotonic = time.monotonic, most_keys: int = 10_000
    ) -> None:
        self._per_second = per_minute / 60
        self._burst = per_minute if burst is None else burst
        self._clock = clock
        self._most_keys = most_keys
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # key -> tokens left, at what time

    def take(self, key: str) -> float:
        """Takes one token: 0.0 when there was one, else the seconds until there is, and nothing is taken."""
        now = self._clock()
        left, at = self._buckets.get(key, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._per_second)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        self._buckets.move_to_end(key)
        if len(self._buckets) > self._most_keys:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._per_second

    def check(self, key: str, what: str = "requests") -> None:
        """Takes one token. Raises RateLimited, saying `what` there were too many of."""
        if wait := self.take(key):
            raise RateLimited(f"Too many {what}. Try again in {max(1, round(wait))} s.", retry_after=wait)

    def drop(self, key: str) -> None:
        """Forgets a key that will not come again (a closed socket)."""
        self._buckets.pop(key, None)


class ConnectionCounter:
    """How many connections each key holds at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    @contextmanager
    def hold(self, key: str) -> Iterator[None]:
        """One connection more while inside. Raises TooMany on entering beyond the limit."""
        if self._open[key] >= self._most:
            raise TooMany(f"At most {self._most} connections at once.")
        self._open[key] += 1
        try:
            yield
        finally:
            self._open[key] -= 1
            if not self._open[key]:
                del self._open[key]


@dataclass(frozen=True)
class Limits:
    """The budgets of one service: guests by address, requests by user or address, frames by socket, sockets by user."""

    guests: TokenBuckets
    requests: TokenBuckets
    frames: TokenBuckets
    connections: ConnectionCounter


def make_limits(
    *,
    guests_per_minute: int,
    frames_per_minute: int,
    connections_per_user: int,
    requests_per_minute: int = REQUESTS_PER_MINUTE,
    clock: Monotonic = time.monotonic,
) -> Limits:
    """The budgets that a deployment chose."""
    return Limits(
        guests=TokenBuckets(guests_per_minute, clock=clock),
        requests=TokenBuckets(requests_per_minute, clock=clock),
        frames=TokenBuckets(frames_per_minute, clock=clock),
        connections=ConnectionCounter(connections_per_user),
    )
