"""What moves a title up or down, one thing at a time."""

import pytest

from domain import Preference, Taste
from recommender.profile import build_profile
from recommender.ranking import components, neighbours, weigh
from recommender.weights import WEIGHTS


@pytest.fixture
def score(features, by_name):
    def scored(name, **known):
        taste = Taste(**known)
        profile = build_profile(features, taste)
        scores = weigh(components(features, profile, neighbours(features, profile), taste), WEIGHTS)
        return float(scores[features.row[by_name(name)]])

    return scored


def test_a_liked_film_draws_its_own_kind_and_a_disliked_one_repels_it(score, by_name):
    neutral = score("Moth Hour")
    assert score("Moth Hour", ratings={by_name("Cellar Door"): 9}) > neutral + 1
    assert score("Moth Hour", ratings={by_name("Cellar Door"): 2}) < neutral - 0.5


def test_the_more_it_was_liked_the_more_it_draws(score, by_name):
    drawn = [score("Moth Hour", ratings={by_name("Cellar Door"): rating}) for rating in (1, 3, 4, 6, 7, 8, 9, 10)]
    assert drawn == sorted(drawn)
    assert drawn[0] < drawn[1] < drawn[2] < drawn[3] < drawn[4] < drawn[5] < drawn[6] < drawn[7]


def test_a_watch_without_rating_draws_lightly_and_a_favourite_as_much_as_a_ten(score, by_name):
    seen = frozenset({by_name("Cellar Door")})
    watched, favourite = score("Moth Hour", watched=seen), score("Moth Hour", watched=seen, favorites=seen)
    assert score("Moth Hour") < watched < score("Moth Hour", ratings={by_name("Cellar Door"): 7}) < favourite
    assert favourite == score("Moth Hour", ratings={by_name("Cellar Door"): 10})


def test_a_rating_says_more_than_the_watch_it_came_with(score, by_name):
    seen = frozenset({by_name("Cellar Door")})
    assert score("Moth Hour", watched=seen, ratings={by_name("Cellar Door"): 2}) < score("Moth Hour")


@pytest.mark.parametrize(
    ("about", "value"),
    [("genre", "horror"), ("genre", "Horror movies"), ("person", "bo castell"), ("person", "Mira Tann"), ("mood", "scary")],
)
def test_a_stated_like_lifts_what_answers_it_and_nothing_else(score, about, value):
    wish = (Preference(about=about, value=value),)
    assert score("Pale Visitor", preferences=wish) == pytest.approx(score("Pale Visitor") + WEIGHTS["stated"])
    assert score("Paper Fox", preferences=wish) == score("Paper Fox")


@pytest.mark.parametrize("value", ["Korean", "ko", "korean films"])
def test_a_language_is_known_by_name_and_by_code(score, value):
    wish = (Preference(about="language", value=value),)
    assert score("Lattice", preferences=wish) == pytest.approx(score("Lattice") + WEIGHTS["stated"])


def test_a_title_said_to_be_liked_draws_like_a_liked_one(score, by_name):
    wish = (Preference(about="title", value="cellar door"),)
    assert score("Moth Hour", preferences=wish) > score("Moth Hour") + 1


def test_the_watchlist_lifts_a_little(score, by_name):
    listed = score("Undertow", watchlist=frozenset({by_name("Undertow")}))
    assert listed == pytest.approx(score("Undertow") + WEIGHTS["watchlist"])
    assert listed < score("Undertow", ratings={by_name("Cellar Door"): 9})


def test_what_is_loved_by_more_people_comes_first_where_taste_says_nothing(score):
    assert score("Cellar Door") > score("Pale Visitor") > score("Moth Hour") > score("Undertow")


def test_films_of_the_years_one_likes_come_nearer(features, by_name):
    taste = Taste(ratings={by_name("Red Mesa"): 9})
    profile = build_profile(features, taste)
    era = components(features, profile, neighbours(features, profile), taste)["era"]
    assert era[features.row[by_name("Iron Meadow")]] > 0.2 > 0 > era[features.row[by_name("Brass Town")]]
