"""Plans that take things out of the diary: watches and reviews."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from agent.embedded.dialogue import Result
from agent.embedded.plan.diary import entries_of, waiting
from agent.embedded.plan.settle import names, settle
from agent.embedded.plan.steps import Call, Desk, Said, Steps, call, failure, together
from agent.embedded.request import Request
from agent.embedded.speech import on_day, out_of_ten, verb

WHOLE_DIARY = 50  # entries that one reading gives at most


def delete_entry(request: Request, desk: Desk) -> Steps:
    """Deletes watches; where several could be meant, asks which."""
    if request.entry_ids:
        return (yield from _delete(list(request.entry_ids), desk))
    titles: list[dict[str, Any]] = []
    read = call("read_diary", limit=WHOLE_DIARY if request.everything or request.when else 1, **_days(request))
    if request.titles or (request.pick and request.pick != "last"):
        settled = yield from settle(request, desk, write=True)
        if not settled.ids:
            return together(settled.problems)
        titles = [title for title, _ in settled.titles]
        read = call("read_diary", title_ids=settled.ids, **_days(request))
    (result,) = yield [read]
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    entries = entries_of(result)
    if not entries:
        return Said(desk.speaker.say("entry_none", titles=names(titles), **verb(len(titles))) if titles else desk.speaker.say("diary_bare"))
    if len(entries) > 1 and not request.everything and request.pick != "last" and len(titles) <= 1:
        return _which_entry(entries, request, desk)
    one = entries[:1] if request.pick == "last" else entries
    return (yield from _delete([entry["entry_id"] for entry in one], desk))


def _days(request: Request) -> dict[str, str]:
    if request.when is None:
        return {}
    return {"watched_from": request.when.start.isoformat(), "watched_to": request.when.end.isoformat()}


def _which_entry(entries: Sequence[Mapping[str, Any]], request: Request, desk: Desk) -> Said:
    told = ("entry_id", "title_id", "title", "watched_on", "rating", "rewatch")
    kept: list[dict[str, Any]] = [{name: entry.get(name) for name in told} for entry in entries[:5]]
    one_day = len({entry["watched_on"] for entry in kept}) == 1
    dates = " and ".join(on_day(str(entry["watched_on"]), desk.today) + (_mark(entry) if one_day else "") for entry in kept)
    names_ = names([dict(one) for one in {entry["title_id"]: entry for entry in entries}.values()])
    return Said(
        desk.speaker.say("which_entry", titles=names_, dates=dates), {"asks": "entry", "entries": kept, "requests": [waiting(request)]}
    )


def _delete(entry_ids: list[str], desk: Desk) -> Generator[list[Call], list[Result], Said]:
    (result,) = yield [call("edit_diary", entry_ids=entry_ids, delete=True)]
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    titles = names(result.titles)
    if len(entry_ids) > 1:
        return Said(desk.speaker.say("entries_gone", count=len(entry_ids), titles=titles))
    return Said(desk.speaker.say("entry_gone", titles=titles, **verb(1)))


def delete_review(request: Request, desk: Desk) -> Steps:
    """Takes the review off the latest watch that has one."""
    if request.titles:
        settled = yield from settle(request, desk, write=True)
        if not settled.ids:
            return together(settled.problems)
        (read,) = yield [call("read_diary", title_ids=settled.ids)]
    else:
        (read,) = yield [call("read_diary", limit=WHOLE_DIARY)]
    with_review = [entry for entry in entries_of(read) if entry.get("review")]
    if not with_review:
        return Said(desk.speaker.say("review_none"))
    (result,) = yield [call("edit_diary", entry_ids=[with_review[0]["entry_id"]], clear=["review"])]
    return Said(failure(result, desk) or desk.speaker.say("review_gone", titles=names([dict(with_review[0])])))


def _mark(entry: Mapping[str, Any]) -> str:
    """What tells watches of one day apart."""
    marks = [*(["the rewatch"] if entry.get("rewatch") else []), *([out_of_ten(entry["rating"])] if entry.get("rating") else [])]
    return f" ({', '.join(marks)})" if marks else ""
