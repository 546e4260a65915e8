"""Any sentence-transformers model behind the same interface; needs the extra `sentence-transformers`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from errors import CannotOpen
from vectorstore.interface import Vectors


class SentenceTransformersEmbedder:
    """A model by its Hugging Face name or a local folder. Importing torch takes seconds: it happens on construction only."""

    def __init__(self, model_name_or_path: str, *, threads: int = 1) -> None:
        """`threads` is torch's, for the whole process. Raises CannotOpen without the extra, or when the model does not load."""
        try:
            import torch
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise CannotOpen("This embedder needs an extra: pip install 'rafilm[sentence-transformers]'") from error
        torch.set_num_threads(threads)
        try:
            self._model = SentenceTransformer(model_name_or_path, device="cpu")
        except (OSError, ValueError) as error:
            raise CannotOpen(f"The sentence-transformers model {model_name_or_path!r} does not load.") from error
        self.name = f"sentence-transformers:{_identity(model_name_or_path)}"
        self.dimensions = int(self._model.encode(["dimensions"]).shape[1])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimensions), rows of length 1. Blocking."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        rows = self._model.encode(list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(rows, np.float32)


def _identity(model_name_or_path: str) -> str:
    """The name as it is; a folder by its name and weights, so that a retrained model is another one."""
    folder = Path(model_name_or_path)
    if not folder.is_dir():
        return model_name_or_path
    digest = hashlib.sha256()
    for weights in sorted(folder.rglob("*.safetensors")) or sorted(folder.rglob("*.bin")):
        with weights.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"{folder.name}:{digest.hexdigest()[:12]}"
