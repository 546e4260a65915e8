from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from benchmarks.plots import half_remembered
from catalog.seed import load_titles
from domain import Title
from vectorstore.interface import Vectors
from vectorstore.onnx_embedder import OnnxEmbedder
from vectorstore.plot_index import ChromaPlotIndex

DISTRACTORS = 260
ALSO = {"Alien", "Aliens", "Heat"}


class LetterEmbedder:
    """Counts letters: quick, deterministic, and it counts what it was asked for."""

    dimensions = 26

    def __init__(self, name: str = "letters") -> None:
        self.name = name
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        counts = np.array([[text.casefold().count(chr(97 + at)) + 0.01 for at in range(26)] for text in texts], np.float32)
        unit: Vectors = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return unit


@pytest.fixture
def letters() -> LetterEmbedder:
    return LetterEmbedder()


@pytest.fixture(scope="session")
def onnx() -> OnnxEmbedder:
    return OnnxEmbedder()


@pytest.fixture(scope="session")
def films() -> tuple[Title, ...]:
    """The films of the half-remembered plots among the most voted others: small enough to embed in a test run."""


    wanted = {plot.title for plot in half_remembered()} | ALSO
    titles = sorted(load_titles(), key=lambda title: -title.vote_count)
    meant = [title for title in titles if title.title in wanted]
    others = [title for title in titles if title.title not in wanted]
    return (*meant, *others[:DISTRACTORS])


@pytest.fixture(scope="session")
def index(films: tuple[Title, ...], onnx: OnnxEmbedder, tmp_path_factory: pytest.TempPathFactory) -> ChromaPlotIndex:
    """A real index on the real model, which nothing changes."""
    built = ChromaPlotIndex(tmp_path_factory.mktemp("plots"), onnx)
    built.sync(films)
    return built
