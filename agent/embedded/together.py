"""Clauses of one message that belong together: "watched Heat. loved it", "something funny. not too long"."""

from __future__ import annotations

import re

from agent.embedded.building import day_of, felt_in, rating_of
from agent.embedded.marks import Marked
from agent.embedded.reading import Reader
from agent.embedded.request import Request
from agent.embedded.wishes import merged

FIND = frozenset({"recommend", "discover", "plot", "similar"})
SMALL_TALK = frozenset({"greet", "thanks", "bye", "unclear"})
_PRONOUN = re.compile(r"\b(?:it|that|them|both|this)\b", re.IGNORECASE)


def put_together(before: list[Request], found: Request, clause: str, marked: Marked, reader: Reader) -> list[Request]:
    """`before` and `found`, joined where `found` only completes what came before it."""
    if not before:
        return [found]
    last = before[-1]
    if last.intent in ("log_watch", "rate") and _completes(last, found, felt_in(clause, marked, reader) is not None):
        return [*before[:-1], _completed(last, found, clause, marked, reader)]
    if last.intent == "similar" and found.intent in ("rate", "remember") and _only_feels(last, found):
        return before
    if found.intent in FIND and last.intent in FIND:
        joined = _one_wish(last, found)
        if joined:
            return [*before[:-1], joined]
    if found.intent in ("recommend", "discover") and not found.titles:
        turned = _from_taste(last, found)
        if turned:
            return [*before[:-1], *turned]
    if last.intent == "list_create" and found.intent == "list_add" and found.list_name in (last.list_name, None):
        return [*before[:-1], last.with_(titles=last.titles + found.titles)]
    if found.intent in SMALL_TALK:
        return before
    if last.intent in SMALL_TALK:
        return [*before[:-1], found]
    if found.intent == "details" and last.intent == "details" and found.titles and found.aspect == "all" and not last.titles:
        return [*before[:-1], last.with_(titles=found.titles)]
    return [*before, found]


def _only_feels(last: Request, found: Request) -> bool:
    """"Films like Up? I really enjoyed it": why it is asked, not something to write down."""
    same = {m.title_ids for m in found.titles} <= {m.title_ids for m in last.titles}
    return same and not re.search(r"\d|\brat|\bstars?\b", found.text, re.IGNORECASE)


def _completes(last: Request, found: Request, feels: bool) -> bool:
    """A rating, a feeling or a day that is said after the watch it belongs to."""
    same = not found.titles or {m.title_ids for m in found.titles} <= {m.title_ids for m in last.titles}
    if found.intent in ("unclear", "thanks") or (found.intent in ("recommend", "discover", "outside") and not found.filters and feels):
        return True
    if found.intent in ("rate", "correct"):
        return same and last.rating is None and not last.bad_rating
    if found.intent in ("recommend", "discover", "plot", "remember", "details", "list_add"):
        return False
    return False


def _completed(last: Request, found: Request, clause: str, marked: Marked, reader: Reader) -> Request:
    rating, bad = rating_of(clause, marked, bare=found.intent in ("rate", "correct", "unclear"))
    if found.rating is not None:
        rating = found.rating
    if rating is None and not bad:
        rating = felt_in(clause, marked, reader)
    when = day_of(clause, marked)
    return last.with_(
        rating=last.rating if last.rating is not None or rating is None else rating, bad_rating=last.bad_rating or bad,
        when=last.when or when, rewatch=last.rewatch if last.rewatch is not None else found.rewatch,
    )  # fmt: skip


def _one_wish(last: Request, found: Request) -> Request | None:
    """"Something funny. Not too long": one wish in two breaths; "comedies, and films with De Niro" are two."""
    says_little = not found.filters and not found.titles and not found.description
    last_little = not last.filters and not last.titles and not last.description
    if says_little:
        return last.with_(count=last.count or found.count, sort=last.sort or found.sort)
    if last_little:
        return found.with_(count=found.count or last.count, sort=found.sort or last.sort, follows=False)
    if found.intent in ("recommend", "discover") and not {"genres", "people"} & set(found.filters) & set(last.filters):
        return last.with_(filters=merged(last.filters, found.filters, also=True), count=last.count or found.count, sort=last.sort or found.sort)
    if found.intent in ("plot", "similar") and last.intent in ("recommend", "discover"):
        return found.with_(filters=merged(last.filters, found.filters, also=True), count=found.count or last.count, follows=False)
    return None


def _from_taste(last: Request, found: Request) -> list[Request] | None:
    """"I loved Heat. What next?" asks for films like Heat; "I love horror. What should I watch?" for horror, and it is remembered."""
    if last.intent == "rate" and last.titles and last.text and not re.search(r"\d|\brat|\bstars?\b", last.text, re.IGNORECASE):
        return [found.with_(intent="similar", titles=last.titles, follows=False)]
    if last.intent == "remember":
        titles = [value for about, value, stance in last.preferences if about == "title" and stance == "like"]
        wished = {"genre": "genres", "mood": "moods", "person": "people"}
        filters: dict[str, list[str]] = {}
        for about, value, stance in last.preferences:
            if about in wished and stance == "like":
                filters.setdefault(wished[about], []).append(value)
        if titles or not filters or found.filters:
            return None
        return [last, found.with_(filters=filters, follows=False)]
    return None
