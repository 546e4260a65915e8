"""From the words for a title to one title: the catalogue is asked where needed, and the person where it stays unclear."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from agent.embedded.dialogue import Result
from agent.embedded.plan.steps import Call, Desk, Said, call, failure
from agent.embedded.request import Mention, Request
from agent.embedded.speech import named, several, verb
from agent.embedded.text import key, without_article

NEAR_ENOUGH = 86.0  # rapidfuzz ratio from which a search result is taken for what was meant
OFFERED = 3
_NO_NAME = re.compile(r"(?:something|anything|any|some|others?|wait|was|is|are|were|it|that|which|what|maybe|not|no|oh|so|how|if)\b(?=.* )")
WHOLE_LIST = 50


@dataclass(frozen=True)
class Settled:
    """The titles that are sure, each with the rating said beside it, and what has to be said of the others."""

    titles: tuple[tuple[dict[str, Any], Mention], ...]
    problems: tuple[Said, ...] = ()

    @property
    def ids(self) -> list[str]:
        """Ids of the sure titles."""
        return [title["title_id"] for title, _ in self.titles]


def settle(request: Request, desk: Desk, *, write: bool, nothing: str = "which_film") -> Generator[list[Call], list[Result], Settled]:
    """Which titles `request` means. For a write two films of one name are a question; for reading both count."""
    if not request.titles:
        return Settled((), (_which_shown(request, desk, nothing),))
    unsure = [mention for mention in request.titles if _needs_search(mention, desk, write)]
    found: dict[int, Result] = {}
    if unsure:
        results = yield [call("search_titles", query=_query(mention), year=mention.year, limit=5) for mention in unsure]
        found = {id(mention): result for mention, result in zip(unsure, results, strict=True)}
    sure: list[tuple[dict[str, Any], Mention]] = []
    problems: list[Said] = []
    for at, mention in enumerate(request.titles):
        here, problem = _one(mention, found.get(id(mention)), request, at, desk, write)
        sure += [(title, mention) for title in here]
        problems += [problem] if problem else []
    unique = {title["title_id"]: (title, mention) for title, mention in sure}
    return Settled(tuple(unique.values()), tuple(problems))


def whole_list(request: Request, desk: Desk) -> Generator[list[Call], list[Result], Request]:
    """`request` of all titles of its list, where it is about everything there."""
    if not (request.everything and request.list_name):
        return request
    (read,) = yield [call("read_lists", list_name=request.list_name, limit=WHOLE_LIST)]
    there = tuple(Mention(text=str(title["title"]), title_ids=(title["title_id"],)) for title in read.titles)
    return request.with_(titles=there, pick=None, everything=False)


def _query(mention: Mention) -> str:
    return mention.text if len(mention.text) >= 2 else f"{mention.text} "


def _needs_search(mention: Mention, desk: Desk, write: bool) -> bool:
    if len(mention.title_ids) == 1:
        return False
    return not mention.title_ids or (write and _spoken_of(mention, desk) is None)


def _spoken_of(mention: Mention, desk: Desk) -> str | None:
    """The one of several namesakes that the conversation was just about."""
    for pool in (desk.state.focus, desk.state.shown):
        hits = [one for one in mention.title_ids if one in pool]
        if len(hits) == 1:
            return hits[0]
    return None


def _one(
    mention: Mention, result: Result | None, request: Request, at: int, desk: Desk, write: bool
) -> tuple[list[dict[str, Any]], Said | None]:
    if result is None:
        chosen = _spoken_of(mention, desk) if len(mention.title_ids) > 1 else None
        return [desk.title(one) for one in ([chosen] if chosen else mention.title_ids)], None
    trouble = failure(result, desk)
    if trouble:
        return [], Said(trouble)
    hits = _meant(mention, result.titles, write)
    if len(hits) == 1 or (hits and not write):
        return hits, None
    if hits:
        return [], _ask("which", hits, request, at, desk)
    return [], _not_found(mention, result, request, at, desk)


def _meant(mention: Mention, titles: list[dict[str, Any]], write: bool) -> list[dict[str, Any]]:
    """Results of that very name; else the one that is a typo away; else those whose name holds all the words.

    One that only holds the words is not enough to write by: it is offered instead.
    """
    if mention.year is not None:
        titles = [title for title in titles if title.get("year") is not None and abs(title["year"] - mention.year) <= 1]
    if mention.title_ids:
        return [title for title in titles if title["title_id"] in mention.title_ids] or titles[:2]
    wanted = without_article(key(mention.text))
    same = [title for title in titles if without_article(key(title["title"])) == wanted]
    if same:
        return same
    scored = [(fuzz.ratio(wanted, without_article(key(title["title"]))), title) for title in titles]
    numbers = [word for word in wanted.split() if word.isdigit()]
    near = [title for score, title in scored if score >= NEAR_ENOUGH and [w for w in key(title["title"]).split() if w.isdigit()] == numbers]
    if near:
        return near[:1]
    words = set(wanted.split())
    holding = [title for title in titles if words <= set(key(title["title"]).split())] if len(wanted) > 3 else []
    return [] if write and len(holding) == 1 else holding


def _ask(occasion: str, titles: list[dict[str, Any]], request: Request, at: int, desk: Desk) -> Said:
    note = {"asks": "which", "mention": 0, "options": [title["title_id"] for title in titles], "requests": [_only(request, at)]}
    text = desk.speaker.say(
        occasion, titles=several(titles), titles_or=several(titles, "or"), count=_count(len(titles)), **verb(len(titles))
    )
    return Said(text, note)


def _count(number: int) -> str:
    return {2: "two", 3: "three", 4: "four", 5: "five"}.get(number, str(number))


def _only(request: Request, at: int) -> dict[str, Any]:
    """The request for the one title that is open; the others are being seen to."""
    titles = (request.titles[at],) if request.titles else ()
    return request.with_(titles=titles).model_dump(mode="json", exclude_defaults=True) | {"intent": request.intent}


def _not_found(mention: Mention, result: Result, request: Request, at: int, desk: Desk) -> Said:
    if _NO_NAME.match(mention.text):
        return Said(desk.speaker.say("unclear"), {"did": "unclear"})
    said = f"{mention.text} ({mention.year})" if mention.year else mention.text
    closest = result.titles[:OFFERED]
    if not closest:
        return Said(desk.speaker.say("not_found", said=said, closest=""))
    offer = desk.speaker.say("closest", titles=several(closest, "or"))
    note = {"asks": "which", "mention": 0, "options": [title["title_id"] for title in closest], "requests": [_only(request, at)]}
    return Said(desk.speaker.say("not_found", said=said, closest=offer), note)


def _which_shown(request: Request, desk: Desk, nothing: str) -> Said:
    """As in "Which one?", of what is on the table, or of all films."""
    table = [desk.title(one) for one in (desk.state.focus if len(desk.state.focus) > 1 else desk.state.shown)[:4]]
    if request.pick and len(table) > 1:
        waiting = [request.model_dump(mode="json", exclude_defaults=True) | {"intent": request.intent}]
        note = {"asks": "which", "mention": 0, "options": [title["title_id"] for title in table], "requests": waiting}
        return Said(desk.speaker.say("which_shown", titles_or=several(table, "or")), note)
    waiting = [request.model_dump(mode="json", exclude_defaults=True) | {"intent": request.intent}]
    return Said(desk.speaker.say(nothing), {"asks": "title", "requests": waiting})


def names(titles: list[dict[str, Any]]) -> str:
    """Titles as a phrase, all of them."""
    return several(titles) if len(titles) <= 5 else f"{', '.join(named(t) for t in titles[:4])} and {len(titles) - 4} more"
