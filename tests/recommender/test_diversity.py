"""Lists that do not repeat themselves."""

from collections import Counter

import numpy as np
import pytest

from domain import Taste, TitleFilter
from recommender.diversity import diversify
from recommender.traits import franchise


async def test_not_all_by_the_one_director_that_was_liked(ask, by_name):
    liked = {by_name(name): 10 for name in ("Cellar Door", "Pale Visitor")}
    directors = Counter(one.title.directors[0] for one in await ask(Taste(ratings=liked), limit=8))
    assert directors["Bo Castell"] == 2  # all that is left of that director
    assert len(directors) >= 5


async def test_a_newcomer_gets_as_many_kinds_as_there_are(ask):
    assert len({one.title.directors for one in await ask(Taste(), limit=8)}) == 8


def test_a_sequel_waits_behind_a_lesser_film_of_another_series(features, by_name):
    pool = [features.row[by_name(name)] for name in ("Copper Dawn", "Copper Dawn 2", "Glass Harbour")]
    scores = np.zeros(len(features.titles), dtype=np.float32)
    scores[pool] = 3.0, 2.9, 2.4
    assert [row for row, _ in diversify(features, pool, scores, 3, same_kind=0.0)] == [pool[0], pool[2], pool[1]]


async def test_a_full_list_where_one_director_was_asked_for(ask):
    found = await ask(Taste(), TitleFilter(people=("Ada Norrland",)))
    assert {one.title.title for one in found} == {"Copper Dawn", "Copper Dawn 2", "Glass Harbour", "Northbound"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Toy Story", "Toy Story 2"),
        ("Rocky", "Rocky IV"),
        ("Back to the Future", "Back to the Future Part III"),
        ("Kill Bill: Vol. 1", "Kill Bill: Vol. 2"),
        ("Harry Potter and the Goblet of Fire", "Harry Potter and the Deathly Hallows: Part 1"),
        ("The Terminator", "Terminator 2: Judgment Day"),
        ("Mission: Impossible", "Mission: Impossible - Fallout"),
        ("Ant-Man", "Ant-Man and the Wasp"),
    ],
)
def test_a_series_is_known_by_its_names(one, other):
    assert franchise(one) == franchise(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Heat", "The Hunt"), ("Seven", "Seven Samurai"), ("Up", "Us"), ("10", "300"), ("I, Robot", "Robots")]
)
def test_different_films_are_no_series(one, other):
    assert franchise(one) != franchise(other)
