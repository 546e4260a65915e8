"""Plans that find films: by facts, by plot, like others, for the person's taste, and on from what was found before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agent.embedded.dialogue import FIND_TOOLS
from agent.embedded.plan.settle import settle
from agent.embedded.plan.steps import Call, Desk, Said, Steps, call, failure, together
from agent.embedded.plan.tell import few, found, likes, lower
from agent.embedded.request import Request
from agent.embedded.speech import named, several, verb, wish
from agent.embedded.text import and_list, key
from agent.embedded.wishes import compared, merged

_NOT_SO = re.compile(
    r"\s*,?\b(?:(?:but|and) )?(?:(?:that|who|which|where \w+(?: \w+)?|(?:he|she|it|they)|nobody)\s+)?"
    r"(?:doesn'?t|does not|don'?t|do not|never|isn'?t) .+?(?=$|,| and | but )",
    re.IGNORECASE,
)
SEARCHED = 10
SHOWN = 5  # titles asked for when no number was said


def discover(request: Request, desk: Desk) -> Steps:
    """Films by facts, or a refinement of the last search."""
    if request.follows and desk.state.found:
        return (yield from _refine(request, desk, request.filters))
    sort = request.sort if request.sort != "popularity" else None
    if request.relative == "either":  # "by Nolan or Villeneuve": a filter's people must all be in a film, so each is asked for
        people = request.filters["people"]
        each = [{**request.filters, "people": [person]} for person in people]
        results = yield [call("discover_titles", filters=one, sort=sort, limit=request.count or SHOWN) for one in each]
        return together([Said(f"{person}: {found(result, desk).text}") for person, result in zip(people, results, strict=True)])
    (result,) = yield [call("discover_titles", filters=dict(request.filters), sort=sort, limit=request.count or SHOWN)]
    if result.error is None and not result.titles and set(request.filters) <= {"year_from", "year_to"}:
        (newest,) = yield [call("discover_titles", sort="newest", limit=request.count or SHOWN)]
        return Said(f"{desk.speaker.say('newest_known')} {found(newest, desk).text}")
    return found(result, desk)


def recommend(request: Request, desk: Desk) -> Steps:
    """What to watch next, by taste."""
    if request.follows and desk.state.found:
        return (yield from _refine(request, desk, request.filters))
    (result,) = yield [call("recommend", filters=dict(request.filters), limit=request.count or SHOWN)]
    return found(result, desk, request)


def plot(request: Request, desk: Desk) -> Steps:
    """Films whose plot is near to a description."""
    request = request.with_(description=_tale(request.description))
    (result,) = yield [call("find_similar", description=request.description, filters=dict(request.filters), limit=request.count or SHOWN)]
    if result.error is None and not result.titles and request.filters.get("people"):
        looser = {name: value for name, value in request.filters.items() if name != "people"}
        (again,) = yield [call("find_similar", description=request.description, filters=looser, limit=request.count or SHOWN)]
        if again.titles:
            lead = desk.speaker.say("nobody", people=and_list(list(request.filters["people"])))
            return Said(f"{lead} {found(again, desk).text}")
    return found(result, desk)


def _tale(description: str) -> str:
    """A plot without what does not happen in it, and "the guy" as "the man": many a title has a guy in it."""
    plain = re.sub(r"\b(?:guy|dude|bloke|fella)(?P<s>s?)\b", lambda m: "men" if m["s"] else "man", description, flags=re.IGNORECASE)
    kept = _NOT_SO.sub("", plain).strip(" ,.")
    return kept if len(kept) > 2 else plain


def similar(request: Request, desk: Desk) -> Steps:
    """Films like others, with what should differ."""
    settled = yield from settle(request, desk, write=False)
    if not settled.ids:
        return together(settled.problems)
    filters, _ = _than(request, settled.ids, desk)
    (result,) = yield [
        call("find_similar", title_ids=settled.ids, filters=merged(request.filters, filters, also=True), limit=request.count or SHOWN)
    ]
    return together([found(result, desk), *settled.problems])


def _than(request: Request, ids: Sequence[str], desk: Desk) -> tuple[dict[str, Any], str | None]:
    if not request.relative or request.relative == "anew":
        return {}, None
    return compared(request.relative, [title for title in map(desk.facts, ids) if title])


def compare(request: Request, desk: Desk) -> Steps:
    """As in "Shorter", "older than that": by what was named, else by what is on the table."""
    ids = [m.title_ids[0] for m in request.titles if m.title_ids] or (desk.state.focus if len(desk.state.focus) == 1 else desk.state.shown)
    filters, sort = _than(request, ids, desk)
    filters = merged(request.filters, filters, also=True)
    if desk.state.found:
        return (yield from _refine(request.with_(relative="anew"), desk, filters, sort))
    (result,) = yield [call("discover_titles", filters=filters, sort=sort, limit=request.count or SHOWN)]
    return found(result, desk)


def _refine(request: Request, desk: Desk, filters: Mapping[str, Any], sort: str | None = None) -> Steps:
    """The last search again with more wishes; what was shown stays away when something new is asked for."""
    last = desk.state.found
    assert last is not None
    args = {name: value for name, value in last.call["args"].items() if name != "cursor"}
    old = dict(args.get("filters") or {})
    wanted = merged(old, filters, also=request.also)
    if request.relative == "anew" or request.intent == "not_those":
        extra = [m.title_ids[0] for m in request.titles if m.title_ids] if request.intent == "not_those" else []
        wanted = merged(wanted, {"exclude_title_ids": [*desk.state.found_ids, *extra]}, also=True)
    args |= {"filters": wanted, "limit": request.count or args.get("limit") or SHOWN}
    order = sort or request.sort
    if order and last.call["name"] == "discover_titles":
        args["sort"] = order
    (result,) = yield [Call(last.call["name"], args)]
    return found(result, desk)


def not_those(request: Request, desk: Desk) -> Steps:
    """The last search without what it showed."""
    if desk.state.found is None:
        return (yield from recommend(request.with_(follows=False), desk))
    return (yield from _refine(request, desk, {}))


def seen_all(request: Request, desk: Desk) -> Steps:
    """All that was suggested is known: others, and no watch is written, for nobody said on which days."""
    said = yield from not_those(request.with_(intent="not_those"), desk)
    return Said(f"{desk.speaker.say('seen_all')} {said.text}", said.note)


def more(request: Request, desk: Desk) -> Steps:
    """The next page of what was shown last, whatever it was."""
    last = desk.state.found
    paged = next(
        (
            r
            for turn in reversed(desk.state.turns)
            for r in reversed(turn.results)
            if r.call["name"] in (*FIND_TOOLS, "read_diary", "read_lists")
        ),
        None,
    )
    if paged and paged.call["name"] in ("read_diary", "read_lists") and paged.content.get("next_cursor"):
        (result,) = yield [Call(paged.call["name"], {**paged.call["args"], "cursor": paged.content["next_cursor"]})]
        if result.error or not result.titles:
            return Said(failure(result, desk) or desk.speaker.say("no_more"))
        return Said(desk.speaker.say("searched", titles=few(result.titles), **verb(len(result.titles))))
    if last is None:
        return (yield from recommend(request.with_(follows=False), desk))
    if last.content.get("next_cursor") and last.call["name"] == "discover_titles":
        args = {**last.call["args"], "cursor": last.content["next_cursor"]}
        if request.count:
            args["limit"] = request.count
        (result,) = yield [Call(last.call["name"], args)]
        return found(result, desk)
    return (yield from _refine(request.with_(relative="anew"), desk, {}))


def search(request: Request, desk: Desk) -> Steps:
    """Titles by name."""
    mention = request.titles[0]
    results = yield [call("search_titles", query=one.text, year=one.year, limit=SHOWN) for one in request.titles]
    trouble = failure(results[0], desk)
    if trouble:
        return Said(trouble)
    exact = [t for result in results for t in result.titles if any(t["title_id"] in one.title_ids for one in request.titles)]
    titles = exact or [title for result in results for title in result.titles]
    if not titles:
        return Said(desk.speaker.say("not_found", said=mention.text, closest=""))
    if not exact:
        closest = desk.speaker.say("closest", titles=several(titles[:3], "or"))
        return Said(desk.speaker.say("not_found", said=mention.text, closest=closest), {"focus": [t["title_id"] for t in titles[:3]]})
    return Said(
        desk.speaker.say("searched", titles=few(titles), **verb(len(titles))), {"focus": [title["title_id"] for title in titles]}
    )


def sequel(request: Request, desk: Desk) -> Steps:
    """Other titles whose name begins with the title's."""
    settled = yield from settle(request, desk, write=False)
    if not settled.ids:
        return together(settled.problems)
    title = settled.titles[0][0]
    (result,) = yield [call("search_titles", query=title["title"], limit=SEARCHED)]
    name = key(str(title["title"]))
    others = [one for one in result.titles if key(one["title"]).startswith(name) and one["title_id"] != title["title_id"]]
    others.sort(key=lambda one: one.get("year") or 0)
    trouble = failure(result, desk)
    text = (
        desk.speaker.say("sequels", titles=several(others), **verb(len(others)))
        if others
        else desk.speaker.say("no_sequel", titles=named(title))
    )
    return Said(trouble or text, {"focus": [one["title_id"] for one in others] or settled.ids})


def why(request: Request, desk: Desk) -> Steps:
    """What the last suggestion leaned on: the recommender's own reasons, else what was asked for."""
    last = desk.state.found
    if last is None:
        return Said(desk.speaker.say("why_none"))
    pointed = [m.title_ids[0] for m in request.titles if m.title_ids]
    told = [t for t in last.titles if t.get("reason") and (not pointed or t["title_id"] in pointed)][:3]
    if re.search(r"\b(?:that one|this one|it|that|this|the first)\b", request.text, re.IGNORECASE):
        told = told[:1]
    if told:
        return Said(desk.speaker.say("why_reasons", reasons=". ".join(f"{t['title']} — {lower(t['reason'])}" for t in told)))
    args = last.call["args"]
    if args.get("title_ids"):
        return Said(desk.speaker.say("why_similar", likes=likes([desk.title(one) for one in args["title_ids"]])))
    if args.get("description"):
        return Said(desk.speaker.say("why_plot"))
    return Said(desk.speaker.say("why_discover", wish=wish(args.get("filters") or {}) or "the best known ones"))
    yield []
