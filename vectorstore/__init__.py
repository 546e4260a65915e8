"""Plots as vectors: the `Embedder`, the index that Chroma keeps, and semantic search over it."""

import os

# onnxruntime reports its use to its maker, and keeps a device id in the home folder, unless told not to before it is imported
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

from vectorstore.interface import Embedder, PlotIndex

__all__ = ["Embedder", "PlotIndex"]
