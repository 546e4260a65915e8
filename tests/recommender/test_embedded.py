"""What every list must hold to, whoever asks."""

import random
from itertools import pairwise

import numpy as np
import pytest

from domain import Preference, Taste, Title, TitleFilter
from recommender import Recommender
from recommender.embedded import EmbeddedRecommender


def tastes(titles, count=60):
    """Varied people, the same in every run."""
    pick = random.Random(11)
    for _ in range(count):
        chosen = pick.sample(sorted(titles), 14)
        yield Taste(
            ratings={title_id: pick.randint(1, 10) for title_id in chosen[: pick.randint(0, 8)]},
            watched=frozenset(chosen[6:9]),
            favorites=frozenset(chosen[pick.randint(4, 10) : 10]),
            watchlist=frozenset(chosen[9:]),
        )


def test_it_is_a_recommender(engine):
    assert isinstance(engine, Recommender)


async def test_nothing_done_with_and_nothing_twice(ask, titles):
    for taste in tastes(titles):
        found = [one.title.title_id for one in await ask(taste, limit=50)]
        done = taste.ratings.keys() | taste.watched | taste.favorites
        assert set(found) == titles.keys() - done
        assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        (TitleFilter(genres=("thriller",)), lambda title: "Thriller" in title.genres),
        (TitleFilter(exclude_moods=("tense",), max_runtime=105), lambda title: "tense" not in title.moods and title.runtime <= 105),
        (TitleFilter(people=("Ivo Karst",)), lambda title: "Ivo Karst" in title.cast),
        (TitleFilter(exclude_title_ids=("movie-100",)), lambda title: title.title_id != "movie-100"),
    ],
)
async def test_filters_hold_and_leave_all_else(ask, titles, filters, passes):
    found = await ask(Taste(ratings={"movie-203": 9}), filters, limit=50)
    assert {one.title.title_id for one in found} == {title.title_id for title in titles.values() if passes(title)} - {"movie-203"}


async def test_scores_never_rise_and_stay_between_0_and_1(ask, titles):
    for taste in tastes(titles):
        scores = [one.score for one in await ask(taste, limit=20)]
        assert len(scores) >= 15
        assert all(higher >= lower for higher, lower in pairwise(scores))
        assert all(0 < score < 1 for score in scores)


async def test_the_same_answer_every_time_and_from_every_instance(ask, titles, fresh_engine):
    for taste in tastes(titles, 10):
        first = await ask(taste)
        assert await ask(taste) == first
        shuffled = taste.model_copy(update={"ratings": dict(reversed(taste.ratings.items()))})
        assert await ask(shuffled) == first
        assert list(await fresh_engine.recommend("bob", taste)) == first


async def test_as_many_as_asked_and_no_more(ask):
    assert [len(await ask(Taste(), limit=limit)) for limit in (0, 1, 7, 32, 99)] == [0, 1, 7, 32, 32]


async def test_titles_outside_the_catalogue_tell_nothing_and_break_nothing(ask):
    strange = Taste(ratings={"custom-1": 10}, watched=frozenset({"tv-7"}), favorites=frozenset({"x"}), watchlist=frozenset({"y"}))
    assert await ask(strange) == await ask(Taste())


async def test_an_empty_catalogue_answers_with_nothing():
    empty = EmbeddedRecommender({}, lambda title_ids: ([], np.empty((0, 384), np.float32)))
    assert list(await empty.recommend("ann", Taste(ratings={"movie-1": 9}))) == []


async def test_a_catalogue_of_bare_titles_still_answers():
    bare = {f"movie-{i}": Title(title_id=f"movie-{i}", title=f"Bare {i}") for i in range(3)}
    engine = EmbeddedRecommender(bare, lambda title_ids: ([], np.empty((0, 384), np.float32)))
    wish = Preference(about="max_runtime", value="90")
    found = await engine.recommend("ann", Taste(ratings={"movie-0": 9}, preferences=(wish,)))
    assert [(one.title.title_id, one.reason, one.source) for one in found] == [
        ("movie-1", "Little known: nobody has voted on it yet", "embedded"),
        ("movie-2", "Little known: nobody has voted on it yet", "embedded"),
    ]
