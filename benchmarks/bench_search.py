"""How fast and how good search is over the embedded catalogue: `python -m benchmarks.bench_search`."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable
from functools import partial
from pathlib import Path

from benchmarks.plots import Plot, half_remembered
from benchmarks.table import Row, percentile, print_table, seconds
from catalog.embedded import EmbeddedCatalog
from catalog.seed import load_also_known, load_titles
from vectorstore.onnx_embedder import OnnxEmbedder
from vectorstore.plot_index import ChromaPlotIndex

TYPED = (
    "heat", "the matrix", "dune 1984", "blade runer", "the godfahter", "terminator 2", "lord of the rigns", "spiderman", "amelie",
    "godfather part ii", "harry poter", "eternal sunshine", "intersteller", "forest gump", "who framed roger rabit", "qwerty uiop",
    "the silence of the lams", "crouching tiger", "mission impossible 3", "something that no film is called at all",
)  # fmt: skip
ROUNDS = 10


def rows() -> list[Row]:
    """Builds an index in a temporary folder (tens of seconds), then searches."""
    return asyncio.run(_rows())


async def _rows() -> list[Row]:
    titles = load_titles()
    catalog = EmbeddedCatalog(titles, load_also_known())
    typed = [await _timed(catalog.search(query, limit=10)) for _ in range(ROUNDS) for query in TYPED]
    begun = [await _timed(catalog.suggest(query[:4])) for _ in range(ROUNDS) for query in TYPED]
    embedder = OnnxEmbedder()
    embedding = [seconds(partial(embedder.embed, [f"a heist in a dream, number {at}"])) for at in range(50)]
    with tempfile.TemporaryDirectory() as folder:
        first = ChromaPlotIndex(Path(folder), OnnxEmbedder())
        build = seconds(lambda: first.sync(titles))
        first.close()
        opening = time.perf_counter()
        index = ChromaPlotIndex(Path(folder), OnnxEmbedder())
        index.sync(titles)
        opened = time.perf_counter() - opening
        plots = half_remembered()
        meaning = [await _timed(index.similar(text=plot.text)) for plot in plots]
        like = [await _timed(index.similar(title_ids=[title.title_id])) for title in titles[:100]]
        seen = await _share_found(catalog, index, [plot for plot in plots if plot.seen])
        unseen = await _share_found(catalog, index, [plot for plot in plots if not plot.seen])
        index.close()
    return [
        Row("title search p50", 1000 * percentile(typed, 50), "ms"),
        Row("title search p95", 1000 * percentile(typed, 95), "ms", 20),
        Row("suggest p95", 1000 * percentile(begun, 95), "ms", 20),
        Row("semantic search p50, embedding included", 1000 * percentile(meaning, 50), "ms"),
        Row("semantic search p95, embedding included", 1000 * percentile(meaning, 95), "ms", 50),
        Row("similar titles p95", 1000 * percentile(like, 95), "ms", 50),
        Row("embedding a query p50", 1000 * percentile(embedding, 50), "ms"),
        Row(f"first index build, {len(titles):,} titles, one thread", build, "s", 120),
        Row("opening a built index, model included", opened, "s", 8),
        Row("half-remembered plots, film in the first 3 (tuned with)", seen, "%", 90, at_least=True),
        Row("half-remembered plots, film in the first 3 (not tuned with)", unseen, "%", 85, at_least=True),
    ]


async def _share_found(catalog: EmbeddedCatalog, index: ChromaPlotIndex, plots: list[Plot]) -> float:
    found = 0
    for plot in plots:
        near = await catalog.get_many([one.title_id for one in await index.similar(text=plot.text, limit=3)])
        found += plot.title in {title.title for title in near.values()}
    return 100 * found / len(plots)


async def _timed(call: Awaitable[object]) -> float:
    start = time.perf_counter()
    await call
    return time.perf_counter() - start


if __name__ == "__main__":
    print_table(rows(), title="Search")
