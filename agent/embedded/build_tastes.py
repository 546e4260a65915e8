"""Requests about lasting tastes, and likings that are something else."""

from __future__ import annotations

import re

from agent.embedded.dialogue import State
from agent.embedded.frames import Framed
from agent.embedded.marks import Marked
from agent.embedded.mentions import Context, Named, named
from agent.embedded.reading import Reader
from agent.embedded.request import Request
from agent.embedded.said import felt_in
from agent.embedded.tastes import LASTING, tastes

_FOR_NOW = re.compile(r"\b(?:want|feel like|fancy|in the mood|tonight|today|right now|this time|for now)\b", re.IGNORECASE)
WOULD = re.compile(
    r"^(?:i|we)(?:'d| would)\s+(?:really |rather )?(?:like|love|enjoy|prefer)\b|^i like to (?:see|watch|find|have)\b", re.IGNORECASE
)


def taste(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """A lasting liking or dislike; one for now is a wish, one of a title just logged a rating."""
    words, stance = framed.get("obj"), "dislike" if framed.intent in ("dislike",) else "like"
    if framed.intent == "like" and (WOULD.match(marked.plain(form)) or marked.of(form, "D")):
        return None
    lasting = LASTING.search(marked.plain(form))
    if framed.intent == "dislike" and not lasting and _FOR_NOW.search(marked.plain(form)):
        return None
    pointed = named(words, marked, reader, context) if words and not tastes(words, marked, reader, stance) else Named()
    if pointed.mentions or pointed.pointing:
        return _felt_about(pointed, stance, form, marked, reader, state, draft)
    found = tastes(words, marked, reader, stance)
    if framed.intent == "forget" and not found:
        found = [("max_runtime", "", "like")]
    notes = [one for one in found if one[0] == "note"]
    if not found or (
        framed.intent in ("like", "dislike")
        and any(len(n[1].split()) > 4 or re.match(r"(?:to|that|how|when|it|if|where|you|what)\b", n[1]) for n in notes)
    ):
        return None
    liked = tuple(mark.value for mark in marked.of(words, "T")) if stance == "like" else ()
    return draft.with_(intent="forget" if framed.intent == "forget" else "remember", preferences=tuple(found), titles=liked)


def _felt_about(pointed: Named, stance: str, form: str, marked: Marked, reader: Reader, state: State, draft: Request) -> Request | None:
    """As in "I love it": of what was just logged a rating, of anything else a taste; "I don't like those": something else, please."""
    if stance == "dislike" and state.found_new:
        return draft.with_(intent="not_those", titles=pointed.mentions)
    if any(result.call["name"] == "log_watch" for result in state.turns[-1].results) if state.turns else False:
        return draft.with_(intent="rate", titles=pointed.mentions, rating=felt_in(form, marked, reader))
    ids = [m.title_ids[0] for m in pointed.mentions if m.title_ids]
    return draft.with_(intent="remember", preferences=tuple(("title", one, stance) for one in ids)) if ids else None


def remember(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """What is to be remembered, in the person's words where they are no known subject."""
    rest = framed.places["rest"]
    negative = re.search(r"\b(?:hate|dislike|can't stand|don't|dont|never|not|no|avoid|nothing|allergic|scared)\b", rest, re.IGNORECASE)
    stated = re.sub(
        r"^(?:that )?(?:i|we)(?:'m| am)?\s+(?:really |absolutely )?(?:love|like|hate|dislike|prefer|adore|enjoy|can't stand|"
        r"don't like|dont like|do not like|never watch|a fan of|into|not into)\s+",
        "",
        rest,
        flags=re.IGNORECASE,
    )
    found = tastes(stated, marked, reader, "dislike" if negative else "like")
    if not found or any(one[0] == "note" for one in found):
        found = [("note", marked.plain(rest).strip()[:200], "like")]
    return draft.with_(intent="remember", preferences=tuple(found))


def favorite_person(
    framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request
) -> Request | None:
    """As in "my favourite director is …"."""
    found = [one for one in tastes(framed.get("obj"), marked, reader, "like") if one[0] != "note"]
    return draft.with_(intent="remember", preferences=tuple(found)) if found else None
