from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from vectorstore.interface import Embedder
from vectorstore.onnx_embedder import OnnxEmbedder

TEXTS = (
    "a heist in a dream",
    "",
    "robot left alone on earth",
    "千と千尋の神隠し",
    "word " * 600,
    "🎬 émigré’s naïve café!",
    "a heist in a dream",
)


def test_rows_are_unit_vectors_in_the_order_asked(onnx: OnnxEmbedder) -> None:
    rows = onnx.embed(TEXTS)
    assert rows.shape == (len(TEXTS), onnx.dimensions)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    for text, row in zip(TEXTS, rows, strict=True):
        np.testing.assert_allclose(onnx.embed([text])[0], row, atol=1e-6)


def test_a_text_embeds_alike_alone_and_in_a_batch() -> None:
    alone, together = OnnxEmbedder(), OnnxEmbedder()
    texts = [text for text in TEXTS if text]
    batch = together.embed(texts)
    for text, row in zip(texts, batch, strict=True):
        assert float(alone.embed([text])[0] @ row) > 0.9999


def test_like_meanings_are_near(onnx: OnnxEmbedder) -> None:
    shark, sea, love = onnx.embed(["a shark attacks swimmers", "a great white kills bathers at the beach", "a wedding in Rome"])
    assert float(shark @ sea) > float(shark @ love) + 0.2


def test_nothing_embeds_to_no_rows(onnx: OnnxEmbedder) -> None:
    assert onnx.embed([]).shape == (0, 384)


def test_threads_may_share_it(onnx: OnnxEmbedder) -> None:
    texts = [f"film number {at}" for at in range(40)]
    with ThreadPoolExecutor(4) as pool:
        rows = np.stack([row[0] for row in pool.map(lambda text: onnx.embed([text]), texts)])
    np.testing.assert_allclose(rows, onnx.embed(texts), atol=1e-6)


def test_it_is_an_embedder(onnx: OnnxEmbedder) -> None:
    assert isinstance(onnx, Embedder)
