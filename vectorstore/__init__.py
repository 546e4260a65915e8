"""Plots as vectors: the `Embedder`, the index that Chroma keeps, and semantic search over it."""

from vectorstore.interface import Embedder, PlotIndex

__all__ = ["Embedder", "PlotIndex"]
