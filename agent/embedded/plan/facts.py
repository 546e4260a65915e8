"""Plans that read: facts of a title, and the person's own diary and ratings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from agent.embedded.plan.one_title import felt_like, introduced, kind, side_by_side
from agent.embedded.plan.settle import names, settle
from agent.embedded.plan.steps import Desk, Said, Steps, call, failure, together
from agent.embedded.request import Request
from agent.embedded.speech import LANGUAGES, in_period, named, on_day, out_of_ten, verb
from agent.embedded.text import and_list

MOST_AT_ONCE = 3
READ, COUNTED = 10, 50


def details(request: Request, desk: Desk) -> Steps:
    """What was asked of one to three titles."""
    settled = yield from settle(request, desk, write=False)
    if not settled.ids:
        return together(settled.problems)
    results = yield [call("title_details", title_id=one) for one in settled.ids[:MOST_AT_ONCE]]
    told = [result.titles[0] for result in results if result.error is None and result.titles]
    if len(told) > 1 and request.aspect in ("rating", "versus"):
        return together([Said(side_by_side(told), {"focus": settled.ids[:MOST_AT_ONCE]}), *settled.problems])
    texts = []
    for result in results:
        trouble = failure(result, desk)
        title = result.titles[0] if result.titles else None
        texts.append(
            trouble or (fact(request, title, result.content.get("details") or {}) if title else desk.speaker.trouble("not_found", ""))
        )
    return together([Said("\n".join(texts), {"focus": settled.ids[:MOST_AT_ONCE], "aspect": request.aspect}), *settled.problems])


def fact(request: Request, title: Mapping[str, Any], more: Mapping[str, Any]) -> str:
    """One fact of a title, in a sentence; what the catalogue does not know is said to be unknown."""
    name = named(title)
    told = _PLAIN.get(request.aspect or "")
    if told:
        value = told.value(title)
        return told.known.format(name=name, title=title["title"], value=value) if value else told.unknown.format(name=name)
    match request.aspect:
        case "cast":
            return _cast(request, name, title, more)
        case "rating":
            mine = f" You gave it {out_of_ten(title['my_rating'])}." if title.get("my_rating") else ""
            vote = title.get("vote_average")
            return (f"People give {name} {vote:g} out of 10 on average." if vote else f"I have no votes for {name}.") + mine
        case "mood":
            return felt_like(request.filters.get("moods", ()) or _FOR_KIDS.get(_kids(request), ()), title, more.get("moods") or ())
        case "where":
            return f"I can't see where {name} is streaming or showing. I can keep it on your watchlist, though."
        case "unknown":
            return f"That I don't know about {name}. I can tell you its plot, people, length, year and how it is rated."
        case "plot":
            return _plot(name, title, more)
    return introduced(title, more)


@dataclass(frozen=True)
class _Plain:
    """A fact that is one value: how it is said, and what is said without it."""

    value: Callable[[Mapping[str, Any]], str]
    known: str
    unknown: str


_PLAIN = {
    "director": _Plain(
        lambda title: and_list(list(title.get("directors") or ())), "{name} was directed by {value}.", "I don't know who directed {name}."
    ),
    "runtime": _Plain(
        lambda title: _hours(title["runtime"]) if title.get("runtime") else "", "{name} runs {value}.", "I don't know how long {name} is."
    ),
    "year": _Plain(lambda title: str(title.get("year") or ""), "{title} came out in {value}.", "I don't know when {name} came out."),
    "genre": _Plain(
        lambda title: f"a {kind(list(title['genres']))}" if title.get("genres") else "",
        "{name} is {value}.",
        "I don't know the genre of {name}.",
    ),
    "language": _Plain(
        lambda title: LANGUAGES.get(title.get("language", ""), title.get("language", "")),
        "{name} is in {value}.",
        "I don't know the language of {name}.",
    ),
}


_FOR_KIDS = {True: ("family-friendly",)}


def _kids(request: Request) -> bool:
    return "Family" in request.filters.get("genres", ()) or any(word in request.text.lower() for word in ("kids", "child", "family"))


def _cast(request: Request, name: str, title: Mapping[str, Any], more: Mapping[str, Any]) -> str:
    cast = list(more.get("cast") or title.get("cast") or ())
    asked = list(request.filters.get("people", ()))
    if asked and cast:
        there = [person for person in asked if person in cast or person in (title.get("directors") or ())]
        if there:
            return (
                f"Yes, {and_list(there)} {'is' if len(there) == 1 else 'are'} in {name}, with "
                f"{and_list([p for p in cast if p not in there])}."
            )
        return f"Not among those I know: {name} has {and_list(cast)}."
    return f"{name} stars {and_list(cast[:5])}." if cast else f"I don't know who is in {name}."


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{minutes} minutes" + (f" ({hours}h{rest:02d})" if hours else "")


def _plot(name: str, title: Mapping[str, Any], more: Mapping[str, Any]) -> str:
    overview = str(more.get("overview") or title.get("overview") or "").strip()
    return f"{name}: {overview}" if overview else f"I have no plot for {name}."


def seen(request: Request, desk: Desk) -> Steps:
    """Whether and when a title was watched."""
    settled = yield from settle(request, desk, write=False)
    if not settled.ids:
        return together(settled.problems)
    (result,) = yield [call("read_diary", title_ids=settled.ids)]
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    entries = list(result.content.get("entries", ()))
    texts = []
    for title, _ in settled.titles:
        watches = [entry for entry in entries if entry["title_id"] == title["title_id"]]
        dates = and_list(
            [
                on_day(one["watched_on"], desk.today) + (f" ({out_of_ten(one['rating'])})" if one.get("rating") else "")
                for one in watches[:5]
            ]
        )
        yes = "seen_told" if request.text.lower().startswith(("when", "which", "what")) else "seen_yes"
        texts.append(desk.speaker.say(yes if watches else "seen_no", titles=named(title), dates=dates, **verb(1)))
    if len(texts) > 1 and entries:
        texts = [
            text for text, (title, _) in zip(texts, settled.titles, strict=True) if any(e["title_id"] == title["title_id"] for e in entries)
        ]
    return together([Said(" ".join(texts), {"focus": settled.ids}), *settled.problems])


def my_rating(request: Request, desk: Desk) -> Steps:
    """The person's rating of a title."""
    settled = yield from settle(request, desk, write=False)
    if not settled.ids:
        return together(settled.problems)
    (result,) = yield [call("read_diary", what="ratings", title_ids=settled.ids)]
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    ratings = list(result.content.get("ratings", ()))
    if not ratings:
        titles = [title for title, _ in settled.titles]
        namesakes = len(titles) > 1 and len({title["title"] for title in titles}) == 1
        told = f"either {titles[0]['title']}" if namesakes else names(titles)
        return Said(desk.speaker.say("my_rating_none", titles=told), {"focus": settled.ids})
    texts = [desk.speaker.say("my_rating", titles=named(one), rating=out_of_ten(one["rating"])) for one in ratings]
    return together([Said(" ".join(texts), {"focus": settled.ids}), *settled.problems])


