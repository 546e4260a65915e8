"""Why a title is recommended, in one short true sentence, with the titles that it names as evidence.

A reason stands on a card by itself, so it begins with a capital letter, tells one thing and has no full stop. Every
clause is built from a fact both sides have; nothing is said that the data does not show. Wording varies by title id
and never between repeats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from domain import Preference, Taste, Title
from recommender.features import Features
from recommender.profile import Signal
from recommender.ranking import Neighbours
from recommender.weights import (
    NEAR_STORY,
    NEAR_STORY_FROM,
    SAME_ACTOR,
    SAME_DIRECTOR,
    SAME_GENRES,
    SAME_MOODS,
    STATED_LIKE,
    TOLD_BEFORE,
)
from recommender.wishes import answering, canonical, language_name


@dataclass(frozen=True)
class Reason:
    """What to tell, the title ids it leans on, and how telling it is."""

    text: str
    evidence: tuple[str, ...] = ()
    worth: float = 0.0


class Reasoner:
    """Gives the titles of one list their reasons, in order, so that they do not all lean on the same favourite."""

    def __init__(self, features: Features, taste: Taste, near: Neighbours) -> None:
        self._features, self._taste, self._near = features, taste, near
        self._named = [(column, signal) for column, signal in enumerate(near.signals) if signal.fit_to_name]
        self._likes = [(p, set(answering(features, p).tolist())) for p in taste.preferences if p.stance == "like" and p.about != "title"]
        self._told: Counter[str] = Counter()

    def reason(self, row: int) -> Reason:
        """The most telling reason for the title at `row`; where taste tells nothing, what the public says of it."""
        title = self._features.titles[row]
        found = [self._discounted(reason) for reason in self._from_taste(row, title)]
        best = max(found, key=lambda reason: reason.worth, default=Reason(by_the_public(title)))
        self._told.update(best.evidence)
        if not best.worth and title.title_id in self._taste.watchlist:
            return Reason("It has been waiting on your watchlist")
        return Reason(best.text[:1].upper() + best.text[1:], best.evidence, best.worth)

    def _discounted(self, reason: Reason) -> Reason:
        told = sum(self._told[title_id] for title_id in reason.evidence)
        return Reason(reason.text, reason.evidence, reason.worth * TOLD_BEFORE**told)

    def _from_taste(self, row: int, title: Title) -> list[Reason]:
        found = [Reason(by_wish(title, p), (), STATED_LIKE) for p, rows in self._likes if row in rows]
        for column, signal in self._named:
            liked = self._features.titles[signal.row]
            cosine = float(self._near.cosines[row, column])
            for text, worth in _in_common(title, liked, signal, cosine):
                found.append(Reason(text, (liked.title_id,), worth * (1 + signal.weight) / 2))
        return found


def _in_common(title: Title, liked: Title, signal: Signal, cosine: float) -> list[tuple[str, float]]:
    """Each true clause that relates `title` to a liked one, with its worth."""
    name_of_liked = liked.title if liked.title != title.title else f"{liked.title} ({liked.year})"
    you, which = _you(name_of_liked, signal), _which(name_of_liked, signal)
    clauses = []
    for name in _shared(title.directors, liked.directors)[:1]:
        text = _pick(title, f"{you}, and {name} directed this too", f"{name} made this as well as {which}")
        clauses.append((text, SAME_DIRECTOR))
    for name in _shared(title.cast, liked.cast)[:1]:
        text = _pick(title, f"{you}, and {name} is in this too", f"it has {name}, from {which}")
        clauses.append((text, SAME_ACTOR))
    if cosine >= NEAR_STORY_FROM:
        text = _pick(title, f"close in story to {which}", f"{you}, and its story is not far from this one")
        clauses.append((text, NEAR_STORY * cosine))
    moods = _shared(title.moods, liked.moods)
    if len(moods) > 1:
        pair = f"{moods[0]} and {moods[1]}"
        clauses.append((_pick(title, f"it is {pair}, like {which}", f"{you}, and this one is {pair} too"), SAME_MOODS * len(moods)))
    genres = _shared(title.genres, liked.genres)
    if len(genres) > 1:
        pair = f"{in_prose(genres[0])} and {in_prose(genres[1])}"
        clauses.append((_pick(title, f"it mixes {pair}, like {which}", f"{you}, and this mixes {pair} too"), SAME_GENRES * len(genres)))
    return clauses


def by_wish(title: Title, wish: Preference) -> str:
    """A stated like, and what else is known of the title: 'You like horror, and this one is tense'."""
    value = canonical(wish)
    if wish.about == "person":
        name = next(name for name in title.directors + title.cast if name.casefold() == value)
        return f"You like {name}, who directed this" if name in title.directors else f"You like {name}, who is in this"
    liked = {"mood": f"{value} films", "theme": f"{value} films", "language": f"films in {language_name(value)}"}.get(wish.about, value)
    mood = next((mood for mood in title.moods if mood.casefold() != value), None)
    return f"You like {liked}, and this one is {mood}" if mood else f"You like {liked}"


def by_the_public(title: Title) -> str:
    """What everybody's votes say, and no more: 'Widely loved: 8.4 from 6,600 votes'."""
    if title.vote_average is None or not title.vote_count:
        return "Little known: nobody has voted on it yet"
    votes = f"{title.vote_average:.1f} from {_round(title.vote_count):,} votes"
    if title.vote_count < 1_000:
        return f"Less known: {votes}"
    if title.vote_average >= 7.8:
        return _pick(title, f"Widely loved: {votes}", f"A favourite of many: {votes}")
    return f"Well liked: {votes}" if title.vote_average >= 6.8 else f"Rated {votes}"


def in_prose(genre: str) -> str:
    """'science fiction' for 'Science Fiction', 'TV movie' for 'TV Movie'."""
    return genre.lower().replace("tv ", "TV ")


def _you(name: str, signal: Signal) -> str:
    return {
        "rated": f"you gave {name} {signal.rating}",
        "favorite": f"{name} is one of your favourites",
        "watched": f"you watched {name}",
        "stated": f"you said you like {name}",
    }[signal.how]


def _which(name: str, signal: Signal) -> str:
    return {
        "rated": f"{name}, which you gave {signal.rating}",
        "favorite": f"{name}, one of your favourites",
        "watched": f"{name}, which you watched",
        "stated": f"{name}, which you said you like",
    }[signal.how]


def _shared(mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    return [value for value in mine if value in theirs]


def _pick(title: Title, *wordings: str) -> str:
    return wordings[crc32(title.title_id.encode()) % len(wordings)]


def _round(count: int) -> int:
    """To two significant digits: 6,624 is 6,600."""
    scale: int = 10 ** max(len(str(count)) - 2, 0)
    return round(count / scale) * scale
