"""Clauses around a title that no frame fits: what is done with it, by the nearest examples, and never a write without a sign of one."""

from __future__ import annotations

import re

from agent.embedded.marks import Marked, one
from agent.embedded.mentions import Context, is_generic, named
from agent.embedded.reading import Reader
from agent.embedded.request import Mention, Request
from agent.embedded.said import day_of, felt_in, rating_of
from agent.embedded.wishes import count_of, filters_of

UNSURE = 0.40  # cosine under which the nearest example says too little
SURE_TO_WRITE = 0.62
_WRITES = frozenset({"log_watch", "rate", "list_add", "list_remove"})
_SIGNS = {
    "log_watch": re.compile(
        rf"\b(?:watched|saw|seen|cinema|theat\w+|tv|movie night|finished|sat|had|came back|took|double bill|done)\b|"
        rf"{one('D')}",
        re.IGNORECASE,
    ),
    "list_add": re.compile(r"\b(?:later|save|keep|pile|forget|round|down|point|rainy|day|list|stick|put|add|some ?time)\b", re.IGNORECASE),
    "list_remove": re.compile(r"\b(?:off|remove|lose|drop|no need|changed my mind|delete|out)\b", re.IGNORECASE),
}
_QUESTION = re.compile(
    r"(?:who|what|when|where|which|why|how|is|was|were|are|did|does|do|have|has|can|could|should|would|tell|show)\b", re.IGNORECASE
)
NEED_TITLE = frozenset({"log_watch", "rate", "list_add", "list_remove", "similar", "details", "seen", "my_rating"})


def bare_title(bare: str, marked: Marked, reader: Reader) -> tuple[Mention, ...]:
    """The titles, where the clause is nothing but their names."""
    plain = marked.plain(bare).strip(" .!?,\"'")
    if re.fullmatch(rf"(?:the (?:film|movie) )?({one('T')}(?:\s*(?:,|and|&)\s*{one('T')})*)", bare):
        return tuple(mark.value for mark in marked.of(bare, "T"))
    exact = reader.titles.exact(plain)
    ids = exact or (reader.titles.closest(plain) if len(plain) > 5 and not filters_of(bare, marked) else ())
    return (reader.mention(plain, ids, None),) if ids and not is_generic(plain, reader) else ()


def titled(best: str, score: float, bare: str, marked: Marked, reader: Reader, context: Context) -> Request | None:
    """What is asked of the titles in `bare`; None where it names none."""
    if best not in NEED_TITLE or not marked.of(bare, "T") or score < UNSURE:
        return None
    intent = _intent(best, score, bare, marked)
    found = named(bare, marked, reader, context, loose=True, rated=intent in ("log_watch", "rate"))
    sure = tuple(mention for mention in found.mentions if mention.title_ids)
    if not sure:
        return None
    request = Request(intent=intent, text=marked.plain(bare), titles=sure, when=day_of(bare, marked))
    lists = marked.of(bare, "W")
    match intent:
        case "log_watch" | "rate":
            rating, bad = rating_of(bare, marked)
            return request.with_(rating=rating if rating or bad else felt_in(bare, marked, reader, found), bad_rating=bad)
        case "list_add" | "list_remove":
            return request.with_(list_name=lists[0].value if lists else "watchlist")
        case "similar":
            return request.with_(filters=filters_of(bare, marked), count=count_of(bare, marked))
        case "details":
            return request.with_(aspect="all")
    return request


def _intent(best: str, score: float, bare: str, marked: Marked) -> str:
    """`best`, or to tell of the title where a write or a question has no other sign."""
    asks = _QUESTION.match(bare)
    if best in ("my_rating", "seen"):
        return best if asks else "details"
    if best not in _WRITES:
        return best
    sign = _SIGNS.get(best)
    shown = marked.of(bare, "R") if best in ("log_watch", "rate") else None
    return "details" if asks or score < SURE_TO_WRITE or not (shown or sign is None or sign.search(bare)) else best
