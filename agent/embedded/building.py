"""From a frame that fits to a request: the words in its places are read, and a frame whose places make no sense is refused."""

from __future__ import annotations

import re
from collections.abc import Callable

from agent.embedded import build_follow, build_reads, build_tastes, build_writes
from agent.embedded.dialogue import State
from agent.embedded.frames import Framed
from agent.embedded.marks import Marked, one
from agent.embedded.mentions import Context
from agent.embedded.reading import Reader
from agent.embedded.request import Request

_LIKENESS = frozenset({"similar", "plot", "remember"})
_LIKE_TITLE = re.compile(
    rf"\b(?:like|similar(?: to)?|such as|in the vein of|along the lines of|comparable to) (?:the (?:film|movie),? "
    rf")?{one('T')}",
    re.IGNORECASE,
)


def build(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State) -> Request | None:
    """The request that `framed` makes of the clause `form`; None where its words make no sense there."""
    if framed.intent not in _LIKENESS and _LIKE_TITLE.search(framed.get("obj")):
        return None
    draft = Request(intent=framed.intent, text=marked.plain(form), aspect=framed.aspect)
    maker = _MAKERS.get(framed.intent)
    return maker(framed, form, marked, reader, context, state, draft) if maker else draft


_Maker = Callable[[Framed, str, Marked, Reader, Context, State, Request], Request | None]
_MAKERS: dict[str, _Maker] = {
    "log_watch": build_writes.log_watch,
    "already_seen": build_reads.about_title,
    "meant": build_follow.meant,
    "found_it": build_follow.found_it,
    "their_films": build_follow.their_films,
    "rate": build_writes.rate,
    "unrate": build_reads.about_title,
    "correct": build_writes.correct,
    "delete_entry": build_writes.entry,
    "delete_review": build_writes.entry,
    "details": build_reads.about_title,
    "seen": build_reads.about_title,
    "my_rating": build_reads.about_title,
    "sequel": build_reads.about_title,
    "on_list": build_reads.about_title,
    **dict.fromkeys(("discover", "recommend"), build_reads.finding),
    "search": build_reads.search,
    "similar": build_reads.similar,
    "plot": build_reads.plot,
    **dict.fromkeys(
        ("list_add", "list_remove", "list_create", "list_rename", "list_describe", "list_clear", "list_delete", "list_read"),
        build_writes.lists_,
    ),
    **dict.fromkeys(("like", "dislike", "forget"), build_tastes.taste),
    "cheer_up": build_reads.cheer_up,
    "remember": build_tastes.remember,
    "favorite_person": build_tastes.favorite_person,
    "diary": build_reads.read_back,
    "ratings": build_reads.read_back,
    "same_again": build_reads.same_again,
    **dict.fromkeys(("more", "not_those", "compare", "why", "as_many"), build_reads.going_on),
}
