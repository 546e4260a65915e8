"""Requests that write: watches, ratings, corrections, lists."""

from __future__ import annotations

import re
from typing import Any

from agent.embedded.build_follow import seen_all
from agent.embedded.dialogue import State
from agent.embedded.frames import Framed
from agent.embedded.marks import Marked, one
from agent.embedded.mentions import Context, Named, named
from agent.embedded.reading import Reader
from agent.embedded.request import Request
from agent.embedded.said import day_of, felt_in, rating_of, titles
from agent.embedded.wishes import filters_of
from domain import SYSTEM_LISTS

_NEED_WORDS = ("list_rename", "list_describe")
_ALONE = re.compile(rf"(?:\W|\d|{one('R')}|\b(?:it's|it is|i'd|say|maybe|so|a|an|from|for|me|it|that)\b)+", re.IGNORECASE)
_EVERYTHING = re.compile(r"\b(?:everything|all|every (?:film|movie|one|title))\b", re.IGNORECASE)
_DROP = re.compile(r"(?:drop|scratch|bin|lose|ditch|nix|axe|dump|scrap|cut|toss)\b", re.IGNORECASE)
_NOT_SEEN = re.compile(r"\b(?:coming out|trailer|ads? for|poster|preview|will be|going to be|wants? to)\b", re.IGNORECASE)
_ME = re.compile(r"^(?:me|us)\b", re.IGNORECASE)


