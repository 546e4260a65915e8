"""Plot vectors kept on disk by Chroma: one row a title, with the hash of what it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError

from errors import CannotOpen
from vectorstore.interface import Embedder, Vectors

BATCH = 64  # titles embedded between two writes: what a crash costs
MOST_ROWS = 5_000  # Chroma refuses more than 5,461 in one call

Progress = Callable[[int, int], None]


class PlotStore:
    """One embedder's vectors in a folder. One process at a time; blocking. Each embedder has a collection of its own."""

    def __init__(self, path: Path, embedder: Embedder) -> None:
        """Opens or makes the folder. Raises CannotOpen when it is no usable Chroma folder."""
        self._embedder = embedder
        name = "plots-" + hashlib.sha256(embedder.name.encode()).hexdigest()[:16]
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(path=str(path), settings=Settings(anonymized_telemetry=False))
            self._collection = self._client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}, metadata={"embedder": embedder.name}
            )
        except (OSError, ChromaError, ValueError) as error:
            raise CannotOpen(f"The vector store in {path} cannot be opened: {error}") from error

    def update(self, texts: Mapping[str, str], progress: Progress | None = None) -> int:
        """Embeds the texts (by title id) that are new or changed, and returns how many; `progress(done, of)` after each batch."""
        kept = self.hashes()
        stale = [title_id for title_id, text in texts.items() if kept.get(title_id) != self._hash(text)]
        for start in range(0, len(stale), BATCH):
            ids = stale[start : start + BATCH]
            rows = self._embedder.embed([texts[title_id] for title_id in ids])
            hashes = [{"hash": self._hash(texts[title_id])} for title_id in ids]
            self._collection.upsert(ids=ids, embeddings=rows, metadatas=hashes)  # type: ignore[arg-type]
            if progress:
                progress(start + len(ids), len(stale))
        return len(stale)

    def remove(self, title_ids: Sequence[str]) -> None:
        """Forgets those rows."""
        for start in range(0, len(title_ids), MOST_ROWS):
            self._collection.delete(ids=list(title_ids[start : start + MOST_ROWS]))

    def hashes(self) -> dict[str, str]:
        """The hash of every row, by title id."""
        found = self._collection.get(include=["metadatas"])
        return {title_id: str(row["hash"]) for title_id, row in zip(found["ids"], found["metadatas"] or [], strict=True)}

    def load(self, title_ids: Sequence[str] | None = None) -> dict[str, Vectors]:
        """The vectors of `title_ids`, or all, by title id."""
        if title_ids is not None and not title_ids:
            return {}
        found = self._collection.get(ids=None if title_ids is None else list(title_ids), include=["embeddings"])
        rows = np.asarray(found["embeddings"], np.float32)
        return dict(zip(found["ids"], rows, strict=True))

    def close(self) -> None:
        """Lets go of the folder."""
        self._client.close()  # type: ignore[attr-defined]  # on the client it returns, not on the type it promises

    def _hash(self, text: str) -> str:
        return hashlib.sha256(f"{self._embedder.name}\n{text}".encode()).hexdigest()[:32]
