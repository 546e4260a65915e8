"""Every number that ranking weighs with, in one place.

The component weights were fitted by a listwise softmax regression on half of the users of a leave-out split, with their whole
history and with their last five ratings; then rounded, with story, themes and directors raised, and popularity, quality and era
lowered: people expect a list to follow from what they said. That costs 8 % of nDCG@10 on the users tuned on.
`benchmarks/bench_recommender.py` measures the result on the other half of the users. What a rating is worth, what stated wishes
add and how strongly repetition is held down are choices made by eye; the bench shows what variety costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# How much a title says about its owner's taste, by the rating that stands: 7 and up is liked, 4 and down disliked.
# 5 and 6 count a little: the film was chosen, and what one chooses to watch tells too; they are never named as evidence.
BY_RATING: Final[Mapping[int, float]] = {
    10: 1.0, 9: 0.85, 8: 0.7, 7: 0.5, 6: 0.15, 5: 0.15, 4: -0.6, 3: -0.8, 2: -1.0, 1: -1.0,
}  # fmt: skip
LIKED_FROM: Final = 7
FAVORITE: Final = 1.0
STATED: Final = 0.8
WATCHED: Final = 0.25

# What each component of `ranking.components` adds to a score, per unit of that component.
WEIGHTS: Final[Mapping[str, float]] = {
    "popularity": 0.3,
    "quality": 0.4,
    "era": 0.6,
    "story": 9.0,
    "directors": 1.6,
    "cast": 1.3,
    "genres": 2.2,
    "moods": 3.5,
    "themes": 10.0,
    "languages": 1.8,
    "disliked_story": -1.5,
    "stated": 2.0,
    "watchlist": 0.7,
}
# With nothing known of a person, quality leads: what is widely loved, not merely widely seen.
COLD_WEIGHTS: Final[Mapping[str, float]] = {**WEIGHTS, "popularity": 0.6, "quality": 1.0}

NEIGHBOURS: Final = 10  # nearest liked titles whose plots count towards `story`
MOST_LIKED: Final = 200  # liked titles compared plot by plot: the strongest, so that a long diary stays fast
ERA_YEARS: Final = 5.0  # width of the bell around each liked title's year
PRIOR_TITLES: Final = 2.0  # imaginary average titles mixed into a taste, so that one liked film is no whole taste
BAYES_VOTES: Final = 1_000  # imaginary average votes mixed into a title's public rating

# Diversity (maximal marginal relevance): what repeating an already chosen title takes off a score.
POOL: Final = 120  # best titles that the choice is made from
REPEATED_DIRECTOR: Final = 0.5  # for each chosen title by the same director
REPEATED_FRANCHISE: Final = 1.0  # for each chosen title of the same series
SAME_KIND: Final = 0.8  # times the nearest chosen title's likeness in genres, moods and story, 0 to 1
COLD_SAME_KIND: Final = 2.0  # with nothing known, variety is the best guess

# Reasons: how much each kind of evidence is worth telling.
SAME_DIRECTOR: Final = 1.0
SAME_ACTOR: Final = 0.8
NEAR_STORY: Final = 1.6  # times the cosine, which must be at least `NEAR_STORY_FROM`
NEAR_STORY_FROM: Final = 0.4
SAME_MOODS: Final = 0.25  # for each mood in common, of at least two
SAME_GENRES: Final = 0.1  # for each genre in common, of at least two
STATED_LIKE: Final = 0.9
TOLD_BEFORE: Final = 0.5  # times this for every reason in the list that already leans on the same title
