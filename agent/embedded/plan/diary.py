"""Plans that write in the diary: logging, rating, correcting, deleting, reviewing."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from agent.embedded.dialogue import Result
from agent.embedded.plan.settle import Settled, names, settle
from agent.embedded.plan.steps import Call, Desk, Said, Steps, call, failure, together
from agent.embedded.request import Period, Request
from agent.embedded.speech import on_day, out_of_ten, verb

SHORTEST_REVIEW = 20  # characters, as the library holds it
WHOLE_DIARY = 50  # entries that one reading gives at most


def waiting(request: Request) -> dict[str, Any]:
    """The request as kept with a question."""
    return request.model_dump(mode="json", exclude_defaults=True) | {"intent": request.intent}


def log(request: Request, desk: Desk) -> Steps:
    """A watch for each title, with its day, rating and review."""
    objection = _objection(request, desk)
    if objection:
        return objection
    settled = yield from settle(request, desk, write=True, nothing="which_film_log")
    calls = [
        call(
            "log_watch",
            title_id=title["title_id"],
            watched_on=_day(mention.when or request.when),
            rating=mention.rating or request.rating,
            review=request.review,
            contains_spoilers=True if request.spoilers else None,
            rewatch=request.rewatch,
        )
        for title, mention in settled.titles
    ]
    results = (yield calls) if calls else []
    spoken = [Said(text) for text in _logged(results, desk)]
    return together([*spoken, *settled.problems, Said("", _focus(settled))])


def _day(when: Period | None) -> str | None:
    return when.day.isoformat() if when else None


def _objection(request: Request, desk: Desk) -> Said | None:
    """What must be asked before anything is written: a rating off the scale, a day to come, a review too short."""
    if request.bad_rating:
        note = {"asks": "rating", "requests": [waiting(request.with_(bad_rating=None))]}
        return Said(desk.speaker.say("bad_rating", said=request.bad_rating), note)
    if request.when and request.when.start > desk.today:
        day = on_day(request.when.day, desk.today).removeprefix("on ")
        return Said(desk.speaker.say("future", day=day), {"asks": "day", "requests": [waiting(request.with_(when=None))]})
    if request.review is not None and len(request.review) < SHORTEST_REVIEW:
        return Said(desk.speaker.say("review_short"))
    return None


def _logged(results: Sequence[Result], desk: Desk) -> list[str]:
    """One sentence for all watches with the same day and rating, one for each that failed."""
    out: list[str] = []
    groups: dict[tuple[str, int | None], list[Mapping[str, Any]]] = {}
    for result in results:
        trouble = failure(result, desk)
        if trouble:
            out.append(trouble)
            continue
        entry = result.content["entry"]
        groups.setdefault((entry["watched_on"], entry.get("rating")), []).append(entry)
    for (day, rating), entries in groups.items():
        text = desk.speaker.say(
            "logged", titles=names([dict(e) for e in entries]), **_told(day, rating, len(entries), desk), **verb(len(entries))
        )
        if len(entries) == 1 and entries[0].get("rewatch"):
            text += desk.speaker.say("logged_again")
        if any(entry.get("review") for entry in entries):
            text += desk.speaker.say("logged_review")
        out.append(text)
    return out


def _told(day: str | None, rating: int | None, count: int, desk: Desk) -> dict[str, str]:
    return {
        "day": f" for {on_day(day, desk.today).removeprefix('on ')}" if day else "",
        "rating": f", {out_of_ten(rating)}{' each' if count > 1 else ''}" if rating else "",
    }


def _focus(settled: Settled) -> dict[str, Any]:
    return {"focus": settled.ids} if settled.ids else {}


def rate(request: Request, desk: Desk) -> Steps:
    """A rating for each title, no watch."""
    if request.bad_rating:
        return Said(
            desk.speaker.say("bad_rating", said=request.bad_rating),
            {"asks": "rating", "requests": [waiting(request.with_(bad_rating=None))]},
        )
    settled = yield from settle(request, desk, write=True)
    unrated = [title for title, mention in settled.titles if mention.rating is None and request.rating is None]
    calls = [
        call("rate_title", title_id=title["title_id"], rating=mention.rating or request.rating)
        for title, mention in settled.titles
        if mention.rating or request.rating
    ]
    results = (yield calls) if calls else []
    spoken = [_rated(result, desk) for result in results]
    if unrated:
        spoken.append(Said(desk.speaker.say("ask_rating", titles=names(unrated)), {"asks": "rating", "requests": [waiting(request)]}))
    return together([*spoken, *settled.problems, Said("", _focus(settled))])


def _rated(result: Result, desk: Desk) -> Said:
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    titles = names(result.titles)
    if not result.content.get("changes"):
        return Said(desk.speaker.say("already_so", titles=titles, **verb(1)))
    rating = result.content.get("rating")
    return Said(
        desk.speaker.say("rated", titles=titles, rating=out_of_ten(rating)) if rating else desk.speaker.say("unrated", titles=titles)
    )


def unrate(request: Request, desk: Desk) -> Steps:
    """Takes ratings away."""
    settled = yield from settle(request, desk, write=True)
    calls = [Call("rate_title", {"title_id": title_id, "rating": None}) for title_id in settled.ids]
    results = (yield calls) if calls else []
    return together([*(_rated(result, desk) for result in results), *settled.problems, Said("", _focus(settled))])


def correct(request: Request, desk: Desk) -> Steps:
    """Another rating or day for what was just written, or for the title's latest watch."""
    objection = _objection(request, desk)
    if objection:
        return objection
    wanted = {mention.title_ids[0] for mention in request.titles if mention.title_ids}
    last = [result for result in desk.state.last_write if result.call["name"] in ("log_watch", "edit_diary", "rate_title")]
    rated = [result for result in last if result.call["name"] == "rate_title"]
    entries = [entry for entry in desk.state.entries if not wanted or entry["title_id"] in wanted] if last or wanted else []
    if rated and request.rating and not wanted:
        results = yield [call("rate_title", title_id=result.call["args"]["title_id"], rating=request.rating) for result in rated]
        return together([_rated(result, desk) for result in results])
    if not entries and request.titles:
        settled = yield from settle(request, desk, write=True)
        if not settled.ids:
            return together(settled.problems)
        (read,) = yield [call("read_diary", title_ids=settled.ids)]
        entries = list(read.content.get("entries", ()))[:1]
        if not entries and request.rating:
            return (yield from rate(request, desk))
        if not entries:
            return Said(desk.speaker.say("entry_none", titles=names([t for t, _ in settled.titles]), **verb(len(settled.ids))))
    elif not wanted and last:
        ids = [entry["entry_id"] for result in last for entry in _entries(result)]
        entries = [entry for entry in entries if entry["entry_id"] in ids] or entries[:1]
    if not entries:
        return Said(desk.speaker.say("nothing_to_correct"), {"asks": "title", "requests": [waiting(request)]})
    newest = {entry["title_id"]: entry for entry in reversed(entries)}
    return (yield from _edit(list(newest.values()) if wanted else entries, request, desk))


