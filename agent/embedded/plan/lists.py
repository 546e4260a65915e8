"""Plans for lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agent.embedded.dialogue import Result
from agent.embedded.plan.diary import waiting
from agent.embedded.plan.settle import names, settle
from agent.embedded.plan.steps import Desk, Said, Steps, call, failure, together
from agent.embedded.plan.tell import NAMED, picks
from agent.embedded.request import Request
from agent.embedded.speech import SYSTEM_NAMES, list_called, named, verb, wish
from agent.embedded.text import and_list


def add(request: Request, desk: Desk) -> Steps:
    """Puts titles on a list; a list that is not there is offered to be made."""
    return (yield from _with_titles(request, desk, "add"))


def remove(request: Request, desk: Desk) -> Steps:
    """Takes titles off a list."""
    return (yield from _with_titles(request, desk, "remove"))


def _with_titles(request: Request, desk: Desk, action: str) -> Steps:
    settled = yield from settle(request, desk, write=True)
    if not settled.ids:
        return together(settled.problems)
    name = request.list_name or "watchlist"
    (result,) = yield [call("edit_list", list_name=name, action=action, title_ids=settled.ids)]
    titles = names([title for title, _ in settled.titles])
    said = _missing(result, request, desk) or Said(failure(result, desk) or "")
    if not said.text:
        done = bool(result.content.get("changes"))
        occasion = {"add": ("list_there", "list_added"), "remove": ("list_not_there", "list_removed")}[action][done]
        said = Said(desk.speaker.say(occasion, titles=titles, list=list_called(_name(result, name)), **verb(len(settled.ids))))
    return together([said, *settled.problems, Said("", {"focus": settled.ids, "list_name": name})])


def _name(result: Result, name: str) -> str:
    """The list's own spelling of its name."""
    told = (result.content.get("list") or {}).get("name")
    return name if name in SYSTEM_NAMES or not told else str(told)


def _missing(result: Result, request: Request, desk: Desk) -> Said | None:
    """Offers to make a list that is not there."""
    if result.error != "not_found":
        return None
    if request.intent != "list_add":
        return Said(desk.speaker.say("list_unknown_plain", list=request.list_name))
    again = request.with_(intent="list_create")
    return Said(desk.speaker.say("list_unknown", list=request.list_name), {"asks": "yes", "requests": [waiting(again)]})


def create(request: Request, desk: Desk) -> Steps:
    """A new list, with its first titles."""
    ids: list[str] = []
    problems: tuple[Said, ...] = ()
    with_titles = ""
    if request.titles:
        settled = yield from settle(request, desk, write=True)
        ids, problems = settled.ids, settled.problems
        with_titles = f" with {names([title for title, _ in settled.titles])}" if ids else ""
    (result,) = yield [call("edit_list", list_name=request.list_name, action="create", title_ids=ids or None)]
    text = failure(result, desk) or desk.speaker.say("list_created", list=_name(result, request.list_name or ""), with_titles=with_titles)
    later = tuple(Said(one.text, one.note) for one in problems)
    return together([Said(text, {"list_name": request.list_name}), *later])


def change(request: Request, desk: Desk) -> Steps:
    """Renames, describes, clears or deletes a list."""
    action = {"list_rename": "edit", "list_describe": "edit", "list_clear": "clear", "list_delete": "delete"}[request.intent]
    new = request.new_name if request.intent == "list_rename" else None
    described = request.new_name if request.intent == "list_describe" else None
    (result,) = yield [call("edit_list", list_name=request.list_name, action=action, new_name=new, description=described)]
    missing = _missing(result, request, desk)
    if missing:
        return missing
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    name = request.list_name or ""
    if request.intent == "list_clear":
        return Said(
            desk.speaker.say("list_cleared" if result.content.get("changes") else "list_was_empty", list=list_called(_name(result, name)))
        )
    occasion = {"list_rename": "list_renamed", "list_describe": "list_described", "list_delete": "list_deleted"}[request.intent]
    return Said(desk.speaker.say(occasion, list=name, new=new))


def read(request: Request, desk: Desk) -> Steps:
    """What is on a list."""
    name = request.list_name or "watchlist"
    (result,) = yield [call("read_lists", list_name=name, filters=dict(request.filters))]
    trouble = (_missing(result, request, desk) or Said("")).text or failure(result, desk)
    if trouble:
        return Said(trouble)
    told = result.content.get("list") or {}
    shown, count = list_called(_name(result, name)), int(told.get("count") or len(result.titles))
    if request.filters and count:
        return _fitting(result, shown, name, desk)
    if not result.titles:
        return Said(desk.speaker.say("list_empty", list=shown), {"list_name": name})
    more = f", and {count - NAMED} more" if count > NAMED else ""
    occasion = "list_count" if request.text.lower().startswith(("how many", "count")) else "list_read"
    told = _few(result.titles, bool(more))
    return Said(desk.speaker.say(occasion, list=shown, titles=told, more=more, count=count, **verb(count)), {"list_name": name})


def _few(titles: Sequence[Mapping[str, Any]], more: bool) -> str:
    names_ = [named(title) for title in titles[:NAMED]]
    return ", ".join(names_) if more else and_list(names_)


def _fitting(result: Result, shown: str, name: str, desk: Desk) -> Said:
    """What of a list fits a wish: one pick, the next two, the rest on the cards."""
    note = {"list_name": name}
    if not result.titles:
        return Said(desk.speaker.say("list_none_fits", list=shown, wish=wish(result.call["args"]["filters"])), note)
    return Said(desk.speaker.say("list_fits", list=shown, **picks(result.titles, {"sort": "list"}, desk)), note)


def every(request: Request, desk: Desk) -> Steps:
    """Which lists there are."""
    (result,) = yield [call("read_lists")]
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    told = [f"{one['name']} ({one['count']})" for one in result.content.get("lists", ())]
    return Said(desk.speaker.say("lists", lists=", ".join(told)))


def found_it(request: Request, desk: Desk) -> Steps:
    """As in "yes, that's it": the film is offered for the watchlist."""
    settled = yield from settle(request, desk, write=False)
    offer = Request(intent="list_add", list_name="watchlist", titles=request.titles)
    note = {"asks": "yes", "requests": [waiting(offer)], "focus": settled.ids}
    return Said(desk.speaker.say("found_it", titles=names([title for title, _ in settled.titles])), note)


def on_list(request: Request, desk: Desk) -> Steps:
    """Whether titles are on a list."""
    settled = yield from settle(request, desk, write=False)
    if not settled.ids:
        return together(settled.problems)
    name = request.list_name or "watchlist"
    (result,) = yield [call("read_lists", list_name=name, title_ids=settled.ids)]
    trouble = (_missing(result, request, desk) or Said("")).text or failure(result, desk)
    if trouble:
        return Said(trouble)
    there = {title["title_id"] for title in result.titles}
    texts = [
        desk.speaker.say(
            "on_list_yes" if title["title_id"] in there else "on_list_no",
            titles=named(title),
            list=list_called(_name(result, name)),
            **verb(1),
        )
        for title, _ in settled.titles
    ]
    return together([Said(" ".join(texts), {"focus": settled.ids, "list_name": name}), *settled.problems])
