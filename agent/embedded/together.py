"""Clauses of one message that belong together: "watched Heat. loved it", "something funny. not too long"."""

from __future__ import annotations

import re

from agent.embedded.marks import Marked
from agent.embedded.reading import Reader
from agent.embedded.request import Request
from agent.embedded.said import day_of, felt_in, rating_of
from agent.embedded.wishes import merged

FIND = frozenset({"recommend", "discover", "plot", "similar"})
WRITES = frozenset({"list_add", "list_remove", "log_watch", "rate"})
POINTING = 4  # words of a clause that only points
_TALE_ON = re.compile(r"and (?:has|have|had|is|are|was|were|gets?|goes|who|then)\b", re.IGNORECASE)  # "… and has tattoos"
SMALL_TALK = frozenset({"greet", "thanks", "bye", "unclear", "ack", "opinion"})


def put_together(before: list[Request], found: Request, clause: str, marked: Marked, reader: Reader) -> list[Request]:
    """`before` and `found`, joined where `found` only completes what came before it."""
    if not before:
        return [found]
    last = before[-1]
    if last.intent in ("log_watch", "rate") and _completes(last, found, felt_in(clause, marked, reader) is not None):
        return [*before[:-1], _completed(last, found, clause, marked, reader)]
    if last.intent == "plot" and found.intent in ("unclear", "outside", "opinion") and _TALE_ON.match(clause):
        return [*before[:-1], last.with_(description=f"{last.description} {marked.plain(clause)}")]
    for join in (_repeats, _one_wish, _from_taste, _first_titles, _small_talk):
        joined = join(last, found)
        if joined is not None:
            return [*before[:-1], *joined]
    return [*before, found]


def _repeats(last: Request, found: Request) -> list[Request] | None:
    """The same again, or a feeling that only explains a wish ("films like Up? I really enjoyed it")."""
    if found.with_(text="") == last.with_(text=""):
        return [last]
    pointing = last.intent == "details" and last.aspect == "all" and len(last.text.split()) <= POINTING
    if pointing and (found.intent in WRITES) and {m.title_ids for m in found.titles} == {m.title_ids for m in last.titles}:
        return [found]  # "yes, that one! put it on my list"
    if last.intent in ("not_those", "meant") and not last.titles and found.intent in {*FIND, "meant"}:
        return [found]
    feeling = last.intent == "similar" and found.intent in ("rate", "remember") and _only_feels(last, found)
    return [last] if feeling else None


def _first_titles(last: Request, found: Request) -> list[Request] | None:
    """As in "make a list … and add Heat": the titles are the new list's first."""
    if last.intent == "log_watch" and not last.titles and found.titles and found.intent in ("log_watch", "rate", "details"):
        return [found.with_(intent="log_watch")]  # "log three films: …"
    if last.intent == "list_create" and found.intent == "list_add" and found.list_name in (last.list_name, None):
        return [last.with_(titles=last.titles + found.titles)]
    if last.intent == found.intent == "details" and found.aspect == "all" and found.titles and not last.titles:
        return [last.with_(titles=found.titles)]
    return None


def _small_talk(last: Request, found: Request) -> list[Request] | None:
    """A greeting or a thank-you beside a request needs no answer of its own."""
    if found.intent in SMALL_TALK:
        return [last]
    return [found] if last.intent in SMALL_TALK else None


def _only_feels(last: Request, found: Request) -> bool:
    """Whether `found` says why `last` is asked, and gives nothing to write down."""
    same = {m.title_ids for m in found.titles} <= {m.title_ids for m in last.titles}
    return same and not re.search(r"\d|\brat|\bstars?\b", found.text, re.IGNORECASE)


def _completes(last: Request, found: Request, feels: bool) -> bool:
    """A rating, a feeling or a day that is said after the watch it belongs to."""
    same = not found.titles or {m.title_ids for m in found.titles} <= {m.title_ids for m in last.titles}
    if found.intent in ("unclear", "thanks") or (found.intent in ("recommend", "discover", "outside") and not found.filters and feels):
        return True
    if found.intent == "log_watch":
        return last.intent == "log_watch" and bool(found.titles) and same and not last.when
    if found.intent in ("rate", "correct"):
        return same and last.rating is None and not last.bad_rating
    return False


def _completed(last: Request, found: Request, clause: str, marked: Marked, reader: Reader) -> Request:
    rating, bad = rating_of(clause, marked, bare=found.intent in ("rate", "correct", "unclear"))
    if found.rating is not None:
        rating = found.rating
    if rating is None and not bad:
        rating = felt_in(clause, marked, reader)
    when = day_of(clause, marked)
    return last.with_(
        rating=last.rating if last.rating is not None or rating is None else rating,
        bad_rating=last.bad_rating or bad,
        when=last.when or when,
        rewatch=last.rewatch if last.rewatch is not None else found.rewatch,
    )


def _one_wish(last: Request, found: Request) -> list[Request] | None:
    """As in "something funny. Not too long": one wish in two breaths; "comedies, and films with De Niro" are two."""
    if found.intent not in FIND or last.intent not in FIND:
        return None
    joined = _joined(last, found)
    return [joined] if joined else None


def _joined(last: Request, found: Request) -> Request | None:
    says_little = not found.filters and not found.titles and not found.description
    last_little = not last.filters and not last.titles and not last.description
    if says_little:
        return last.with_(count=last.count or found.count, sort=last.sort or found.sort)
    if last_little:
        intent = last.intent if (last.intent, found.intent) == ("recommend", "discover") else found.intent
        return found.with_(intent=intent, count=found.count or last.count, sort=found.sort or last.sort, follows=False)
    if found.intent in ("recommend", "discover") and not {"genres", "people"} & set(found.filters) & set(last.filters):
        return last.with_(
            filters=merged(last.filters, found.filters, also=True), count=last.count or found.count, sort=last.sort or found.sort
        )
    if found.intent in ("plot", "similar") and last.intent in ("recommend", "discover"):
        return found.with_(filters=merged(last.filters, found.filters, also=True), count=found.count or last.count, follows=False)
    return None


def _from_taste(last: Request, found: Request) -> list[Request] | None:
    """As in "I loved Heat. What next?" asks for films like Heat; "I love horror. What should I watch?" for horror, and it is remembered."""
    if found.intent not in ("recommend", "discover") or found.titles:
        return None
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
