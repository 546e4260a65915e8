"""Plans that write in the diary: logging, rating, correcting, reviewing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agent.embedded.dialogue import Result
from agent.embedded.plan.settle import Settled, names, settle, whole_list
from agent.embedded.plan.steps import Call, Desk, Said, Steps, call, failure, together
from agent.embedded.request import Period, Request
from agent.embedded.speech import day_told, on_day, out_of_ten, verb

SHORTEST_REVIEW = 20  # characters, as the library holds it


def waiting(request: Request) -> dict[str, Any]:
    """The request as kept with a question."""
    return request.model_dump(mode="json", exclude_defaults=True) | {"intent": request.intent}


def log(request: Request, desk: Desk) -> Steps:
    """A watch for each title, with its day, rating and review."""
    objection = _objection(request, desk)
    if objection:
        return objection
    request = yield from whole_list(request, desk)
    settled = yield from settle(request, desk, write=True, nothing="which_film_log")
    undated = [(title, mention) for title, mention in settled.titles if _is_vague(mention.when or request.when)]
    calls = [
        call("rate_title", title_id=title["title_id"], rating=mention.rating or request.rating)
        for title, mention in undated
        if mention.rating or request.rating
    ]
    calls += [
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
        if (title, mention) not in undated
    ]
    results = (yield calls) if calls else []
    spoken = _rated([result for result in results if result.call["name"] == "rate_title"], desk)
    spoken += [Said(text) for text in _logged([one for one in results if one.call["name"] == "log_watch"], desk)]
    if undated:
        titles = tuple(mention.model_copy(update={"title_ids": (title["title_id"],), "when": None}) for title, mention in undated)
        note = {"asks": "day", "requests": [waiting(request.with_(titles=titles, when=None))]}
        spoken.append(Said(desk.speaker.say("seen_when", titles=names([title for title, _ in undated])), note))
    return together([*spoken, *settled.problems, Said("", _focus(settled))])


def _is_vague(when: Period | None) -> bool:
    """Whether a time was named that tells no day: nothing is written for today then."""
    return when is not None and when.vague


def _day(when: Period | None) -> str | None:
    return when.day.isoformat() if when else None


def _objection(request: Request, desk: Desk) -> Said | None:
    """What must be asked before anything is written: a rating off the scale, a day to come, a review too short."""
    if request.bad_rating:
        note = {"asks": "rating", "requests": [waiting(request.with_(bad_rating=None))]}
        return Said(desk.speaker.say("bad_rating", said=request.bad_rating), note)
    if request.when and not request.when.vague and request.when.start > desk.today:
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
            "logged", titles=names([dict(e) for e in entries]), **told(day, rating, len(entries), desk), **verb(len(entries))
        )
        if len(entries) == 1 and entries[0].get("rewatch"):
            text += desk.speaker.say("logged_again")
        if any(entry.get("review") for entry in entries):
            text += desk.speaker.say("logged_review")
        out.append(text)
    return out


def told(day: str | None, rating: int | None, count: int, desk: Desk) -> dict[str, str]:
    """The words for a watch's day and rating."""
    return {
        "day": f" for {day_told(day, desk.today)}" if day else "",
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
    request = yield from whole_list(request, desk)
    settled = yield from settle(request, desk, write=True)
    unrated = [title for title, mention in settled.titles if mention.rating is None and request.rating is None]
    calls = [
        call("rate_title", title_id=title["title_id"], rating=mention.rating or request.rating)
        for title, mention in settled.titles
        if mention.rating or request.rating
    ]
    results = (yield calls) if calls else []
    spoken = _rated(results, desk)
    if unrated:
        spoken.append(Said(desk.speaker.say("ask_rating", titles=names(unrated)), {"asks": "rating", "requests": [waiting(request)]}))
    return together([*spoken, *settled.problems, Said("", _focus(settled))])


def _rated(results: Sequence[Result], desk: Desk) -> list[Said]:
    """One sentence for all titles with the same rating, one for each that failed."""
    failed = [text for text in (failure(result, desk) for result in results) if text]
    groups: dict[tuple[bool, int | None], list[dict[str, Any]]] = {}
    for result in results:
        if result.error is None:
            groups.setdefault((bool(result.content.get("changes")), result.content.get("rating")), []).extend(result.titles)
    told = []
    for (changed, rating), titles in groups.items():
        occasion = "already_so" if not changed else "rated" if rating else "unrated"
        each = f"{out_of_ten(rating)}{' each' if len(titles) > 1 else ''}" if rating else ""
        told.append(desk.speaker.say(occasion, titles=names(titles), rating=each, **verb(len(titles))))
    return [Said(text) for text in (*told, *failed)]


def unrate(request: Request, desk: Desk) -> Steps:
    """Takes ratings away."""
    settled = yield from settle(request, desk, write=True)
    calls = [Call("rate_title", {"title_id": title_id, "rating": None}) for title_id in settled.ids]
    results = (yield calls) if calls else []
    return together([*_rated(results, desk), *settled.problems, Said("", _focus(settled))])


def correct(request: Request, desk: Desk) -> Steps:
    """Another rating or day for what was just written, or for the title's latest watch."""
    if _is_vague(request.when) and request.rating is None:
        return Said(desk.speaker.say("day_unclear"), {"asks": "day", "requests": [waiting(request.with_(when=None))]})
    objection = _objection(request, desk)
    if objection:
        return objection
    wanted = {mention.title_ids[0] for mention in request.titles if mention.title_ids}
    last = [result for result in desk.state.last_write if result.call["name"] in ("log_watch", "edit_diary", "rate_title")]
    rated = [result for result in last if result.call["name"] == "rate_title"]
    entries = [entry for entry in desk.state.entries if not wanted or entry["title_id"] in wanted] if last or wanted else []
    if rated and request.rating and not wanted:
        results = yield [call("rate_title", title_id=result.call["args"]["title_id"], rating=request.rating) for result in rated]
        return together(_rated(results, desk))
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
        ids = [entry["entry_id"] for result in last for entry in entries_of(result)]
        entries = [entry for entry in entries if entry["entry_id"] in ids] or entries[:1]
    if not entries:
        return Said(desk.speaker.say("nothing_to_correct"), {"asks": "title", "requests": [waiting(request)]})
    newest = {entry["title_id"]: entry for entry in reversed(entries)}
    return (yield from _edit(list(newest.values()) if wanted else entries, request, desk))


def entries_of(result: Result) -> list[dict[str, Any]]:
    """The diary entries that a tool told of."""
    return list(result.content.get("entries") or ([result.content["entry"]] if "entry" in result.content else []))


def _edit(entries: Sequence[Mapping[str, Any]], request: Request, desk: Desk) -> Steps:
    day = request.when.day.isoformat() if request.when and not request.when.vague else None
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
    edited = entries_of(result) or [dict(entry) for entry in entries]
    titles = names([dict(entry) for entry in edited])
    if not result.content.get("changes"):
        return Said(desk.speaker.say("already_so", titles=titles, **verb(len(edited))))
    if request.review is not None:
        return Said(desk.speaker.say("reviewed", titles=titles))
    return Said(desk.speaker.say("corrected", titles=titles, **told(day, request.rating, len(edited), desk)))


def review(request: Request, desk: Desk) -> Steps:
    """The person's words on the title's latest watch; where there is none, a watch of today carries them."""
    if request.review is not None and len(request.review) < SHORTEST_REVIEW:
        return Said(desk.speaker.say("review_short"))
    settled = yield from settle(request, desk, write=True)
    if not settled.ids:
        return together(settled.problems)
    (read,) = yield [call("read_diary", title_ids=settled.ids[:1], limit=1)]
    entries = entries_of(read)
    if entries:
        return (yield from _edit(entries[:1], request, desk))
    return (yield from log(request, desk))


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
