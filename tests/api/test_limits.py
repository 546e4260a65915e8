"""Budgets: rates by key, connections at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.limits import ConnectionCounter, RateLimited, TokenBuckets
from errors import TooMany
from tests.api.hand_clock import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def test_a_burst_then_a_steady_rate(clock: HandClock) -> None:
    buckets = TokenBuckets(60, burst=3, clock=clock.seconds)
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 0]
    assert buckets.take("a") == pytest.approx(1, abs=1e-5)
    clock.pass_(seconds=0.5)
    assert buckets.take("a") == pytest.approx(0.5, abs=1e-5)
    clock.pass_(seconds=0.6)
    assert buckets.take("a") == 0
    assert buckets.take("b") == 0, "keys have budgets of their own"


def test_check_says_what_and_when(clock: HandClock) -> None:
    buckets = TokenBuckets(2, clock=clock.seconds)
    buckets.check("a")
    buckets.check("a")
    with pytest.raises(RateLimited, match="Too many frames") as refused:
        buckets.check("a", "frames")
    assert refused.value.retry_after == pytest.approx(30, abs=1e-4)
    assert refused.value.status == 429


def test_memory_is_bounded_and_the_busy_are_remembered(clock: HandClock) -> None:
    buckets = TokenBuckets(1, clock=clock.seconds, most_keys=10)
    buckets.take("busy")
    for stranger in range(1_000):
        buckets.take(str(stranger))
        assert buckets.take("busy") > 0
    assert len(buckets._buckets) == 10


def test_a_dropped_key_starts_afresh(clock: HandClock) -> None:
    buckets = TokenBuckets(1, clock=clock.seconds)
    buckets.take("socket")
    assert buckets.take("socket") > 0
    buckets.drop("socket")
    buckets.drop("never seen")
    assert buckets.take("socket") == 0


@given(st.lists(st.floats(0, 120), min_size=1, max_size=60), st.integers(1, 30), st.integers(1, 120))
def test_never_more_than_burst_and_rate_allow(pauses: list[float], burst: int, per_minute: int) -> None:
    clock = HandClock()
    buckets = TokenBuckets(per_minute, burst=burst, clock=clock.seconds)
    started, taken = clock.seconds(), 0
    for pause in pauses:
        clock.pass_(seconds=pause)
        taken += buckets.take("a") == 0
        assert taken <= burst + (clock.seconds() - started) * per_minute / 60 + 1e-3


def test_connections_are_counted_while_held() -> None:
    counter = ConnectionCounter(2)
    with counter.hold("a"), counter.hold("b"):
        with counter.hold("a"), pytest.raises(TooMany), counter.hold("a"):
            pass
        with counter.hold("a"):
            pass
    assert not counter._open, "nothing is kept of who left"


def test_a_connection_that_failed_is_given_back() -> None:
    counter = ConnectionCounter(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), counter.hold("a"):
            raise ZeroDivisionError
