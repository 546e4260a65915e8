from __future__ import annotations

from benchmarks.plots import Plot, half_remembered
from domain import Title
from vectorstore.plot_index import ChromaPlotIndex


async def missed(index: ChromaPlotIndex, films: tuple[Title, ...], plots: list[Plot]) -> list[str]:
    names = {title.title_id: title.title for title in films}
    misses = []
    for plot in plots:
        first = [names[one.title_id] for one in await index.similar(text=plot.text, limit=3)]
        if plot.title not in first:
            misses.append(f"{plot.text}: {plot.title} not in {first}")
    return misses


async def test_plots_that_search_was_tuned_with_find_their_film(index: ChromaPlotIndex, films: tuple[Title, ...]) -> None:
    plots = [plot for plot in half_remembered() if plot.seen]
    assert len(plots) >= 90
    assert await missed(index, films, plots) == []


async def test_plots_it_was_not_tuned_with_mostly_do(index: ChromaPlotIndex, films: tuple[Title, ...]) -> None:
    plots = [plot for plot in half_remembered() if not plot.seen]
    assert len(plots) >= 40
    misses = await missed(index, films, plots)
    assert len(misses) <= 0.1 * len(plots), misses
