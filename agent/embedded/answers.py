"""Answers to a question that the model itself asked: which film, what rating, which day, which entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from agent.embedded import references
from agent.embedded.clauses import bare
from agent.embedded.dialogue import State
from agent.embedded.marks import Marked
from agent.embedded.mentions import Context, named
from agent.embedded.reading import Reader
from agent.embedded.request import Mention, Request
from agent.embedded.said import day_of, felt_in, rating_of
from agent.embedded.slots.numbers import number
from agent.embedded.yes_no import understand_yes_no

_MEAN = re.compile(
    r"^(?:i (?:mean|meant|want|watched|saw|think)|it's|it was|its|that would be|that's|definitely|probably|make it|let's say|"
    r"go with|i'd say)\s+",
    re.IGNORECASE,
)
_NEVER_MIND = re.compile(
    r"(?:(?:sorry,? )?(?:i )?(?:really )?(?:don't|dont|can't|cant|do not|cannot) (?:really )?(?:remember|recall|know)(?: when| exactly)?|"
    r"(?:i have )?no (?:idea|clue)|not sure|dunno|"
    r"no|nope|nah|neither(?: of (?:them|those))?|none(?: of (?:them|those|these))?|never ?mind|nvm|forget (?:it|about "
    r"it)|cancel|stop|skip(?: it)?|leave it|don't bother|not (?:those|either|any of (?:them|those))|drop it|no thanks)"
    r"(?:[, ]+(?:thanks|thank you|never ?mind|please|forget it|leave it))*",
    re.IGNORECASE,
)


def answered(marked: Marked, state: State, reader: Reader, facts: references.Facts, is_new: bool) -> list[Request] | None:
    """The requests that went unfinished, completed by this message; None where it is no answer."""
    note = state.note
    waiting = [Request.model_validate(one_) for one_ in note.get("requests", ())]
    asks = note.get("asks")
    said = bare(marked.text) or marked.text  # "yes" is politeness elsewhere
    plain = marked.plain(said).strip(" .!?,")
    if not waiting or not plain:
        return None
    if _NEVER_MIND.fullmatch(plain):
        return [Request(intent="never_mind", text=plain)]
    first, rest = waiting[0], waiting[1:]
    done: Request | None = None
    match asks:
        case "which":
            done = _which(first, note, said, marked, reader, facts, is_new)
        case "rating":
            done = _rating(first, said, marked, reader)
        case "day":
            done = _day(first, said, marked)
        case "title" if not is_new:
            done = _title(first, said, marked, reader, Context(state.shown, state.focus, facts))
        case "entry":
            done = _entry(first, note, plain, said, marked)
        case "yes":
            yes = understand_yes_no(plain)
            if yes is False:
                return [Request(intent="never_mind", text=plain)]
            done = first if yes else None
    return [done, *rest] if done else None


def _which(first: Request, note: Any, said: str, marked: Marked, reader: Reader, facts: references.Facts, is_new: bool) -> Request | None:
    options: Sequence[str] = note.get("options", ())
    at = int(note.get("mention", 0))
    chosen = _chosen(options, said, marked, facts)
    if not chosen or (is_new and len(marked.plain(said).split()) > 5):
        return None
    old = list(first.titles)
    made = [
        Mention(text=old[at].text if at < len(old) else "", title_ids=(one_id,), rating=old[at].rating if at < len(old) else None)
        for one_id in chosen
    ]
    return first.with_(titles=tuple(old[:at] + made + old[at + 1 :]), pick=None)


def _chosen(options: Sequence[str], said: str, marked: Marked, facts: references.Facts) -> tuple[str, ...]:
    """Which of `options` is meant: by name, by pointing, by year, or by a fact ("the french one", "de niro")."""
    for mark in marked.of(said, "T"):
        both = [one_id for one_id in mark.value.title_ids if one_id in options]
        if len(both) == 1:
            return tuple(both)
    plain = marked.plain(said).strip(" .!?,")
    for words in (_MEAN.sub("", said), said):
        found = references.resolve(words, marked, options, (), facts)
        if found:
            return found
    if re.search(r"\b(?:both|all)\b", plain, re.IGNORECASE):
        return tuple(options)
    return _by_year_or_name(plain, options, facts) or _guessed(plain, options, facts)


def _by_year_or_name(plain: str, options: Sequence[str], facts: references.Facts) -> tuple[str, ...]:
    titles = [title for title in map(facts, options) if title]
    short = re.search(r"\b'?(\d\d)\b", plain)
    hits = [t for t in titles if plain.lower() in (str(t.year), t.title.lower())]
    hits = hits or [t for t in titles if short and t.year and t.year % 100 == int(short[1])]
    return (hits[0].title_id,) if hits else ()


def _guessed(plain: str, options: Sequence[str], facts: references.Facts) -> tuple[str, ...]:
    for guess in (f"the {plain} one", f"the one with {plain}"):
        found = references.resolve(guess, Marked(guess), options, (), facts)
        if found:
            return found
    return ()


def _rating(first: Request, said: str, marked: Marked, reader: Reader) -> Request | None:
    rating, bad = rating_of(said, marked, bare=True)
    if rating is None and bad is None:
        spelt = number(marked.plain(said).strip(" .!,"))
        rating = int(spelt) if spelt is not None and 1 <= spelt <= 10 else felt_in(said, marked, reader)
    if rating is None and re.fullmatch(
        r"(?:no rating|without(?: a rating| one)?|no score|unrated|don't rate it)", marked.plain(said), re.IGNORECASE
    ):
        return first.with_(bad_rating=None, rating=None)
    if (rating is None and bad is None) or len(said.split()) > 8:
        return None
    return first.with_(rating=rating, bad_rating=bad)


def _day(first: Request, said: str, marked: Marked) -> Request | None:
    when = day_of(said, marked)
    again = True if re.search(r"\bre-?watch|\bagain\b", said, re.IGNORECASE) else first.rewatch
    return first.with_(when=when, rewatch=again) if when and not when.vague and len(said.split()) <= 8 else None


def _title(first: Request, said: str, marked: Marked, reader: Reader, context: Context) -> Request | None:
    if len(said.split()) > 9:
        return None
    piece = re.sub(r"^(?:it was|it's|its|i (?:mean|meant)|the (?:film|movie) (?:was|is)|that was|called)\s+", "", said, flags=re.IGNORECASE)
    found = named(piece, marked, reader, context, rated=True)
    return first.with_(titles=found.mentions, pick=None, rating=first.rating) if found.mentions else None


def _entry(first: Request, note: Any, plain: str, said: str, marked: Marked) -> Request | None:
    entries = list(note.get("entries", ()))
    ids = [entry["entry_id"] for entry in entries]
    if re.search(r"\b(?:all|both|every|each)\b", plain, re.IGNORECASE):
        return first.with_(entry_ids=tuple(ids))
    if re.search(r"\b(?:re-?watch|second (?:watch|viewing|time))\b", plain, re.IGNORECASE):
        again = [entry["entry_id"] for entry in entries if entry.get("rewatch")]
        return first.with_(entry_ids=tuple(again)) if again else None
    when = day_of(said, marked)
    if when:
        ids = [entry["entry_id"] for entry in entries if when.start.isoformat() <= entry["watched_on"] <= when.end.isoformat()]
        return first.with_(entry_ids=tuple(ids)) if ids else None
    if re.search(r"\b(?:latest|newest|most recent|last|recent)\b", plain, re.IGNORECASE):
        return first.with_(entry_ids=tuple(ids[:1]))
    if re.search(r"\b(?:oldest|earliest|older)\b", plain, re.IGNORECASE):
        return first.with_(entry_ids=tuple(ids[-1:]))
    picked = references.resolve(plain, Marked(plain), ids, (), lambda _: None)
    return first.with_(entry_ids=picked) if picked else None
