"""Requests that only make sense after what was just said, shown or written."""

from __future__ import annotations

import re

from agent.embedded import references
from agent.embedded.dialogue import State
from agent.embedded.frames import Framed
from agent.embedded.marks import Marked
from agent.embedded.mentions import Context, Named, named
from agent.embedded.reading import Reader
from agent.embedded.request import Mention, Request
from agent.embedded.text import words

_WRITES = ("log_watch", "rate_title", "edit_list", "edit_diary")
_SEVERAL = 2


def meant(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """As in "oops, meant Parasite": another film than the one just written; one of the same name or series is looked for first."""
    last = [one["title_id"] for r in state.last_write if r.call["name"] in _WRITES for one in r.titles or r.content.get("entries", ())]
    said = named(framed.get("not"), marked, reader, context).mentions if framed.get("not") else ()
    wrong = [one for one in dict.fromkeys(last) if not said or one in said[0].title_ids]
    if len(wrong) != 1:
        return None
    draft = draft.with_(intent="meant", instead_of=wrong[0])
    if not framed.get("obj"):
        return draft
    kin = _kin(framed.get("obj"), wrong[0], marked, reader, context)
    found = Named((kin,)) if kin else named(framed.get("obj"), marked, reader, context)
    return draft.with_(titles=found.mentions[:1]) if found.mentions else None


def _kin(said: str, wrong: str, marked: Marked, reader: Reader, context: Context) -> Mention | None:
    """The title of the same name or series that `said` singles out: "2049", "the 1984 one"."""
    title = context.facts(wrong)
    plain = marked.plain(said)
    if title is None or marked.of(said, "T"):
        return None
    family = [one for one in {*reader.titles.family([wrong]), *reader.titles.exact(title.title)} if one != wrong]
    hits = [one for one in family if set(words(plain)) <= set(words(reader.titles.by_id[one].title)) | {"the", "one"}]
    hits = hits if len(hits) == 1 else list(references.resolve(said, marked, family, (), context.facts))
    return Mention(text=plain, title_ids=(hits[0],)) if len(hits) == 1 else None


def seen_all(words_: str, state: State, draft: Request) -> Request | None:
    """As in "watched them all" of suggestions: seen before, on days that nobody has told."""
    every = references.ALL.fullmatch(words_) or re.fullmatch(r"them all|all of (?:them|those|these)|every one(?: of them)?", words_)
    unsaid = draft.when is None and draft.rating is None
    return draft.with_(intent="seen_all", titles=()) if every and unsaid and state.found_new and len(state.shown) >= _SEVERAL else None


def found_it(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """As in "yes, that's it" after a guess at a film."""
    guess = state.found if state.found_new else None
    if guess is None or not guess.call["args"].get("description") or not guess.titles:
        return None
    return draft.with_(titles=(Mention(text="it", title_ids=(guess.titles[0]["title_id"],)),))


def their_films(
    framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request
) -> Request | None:
    """As in "other films by him" after a film's people were told: the director's, or of the first in its cast."""
    last = (state.found.call["args"].get("filters") or {}).get("people") if state.found and state.found_new else None
    title = context.facts(context.focus[0]) if len(context.focus) == 1 else None
    acted = state.note.get("aspect") == "cast" or re.search(r"\b(?:been in|star|play|act)", form, re.IGNORECASE)
    people = last or ((title.cast if acted and title.cast else title.directors)[:1] if title else ())
    if not people:
        return None
    shown = list(state.found_ids) if last else list(context.focus)
    return draft.with_(intent="discover", filters={"people": list(people), "exclude_title_ids": shown})
