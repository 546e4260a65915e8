"""A catalogue of 32 made-up films, small enough to reason about: eight directors, four stories each told by four films."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from domain import Recommendation, Taste, Title, TitleFilter
from recommender.embedded import EmbeddedRecommender
from recommender.features import Features, build_features

# director, two leads, genres, moods, language, first year; story number is the row's place modulo 8
_HANDS = [
    ("Ada Norrland", "Ivo Karst", "Lena Brook", ("Crime", "Thriller"), ("tense", "gritty"), "en", 1990),
    ("Bo Castell", "Mira Tann", "Oskar Pell", ("Horror", "Thriller"), ("scary", "tense"), "en", 1998),
    ("Cleo Marsh", "Ivo Karst", "Nadia Fern", ("Comedy", "Romance"), ("funny", "romantic"), "fr", 2001),
    ("Dov Hallam", "Pia Lund", "Sol Reyes", ("Science Fiction", "Drama"), ("mind-bending", "slow-burn"), "ko", 2010),
    ("Eva Quill", "Tom Ashby", "Una Vance", ("Animation", "Family"), ("heartwarming", "playful"), "ja", 1995),
    ("Fay Orton", "Vik Sand", "Wyn Moor", ("War", "History"), ("epic", "moving"), "en", 1970),
    ("Gil Stroud", "Xan Pike", "Yara Holt", ("Western", "Action"), ("violent", "stylish"), "en", 1966),
    ("Hal Imber", "Zoe Crane", "Abel Fox", ("Documentary", "Music"), ("uplifting", "nostalgic"), "en", 2015),
]
_NAMES = [
    ("Copper Dawn", "Copper Dawn 2", "Glass Harbour", "Northbound"), ("Cellar Door", "Pale Visitor", "Moth Hour", "Undertow"),
    ("Marzipan", "Two Umbrellas", "Sunday Ferry", "Kite Season"), ("Orbit of Salt", "Second Gravity", "Lattice", "Quiet Comet"),
    ("Paper Fox", "Lantern Bay", "Button Kingdom", "Snowmelt"), ("Iron Meadow", "The Long Ridge", "Barricade", "Last Courier"),
    ("Red Mesa", "Dust Choir", "Six Graves", "Tumblewire"), ("Loud Strings", "Basement Tapes Man", "Brass Town", "Vinyl Summer"),
]  # fmt: skip


def film(hand: int, nth: int) -> Title:
    director, lead, second, genres, moods, language, year = _HANDS[hand]
    return Title(
        title_id=f"movie-{100 * (hand + 1) + nth}", title=_NAMES[hand][nth], year=year + 2 * nth, runtime=90 + 15 * nth, genres=genres,
        directors=(director,), cast=(lead, second) if nth % 2 else (second, f"Extra {hand}{nth}"), language=language, moods=moods,
        vote_average=8.6 - 0.4 * nth, vote_count=9_000 - 1_500 * nth - 100 * hand, overview=f"Story {hand}", themes=(f"theme {hand}",),
    )  # fmt: skip


TITLES = {title.title_id: title for title in (film(hand, nth) for hand in range(8) for nth in range(4))}


def plot_vectors(title_ids: Sequence[str]) -> tuple[Sequence[str], npt.NDArray[np.float32]]:
    """One axis a story, slightly apart within it. The films of the last hand have no vector, as some plots have none."""
    known = [title_id for title_id in title_ids if title_id in TITLES and not title_id.startswith("movie-8")]
    rows = np.zeros((len(known), 12), dtype=np.float32)
    for row, title_id in enumerate(known):
        hand, nth = divmod(int(title_id.removeprefix("movie-")), 100)
        rows[row, hand], rows[row, 8 + nth] = 1.0, 0.3
    return known, rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="session")
def engine() -> EmbeddedRecommender:
    return EmbeddedRecommender(TITLES, plot_vectors)


@pytest.fixture
def fresh_engine() -> EmbeddedRecommender:
    return EmbeddedRecommender(TITLES, plot_vectors)


@pytest.fixture(scope="session")
def features() -> Features:
    return build_features(TITLES, plot_vectors)


@pytest.fixture(scope="session")
def titles() -> dict[str, Title]:
    return TITLES


@pytest.fixture(scope="session")
def by_name() -> Callable[[str], str]:
    """The id of a film of the fixture by its name."""
    named = {title.title: title.title_id for title in TITLES.values()}
    return named.__getitem__


@pytest.fixture(scope="session")
def ask(engine: EmbeddedRecommender) -> Callable[..., Awaitable[list[Recommendation]]]:
    async def asked(taste: Taste, filters: TitleFilter | None = None, limit: int = 10) -> list[Recommendation]:
        return list(await engine.recommend("ann", taste, filters=filters, limit=limit))

    return asked