def ratings(request: Request, desk: Desk) -> Steps:
    """The person's ratings, best first unless the worst are asked for."""
    worst = any(word in request.text.lower() for word in ("worst", "lowest", "least", "hate"))
    recent = any(word in request.text.lower() for word in ("recent", "latest", "last"))
    sort = "lowest" if worst else None if recent else "highest"
    (result,) = yield [call("read_diary", what="ratings", min_rating=request.rating, sort=sort, limit=request.count)]
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    rows = list(result.content.get("ratings", ()))
    if not rows:
        return Said(desk.speaker.say("ratings_none"))
    occasion = "ratings_lowest" if worst else "ratings"
    return Said(desk.speaker.say(occasion, titles=and_list([f"{named(one)} {out_of_ten(one['rating'])}" for one in rows[:5]])))


def diary(request: Request, desk: Desk) -> Steps:
    """What was watched, in a stretch of days or lately; or how many."""
    text = request.text.lower()
    count = text.startswith(("how many", "how much"))
    last = not request.when and ("last" in text or "latest" in text or "most recent" in text) and not count
    limit = (
        COUNTED
        if count
        else request.count or (1 if last and "films" not in text and "movies" not in text and "things" not in text else None)
    )
    days = {"watched_from": request.when.start.isoformat(), "watched_to": request.when.end.isoformat()} if request.when else {}
    (result,) = yield [call("read_diary", limit=limit, sort="oldest" if "first" in text.split() else None, **days)]
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    entries = list(result.content.get("entries", ()))
    when = in_period(request.when, desk.today)
    if not entries:
        return Said(desk.speaker.say("diary_empty", when=when) if request.when else desk.speaker.say("diary_bare"))
    told = and_list([_entry(entry, desk, bool(request.when and request.when.start == request.when.end)) for entry in entries[:5]])
    more = f", and {len(entries) - 5} more" if len(entries) > 5 else ""
    if count:
        number = f"{'over ' if result.content.get('next_cursor') else ''}{len(entries)} {'film' if len(entries) == 1 else 'films'}"
        return Said(desk.speaker.say("diary_count", count=number, when=when, titles=told, more=more))
    if limit == 1:
        return Said(desk.speaker.say("diary_last", titles=told))
    return Said(desk.speaker.say("diary", when_cap=when, titles=told, more=more))


def _entry(entry: Mapping[str, Any], desk: Desk, same_day: bool) -> str:
    extra = [] if same_day else [on_day(entry["watched_on"], desk.today)]
    if entry.get("rating"):
        extra.append(out_of_ten(entry["rating"]))
    return named(entry) + (f" {', '.join(extra)}" if extra else "")
