"""What every test stands on. No network but loopback: pytest-socket holds that, see pyproject.toml."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--require-all`: where CI has installed everything, a skip is a failure."""
    parser.addoption("--require-all", action="store_true", help="fail instead of skipping")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """Turns skips into failures under --require-all."""
    report = yield
    if report.skipped and item.config.getoption("--require-all"):
        report.outcome = "failed"
        report.longrepr = f"skipped under --require-all: {report.longrepr}"
    return report
