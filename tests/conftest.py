"""What every test stands on: no network but loopback."""

from __future__ import annotations

import pytest
from pytest_socket import disable_socket, socket_allow_hosts


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    """Refuses any connection beyond this machine: a test that needs a service starts a double of it."""
    disable_socket(allow_unix_socket=True)
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


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
