"""The plan for a film that was taken for another: the last write is taken back and done again for the right one."""

from __future__ import annotations

from typing import Any

from agent.embedded.dialogue import Result
from agent.embedded.plan.diary import entries_of, told
from agent.embedded.plan.settle import names, settle
from agent.embedded.plan.steps import Call, Desk, Said, Steps, call, failure, together
from agent.embedded.request import Request


def swap(request: Request, desk: Desk) -> Steps:
    """As in "oops, I meant Parasite": what was just written of `instead_of`, now of the title that is named."""
    wrong = request.instead_of or ""
    writes = [result for result in desk.state.last_write if wrong in written_of(result)]
    if not writes:
        return Said(desk.speaker.say("nothing_to_correct"))
    settled = yield from settle(request, desk, write=True)
    if len(settled.ids) != 1 or settled.ids == [wrong]:
        return together(settled.problems or [Said(desk.speaker.say("which_film"))])
    last, right = writes[-1], settled.ids[0]
    if last.content.get("changes"):
        (gone,) = yield [_taking_back(last)]
        trouble = failure(gone, desk)
        if trouble:
            return Said(trouble)
    (done,) = yield [_again(last, wrong, right)]
    trouble = failure(done, desk)
    if trouble:
        return Said(trouble)
    entry = (entries_of(done) or [{}])[0]
    how = told(entry.get("watched_on"), entry.get("rating") or done.content.get("rating"), 1, desk)
    titles, old = names([settled.titles[0][0]]), names([desk.title(wrong)])
    return Said(desk.speaker.say("swapped", titles=titles, old=old, **how), {"focus": [right]})


def written_of(result: Result) -> list[str]:
    """The titles that a write was about."""
    return list(dict.fromkeys([*(one["title_id"] for one in result.titles), *(one["title_id"] for one in entries_of(result))]))


def _taking_back(last: Result) -> Call:
    if last.call["name"] == "edit_diary":
        return call("edit_diary", entry_ids=[entry["entry_id"] for entry in entries_of(last)], delete=True)
    return call("undo", change_ids=[change["change_id"] for change in last.content["changes"]])


def _again(last: Result, wrong: str, right: str) -> Call:
    args: dict[str, Any] = dict(last.call["args"])
    if last.call["name"] == "edit_diary":
        entry = entries_of(last)[0]
        return call("log_watch", title_id=right, watched_on=entry["watched_on"], rating=entry.get("rating"))
    if "title_id" in args:
        args["title_id"] = right
    if "title_ids" in args:
        args["title_ids"] = [right if one == wrong else one for one in args["title_ids"]]
    return Call(last.call["name"], args)
