from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from domain import Title, TitleFilter
from errors import BadInput, CannotOpen
from tests.vectorstore.conftest import LetterEmbedder
from vectorstore.interface import PlotIndex, Vectors
from vectorstore.plot_index import ChromaPlotIndex
from vectorstore.plot_store import BATCH


def film(number: int, overview: str = "", **facts: object) -> Title:
    return Title.model_validate({"title_id": f"movie-{number}", "title": f"Film {number}", "overview": overview, **facts})


FILMS = (
    film(1, "aaaa bbbb", genres=("Drama",), year=1990),
    film(2, "aaaa cccc", genres=("Drama", "Comedy"), year=2000),
    film(3, "zzzz yyyy", genres=("Comedy",), year=2010),
)


async def ids(index: ChromaPlotIndex, **question: object) -> list[str]:
    return [one.title_id for one in await index.similar(**question)]  # type: ignore[arg-type]


def test_it_is_a_plot_index(tmp_path: Path, letters: LetterEmbedder) -> None:
    assert isinstance(ChromaPlotIndex(tmp_path, letters), PlotIndex)


def test_only_what_changed_is_embedded_again(tmp_path: Path, letters: LetterEmbedder) -> None:
    index = ChromaPlotIndex(tmp_path, letters)
    steps: list[tuple[int, int]] = []
    assert index.sync(FILMS, lambda done, of: steps.append((done, of))) == 3
    assert steps == [(3, 3)]
    assert index.sync(FILMS) == 0
    changed = (FILMS[0], film(2, "rewritten"), FILMS[2].model_copy(update={"vote_count": 9}))
    letters.embedded.clear()
    assert index.sync(changed) == 1
    assert letters.embedded == ["Film 2. rewritten."]


async def test_a_reopened_index_answers_without_embedding_plots(tmp_path: Path, letters: LetterEmbedder) -> None:
    first = ChromaPlotIndex(tmp_path, letters)
    first.sync(FILMS)
    first.close()
    again = LetterEmbedder()
    index = ChromaPlotIndex(tmp_path, again)
    assert index.sync(FILMS) == 0
    assert again.embedded == []
    assert (await ids(index, text="zzzz yyyy"))[0] == "movie-3"


async def test_titles_gone_are_forgotten(tmp_path: Path, letters: LetterEmbedder) -> None:
    index = ChromaPlotIndex(tmp_path, letters)
    index.sync(FILMS)
    index.sync(FILMS[:2])
    assert set(await ids(index, text="zzzz")) == {"movie-1", "movie-2"}
    assert index.vectors(["movie-3"])[0] == []
    assert index.sync(FILMS) == 1


async def test_titles_met_on_the_way_are_added(tmp_path: Path, letters: LetterEmbedder) -> None:
    index = ChromaPlotIndex(tmp_path, letters)
    index.sync(FILMS[:1])
    assert index.add(FILMS[1:]) == 2
    assert index.add(FILMS) == 0
    assert set(await ids(index, text="zzzz")) == {"movie-1", "movie-2", "movie-3"}
    newer = FILMS[0].model_copy(update={"genres": ("War",)})
    assert index.add([newer]) == 0
    assert await ids(index, text="zzzz", filters=TitleFilter(genres=("War",))) == ["movie-1"]


def test_vectors_of_two_models_never_mix(tmp_path: Path, letters: LetterEmbedder) -> None:
    one = ChromaPlotIndex(tmp_path, letters)
    one.sync(FILMS)
    other = LetterEmbedder("other letters")
    assert ChromaPlotIndex(tmp_path, other).sync(FILMS) == 3
    assert one.sync(FILMS) == 0


def test_a_build_cut_short_goes_on_where_it_was(tmp_path: Path) -> None:
    class Dying(LetterEmbedder):
        def embed(self, texts: Sequence[str]) -> Vectors:
            if len(self.embedded) >= BATCH:
                raise KeyboardInterrupt
            return super().embed(texts)

    many = [film(number, f"plot {number}") for number in range(BATCH + 10)]
    index = ChromaPlotIndex(tmp_path, Dying())
    with pytest.raises(KeyboardInterrupt):
        index.sync(many)
    index.close()
    rest = LetterEmbedder()
    assert ChromaPlotIndex(tmp_path, rest).sync(many) == 10
    assert len(rest.embedded) == 10