def log_watch(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """A watch: titles with their day and rating; films in general ask back which."""
    if _NOT_SEEN.search(framed.get("obj")):
        return None
    found = titles(framed, marked, reader, context, rated=True)
    when = day_of(form, marked)
    rating, bad = rating_of(form, marked)
    several = sum(1 for m in found.mentions if m.rating is not None)
    if not found.mentions and not found.generic and not found.pointing:
        return None
    if found.generic and not re.search(r"\b(?:watched|saw|seen|log)\b", form, re.IGNORECASE):
        return None
    again = bool(framed.get("re")) or re.search(
        r"\b(?:again|re-?watch(?:ed)?|(?:second|third|\d+(?:nd|rd|th)) time|once more)\b", form, re.IGNORECASE
    )
    first = re.search(r"\bfirst time\b", form, re.IGNORECASE)
    if rating is None and not bad and not several:
        rating = felt_in(form, marked, reader, found)
    seen = seen_all(marked.plain(framed.get("obj")), state, draft.with_(when=when, rating=rating))
    return seen or draft.with_(
        **_whole_list(form, marked),
        titles=found.mentions,
        pick=found.pointing,
        when=when,
        rating=None if several > 1 else rating,
        bad_rating=bad,
        rewatch=True if again else False if first else None,
    )


def rate(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """A rating of titles, given or felt."""
    if _ME.match(framed.get("obj")) or re.search(r"\b(?:a|another) (?:try|shot|chance)\b", form):
        return None
    found = titles(framed, marked, reader, context, rated=True)
    if not found.mentions and not found.pointing:
        return None
    whole = _whole_list(form, marked)
    rating, bad = rating_of(form, marked, bare=bool(whole))
    if rating is None and not bad:
        rest = "".join(" " if c in marked.marks and marked.marks[c].kind == "T" else c for c in form)
        for mention in found.mentions:
            rest = rest.replace(mention.text, " ")
        if not any(m.rating for m in found.mentions):
            rating, bad = rating_of(rest, marked, bare=True)
        if rating is None and not bad:
            rating = felt_in(form, marked, reader, found)
    return draft.with_(**whole, titles=found.mentions, pick=found.pointing, rating=rating, bad_rating=bad)


def _whole_list(form: str, marked: Marked) -> dict[str, Any]:
    """As in "rate everything on my watchlist": the list is read first."""
    lists = marked.of(form, "W")
    return {"everything": True, "list_name": lists[0].value} if lists and _EVERYTHING.search(form) else {}


def correct(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """Another rating or day for what was just written."""
    rating, bad = rating_of(form, marked, bare=True)
    when = day_of(form, marked)
    found = named(framed.get("obj"), marked, reader, context) if framed.get("obj") else Named()
    again = True if framed.get("re") else None
    if rating is None and bad is None and when is None and again is None:
        return None
    if _ALONE.fullmatch(form) and (not state.last_write or (state.found_new and re.fullmatch(r"[1-9]", form))):
        return None  # "2" after cards is the second of them
    if framed.get("obj") and not found.mentions and not found.pointing:
        return None
    if when is not None and rating is not None and not marked.of(form, "R"):
        rating = None
    return draft.with_(titles=found.mentions, rating=rating, bad_rating=bad, when=when, rewatch=again)


def lists_(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """Everything that is done with a list."""
    lists = marked.of(form, "W")
    found = named(framed.get("obj"), marked, reader, context) if framed.get("obj") else Named()
    if framed.intent in ("list_add", "list_remove") and not _fits_list(found, bool(lists), form):
        return None
    if framed.intent == "list_read" and lists and lists[0].words.lower().startswith("new "):
        draft = draft.with_(intent="list_create")
    if not lists and _DROP.match(form) and not _on_a_list(found, state):
        return None
    name = lists[0].value if lists else framed.get("W") or _default_list(form, framed.intent, state)
    new = marked.plain(framed.get("new")).strip(" \"'.!?") or None
    if name is None or (draft.intent == "list_create" and name in SYSTEM_LISTS) or (framed.intent in _NEED_WORDS and not new):
        return None
    wanted = filters_of(form, marked) if draft.intent == "list_read" else {}
    return draft.with_(list_name=name, titles=found.mentions, pick=found.pointing, new_name=new, filters=wanted)


def _on_a_list(found: Named, state: State) -> bool:
    """Whether "drop it" can be about a list: one was spoken of, and for "it" the last thing written was one."""
    by_name = any(mention.text.lower() not in ("it", "that", "this", "that one", "them") for mention in found.mentions)
    return bool(state.last_list) and (by_name or any(result.call["name"] == "edit_list" for result in state.last_write))


def _fits_list(found: Named, with_list: bool, form: str) -> bool:
    """Whether what was named can be put on a list: something known, or anything where a list is named or the verb says so."""
    if not with_list and re.search(r"\b(?:diary|journal|log)\b", form, re.IGNORECASE):
        return False
    if not found.mentions:
        return bool(found.pointing)
    sure = with_list or re.match(r"add|put|save|queue|bookmark|remove", form, re.IGNORECASE)
    return bool(sure) or any(m.title_ids for m in found.mentions)


def _default_list(form: str, intent: str, state: State) -> str | None:
    """The list that is meant where none is named; None where there is none to be meant."""
    if intent in ("list_clear", "list_rename", "list_delete"):
        return state.last_list
    if intent not in ("list_add", "list_remove"):
        return None
    if re.match(r"(?:un-?)?(?:favou?rite|heart|star|fave)\b", form, re.IGNORECASE):
        return "favorites"
    if re.search(r"\bstart(?:ed)?(?: watching)?\b|\bbegun\b|'m watching|\bam watching\b", form, re.IGNORECASE):
        return "watching"
    there = re.search(r"\b(?:there|it too|that list|to it|on it)\b", form, re.IGNORECASE)
    return state.last_list if state.last_list and (intent == "list_remove" or there) else "watchlist"


def entry(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """Diary entries or reviews, of a title, a day, or the last."""
    found = named(framed.get("obj"), marked, reader, context) if framed.get("obj") else Named()
    if framed.get("obj") and not found.mentions and not found.pointing:
        return None
    pick = found.pointing
    last = re.search(r"\b(?:last|latest|most recent)\b", form, re.IGNORECASE)
    return draft.with_(
        titles=found.mentions, pick=pick or ("last" if last else None), when=day_of(form, marked), everything=bool(framed.get("all"))
    )
