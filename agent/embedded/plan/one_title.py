"""Facts of one title as a person tells them: two facts and an honest hook, since the card under it tells the plot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agent.embedded.speech import named, out_of_ten
from agent.embedded.text import and_list

_NOUNS = ("Comedy", "Thriller", "Western", "Romance", "Mystery", "Documentary", "Musical", "Drama", "Adventure", "Fantasy")
_ADJECTIVES = {"Animation": "animated", "History": "historical", "Romance": "romantic", "Documentary": "documentary", "Music": "music"}
_GENRE_OF_MOOD = {"scary": "Horror", "funny": "Comedy", "romantic": "Romance", "family-friendly": "Family"}
_KIND_OF_MOOD = {"scary": "a horror film", "funny": "a comedy", "romantic": "a romance", "family-friendly": "a family film"}


def kind(genres: Sequence[str]) -> str:
    """One or two genres as a noun: "crime drama", "romantic comedy", "science fiction film"."""
    noun = next((genre for genre in _NOUNS if genre in genres), None)
    rest = [genre for genre in genres if genre != noun]
    others = sorted(rest, key=lambda genre: genre in _NOUNS and genre != "Romance")[: 1 if noun else 2]
    words = [_ADJECTIVES.get(genre, genre.lower()) for genre in others]
    return " ".join([*words, noun.lower() if noun else "film"])


def introduced(title: Mapping[str, Any], more: Mapping[str, Any]) -> str:
    """As in "Blade Runner (1982) is Ridley Scott's science fiction thriller with Harrison Ford and Sean Young, 117 minutes long."."""
    makers, cast = list(title.get("directors") or ())[:2], list(title.get("cast") or ())[:2]
    what = kind(list(title.get("genres") or ()))
    text = f"{named(title)} is {_possessive(and_list(makers))} {what}" if makers else f"{named(title)} is {_a(what)} {what}"
    text += f" with {and_list(cast)}" if cast else ""
    text += f", {title['runtime']} minutes long" if title.get("runtime") else ""
    return f"{text}.{_hook(title, more)}{mine(title)}"


def mine(title: Mapping[str, Any]) -> str:
    """What the person did with it."""
    if title.get("my_rating"):
        return f" You gave it {out_of_ten(title['my_rating'])}."
    return " It's on your watchlist." if title.get("on_watchlist") else ""


def felt_like(asked: Sequence[str], title: Mapping[str, Any], moods: Sequence[str]) -> str:
    """Whether it is scary, funny, sad …, from its genres and moods; what it is like instead."""
    name, genres = named(title), list(title.get("genres") or ())
    if not asked:
        return f"I'd call {name} {and_list(list(moods)[:3])}." if moods else f"I can't say what {name} feels like."
    wanted = asked[0]
    genre = _GENRE_OF_MOOD.get(wanted, "")
    others = [mood for mood in moods if mood != wanted][:2]
    if wanted in moods or genre in genres:
        told = f"it's {_KIND_OF_MOOD[wanted]}" if genre in genres else f"{wanted} is the word for {name}"
        return f"Yes, {told}{f', {and_list(others)}' if others else ''}."
    no = f"{name} isn't {_KIND_OF_MOOD[wanted]}" if wanted in _KIND_OF_MOOD else f"I wouldn't call {name} {wanted}"
    if others:
        return f"{no}, though I'd call it {and_list(others)}."
    return f"{no}: it's {_a(kind(genres))} {kind(genres)}." if genres else f"{no}."


def side_by_side(titles: Sequence[Mapping[str, Any]]) -> str:
    """Votes, years and lengths of several titles, the best rated first; no opinion."""
    ordered = sorted(titles, key=lambda title: -(title.get("vote_average") or 0))
    return f"People give {_measured(ordered[0])}, and {and_list([_measured(title) for title in ordered[1:]])}."


def _measured(title: Mapping[str, Any]) -> str:
    vote, minutes = title.get("vote_average"), title.get("runtime")
    return named(title) + (f" {vote:.1f}" if vote else " no votes yet") + (f" ({minutes} minutes)" if minutes else "")


def _hook(title: Mapping[str, Any], more: Mapping[str, Any]) -> str:
    moods, vote = list(more.get("moods") or ())[:2], title.get("vote_average")
    if moods:
        return f" I'd call it {and_list(moods)}" + (f", and people give it {vote:.1f}." if vote else ".")
    return f" People give it {vote:.1f}." if vote else ""


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _a(noun: str) -> str:
    return "an" if noun[:1] in "aeiou" else "a"