async def test_filters_are_exact(index: ChromaPlotIndex, films: tuple[Title, ...]) -> None:
    filters = TitleFilter(genres=("Animation",), year_from=2000, exclude_genres=("Romance",))
    passing = {title.title_id for title in films if filters.matches(title)}
    found = await ids(index, text="an adventure", filters=filters, limit=100)
    assert len(found) == min(100, len(passing)) > 5
    assert set(found) <= passing
    assert await ids(index, text="an adventure", filters=TitleFilter(year_from=2999)) == []


async def test_excluded_titles_and_those_asked_about_are_left_out(index: ChromaPlotIndex, films: tuple[Title, ...]) -> None:
    alien = next(title.title_id for title in films if title.title == "Alien")
    near = await ids(index, title_ids=[alien])
    assert alien not in near
    assert near[0] not in await ids(index, title_ids=[alien], filters=TitleFilter(exclude_title_ids=(near[0],)))


@pytest.mark.parametrize(("text", "title_ids"), [("a heist in a dream", ()), ("", ("movie-348",)), ("funny", ("movie-348", "movie-949"))])
async def test_best_first_and_at_most_one(index: ChromaPlotIndex, text: str, title_ids: tuple[str, ...]) -> None:
    scores = [one.score for one in await index.similar(text=text, title_ids=title_ids, limit=20)]
    assert len(scores) == 20
    assert scores == sorted(scores, reverse=True)
    assert scores[0] <= 1


async def test_two_titles_bring_what_is_near_both(index: ChromaPlotIndex, films: tuple[Title, ...]) -> None:
    by_name = {title.title: title.title_id for title in films}
    both = await ids(index, title_ids=[by_name["Alien"], by_name["Groundhog Day"]], limit=10)
    assert by_name["Edge of Tomorrow"] in both


@pytest.mark.parametrize(("text", "title_ids"), [("", ()), ("  ", ()), ("", ("movie-0",))])
async def test_a_question_needs_text_or_a_known_title(index: ChromaPlotIndex, text: str, title_ids: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        await index.similar(text=text, title_ids=title_ids)
    assert len(await index.similar(text="sharks", title_ids=title_ids)) == 10


@pytest.mark.parametrize("limit", [0, 101])
async def test_limits_are_kept(index: ChromaPlotIndex, limit: int) -> None:
    with pytest.raises(BadInput):
        await index.similar(text="sharks", limit=limit)


async def test_an_empty_index_finds_nothing(tmp_path: Path, letters: LetterEmbedder) -> None:
    index = ChromaPlotIndex(tmp_path, letters)
    assert await index.similar(text="anything") == []
    assert index.vectors(["movie-1"])[1].shape == (0, letters.dimensions)


async def test_a_title_without_overview_is_found_by_name_and_themes(tmp_path: Path, letters: LetterEmbedder) -> None:
    index = ChromaPlotIndex(tmp_path, letters)
    index.sync([*FILMS, Title(title_id="movie-9", title="Quixotic", themes=("windmills",)), Title(title_id="movie-10", title="Bare")])
    assert (await ids(index, text="windmills"))[0] == "movie-9"
    assert (await ids(index, text="quixotic"))[0] == "movie-9"


async def test_genres_and_moods_in_the_words_count(index: ChromaPlotIndex, films: tuple[Title, ...]) -> None:
    by_id = {title.title_id: title for title in films}
    found = [by_id[title_id] for title_id in await ids(index, text="funny animation", limit=5)]
    assert sum("funny" in title.moods or "Animation" in title.genres for title in found) >= 4


def test_vectors_come_for_the_known_in_the_order_asked(index: ChromaPlotIndex) -> None:
    known, rows = index.vectors(["movie-949", "movie-0", "movie-348"])
    assert known == ["movie-949", "movie-348"]
    assert rows.shape == (2, 384)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


async def test_searches_go_on_while_titles_are_added(tmp_path: Path, letters: LetterEmbedder) -> None:
    index = ChromaPlotIndex(tmp_path, letters)
    index.sync(FILMS)
    adding = asyncio.to_thread(index.add, [film(number, f"later {number}") for number in range(10, 200)])
    answers = await asyncio.gather(adding, *(ids(index, text="zzzz yyyy", limit=1) for _ in range(20)))
    assert answers[1:] == [["movie-3"]] * 20
    assert len(index.vectors([f"movie-{number}" for number in range(10, 200)])[0]) == 190


def test_a_folder_that_cannot_be_one_is_told(tmp_path: Path, letters: LetterEmbedder) -> None:
    file = tmp_path / "taken"
    file.write_text("not a folder")
    with pytest.raises(CannotOpen, match="taken"):
        ChromaPlotIndex(file, letters)
