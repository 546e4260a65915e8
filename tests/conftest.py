"""What every test stands on. No network but loopback: pytest-socket holds that, see pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from catalog.seed import load_titles
from vectorstore.onnx_embedder import OnnxEmbedder
from vectorstore.plot_index import ChromaPlotIndex


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--require-all`: where CI has installed everything, a skip is a failure."""
    parser.addoption("--require-all", action="store_true", help="fail instead of skipping")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Turns skips into failures under --require-all."""
    report = yield
    if report.skipped and item.config.getoption("--require-all"):
        report.outcome = "failed"
        report.longrepr = f"skipped under --require-all: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def built_index(pytestconfig: pytest.Config) -> Path:
    """The folder of a vector index over the whole catalogue: to copy, never to open.

    It is kept between runs and brought up to date, since the first build takes a minute.
    """
    folder = pytestconfig.cache.mkdir("plots")
    with FileLock(folder / "lock"):
        index = ChromaPlotIndex(folder / "chroma", OnnxEmbedder())
        index.sync(load_titles())
        index.close()
    return folder / "chroma"