def _entries(result: Result) -> list[dict[str, Any]]:
    return list(result.content.get("entries") or ([result.content["entry"]] if "entry" in result.content else []))


def _edit(entries: Sequence[Mapping[str, Any]], request: Request, desk: Desk) -> Steps:
    day = request.when.day.isoformat() if request.when else None
    edit = call(
        "edit_diary",
        entry_ids=[entry["entry_id"] for entry in entries],
        watched_on=day,
        rating=request.rating,
        review=request.review,
        contains_spoilers=True if request.spoilers else None,
        rewatch=request.rewatch,
    )
    (result,) = yield [edit]
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    edited = _entries(result) or [dict(entry) for entry in entries]
    titles = names([dict(entry) for entry in edited])
    if not result.content.get("changes"):
        return Said(desk.speaker.say("already_so", titles=titles, **verb(len(edited))))
    if request.review is not None:
        return Said(desk.speaker.say("reviewed", titles=titles))
    return Said(desk.speaker.say("corrected", titles=titles, **_told(day, request.rating, len(edited), desk)))


def review(request: Request, desk: Desk) -> Steps:
    """The person's words on the title's latest watch; where there is none, a watch of today carries them."""
    if request.review is not None and len(request.review) < SHORTEST_REVIEW:
        return Said(desk.speaker.say("review_short"))
    settled = yield from settle(request, desk, write=True)
    if not settled.ids:
        return together(settled.problems)
    (read,) = yield [call("read_diary", title_ids=settled.ids[:1], limit=1)]
    entries = _entries(read)
    if entries:
        return (yield from _edit(entries[:1], request, desk))
    return (yield from log(request, desk))


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
    entries = _entries(result)
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
    kept = [{name: entry[name] for name in ("entry_id", "title_id", "title", "watched_on")} for entry in entries[:5]]
    dates = " and ".join(on_day(entry["watched_on"], desk.today) for entry in kept)
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
    with_review = [entry for entry in _entries(read) if entry.get("review")]
    if not with_review:
        return Said(desk.speaker.say("review_none"))
    (result,) = yield [call("edit_diary", entry_ids=[with_review[0]["entry_id"]], clear=["review"])]
    return Said(failure(result, desk) or desk.speaker.say("review_gone", titles=names([dict(with_review[0])])))


def already_seen(request: Request, desk: Desk) -> Steps:
    """As in "I've seen it": not to be offered again; when it was is asked, so that the diary stays true."""
    settled = yield from settle(request, desk, write=True)
    if not settled.ids:
        return together(settled.problems)
    titles = names([title for title, _ in settled.titles])
    if request.when:
        return (yield from log(request.with_(intent="log_watch"), desk))
    note = {"asks": "day", "requests": [waiting(request.with_(intent="log_watch"))], **_focus(settled)}
    return Said(desk.speaker.say("seen_when", titles=titles), note)
