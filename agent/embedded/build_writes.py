"""Requests that write: watches, ratings, corrections, lists."""

from __future__ import annotations

import re

from agent.embedded.dialogue import State
from agent.embedded.frames import Framed
from agent.embedded.marks import Marked
from agent.embedded.mentions import Context, Named, named
from agent.embedded.reading import Reader
from agent.embedded.request import Request
from agent.embedded.said import day_of, felt_in, rating_of, titles

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
    return draft.with_(
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
    rating, bad = rating_of(form, marked)
    if rating is None and not bad:
        rest = "".join(" " if c in marked.marks and marked.marks[c].kind == "T" else c for c in form)
        for mention in found.mentions:
            rest = rest.replace(mention.text, " ")
        if not any(m.rating for m in found.mentions):
            rating, bad = rating_of(rest, marked, bare=True)
        if rating is None and not bad:
            rating = felt_in(form, marked, reader, found)
    return draft.with_(titles=found.mentions, pick=found.pointing, rating=rating, bad_rating=bad)


def correct(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """Another rating or day for what was just written."""
    rating, bad = rating_of(form, marked, bare=True)
    when = day_of(form, marked)
    found = named(framed.get("obj"), marked, reader, context) if framed.get("obj") else Named()
    again = True if framed.get("re") else None
    if rating is None and bad is None and when is None and again is None:
        return None
    if framed.get("obj") and not found.mentions and not found.pointing:
        return None
    if when is not None and rating is not None and not marked.of(form, "R"):
        rating = None
    return draft.with_(titles=found.mentions, rating=rating, bad_rating=bad, when=when, rewatch=again)


def lists_(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """Everything that is done with a list."""
    lists = marked.of(form, "W")
    name = lists[0].value if lists else framed.get("W") or None
    found = named(framed.get("obj"), marked, reader, context) if framed.get("obj") else Named()
    if framed.intent in ("list_add", "list_remove"):
        if not lists and re.search(r"\b(?:diary|journal|log)\b", form, re.IGNORECASE):
            return None
        if not found.mentions and not found.pointing:
            return None
        if (
            found.mentions
            and not any(m.title_ids for m in found.mentions)
            and not lists
            and not re.match(r"add|put|save|queue|bookmark|remove", form, re.IGNORECASE)
        ):
            return None
        if name is None:
            name = _default_list(form, framed.intent, state)
    if framed.intent == "list_read" and lists and lists[0].words.lower().startswith("new "):
        draft = draft.with_(intent="list_create")
    if framed.intent == "list_create" and (name is None or name in ("watchlist", "favorites", "watching", "completed")):
        return None
    if name is None and framed.intent in ("list_clear", "list_rename", "list_delete"):
        name = state.last_list
    if name is None:
        return None
    new = marked.plain(framed.get("new")).strip(" \"'.!?") or None
    if framed.intent in ("list_rename", "list_describe") and not new:
        return None
    return draft.with_(list_name=name, titles=found.mentions, pick=found.pointing, new_name=new)


def _default_list(form: str, intent: str, state: State) -> str:
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
