"""Embedding keeps to itself: nothing is written in the home folder, where onnxruntime would keep a device id."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

EMBED = "from vectorstore.onnx_embedder import OnnxEmbedder; OnnxEmbedder().embed(['a heist in a dream'])"


def test_embedding_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))}
    subprocess.run([sys.executable, "-c", EMBED], check=True, env={**environment, "HOME": str(tmp_path)}, timeout=120)
    assert list(tmp_path.rglob("*")) == []
