"""A failure is told in the log in few lines, without what people said."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Literal

import pytest
import structlog

from api.logs import configure_logs
from settings import load_settings


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def fail(secret: str) -> None:
    raise RuntimeError("the shelf broke")


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_a_trace_names_the_failure_and_no_local_variable(log_format: Literal["console", "json"]) -> None:
    written = io.StringIO()
    configure_logs(load_settings(log_format=log_format), written)
    try:
        fail(secret="my diary")
    except RuntimeError:
        structlog.get_logger().exception("turn failed", run_id="r1")
    told = written.getvalue()
    assert "the shelf broke" in told
    assert "turn failed" in told
    assert "my diary" not in told.replace('fail(secret="my diary")', "")
    assert len(told) < 5_000


def test_nothing_below_the_level_is_written() -> None:
    written = io.StringIO()
    configure_logs(load_settings(log_level="WARNING"), written)
    structlog.get_logger().info("quiet")
    structlog.get_logger().warning("loud")
    assert "quiet" not in written.getvalue()
    assert "loud" in written.getvalue()
