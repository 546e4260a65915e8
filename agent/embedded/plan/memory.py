"""Plans for what is remembered of a person, for undoing, and for deleting it all; and for talk that needs no tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agent.embedded.dialogue import Result
from agent.embedded.plan.steps import Call, Desk, Said, Steps, call, failure
from agent.embedded.request import Request
from agent.embedded.speech import tastes_told
from agent.embedded.taken_back import taken_back
from agent.embedded.text import key


def remember(request: Request, desk: Desk) -> Steps:
    """Keeps each taste."""
    results = yield [
        Call("remember_preference", {"about": about, "value": value, "stance": stance}) for about, value, stance in request.preferences
    ]
    failed = next((text for text in (failure(result, desk) for result in results) if text), None)
    if failed:
        return Said(failed)
    told = _tastes([_kept(result) for result in results], desk)
    new = any(result.content.get("changes") for result in results)
    return Said(desk.speaker.say("remembered" if new else "remembered_already", tastes=told))


def _kept(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = result.content.get("preference") or dict(result.call["args"])
    return told


def _tastes(preferences: Sequence[Mapping[str, Any]], desk: Desk) -> str:
    def name(one: Mapping[str, Any]) -> str:
        return str(one.get("label") or desk.title(str(one["value"]))["title"]) if one["about"] == "title" else ""

    return tastes_told([(one, name(one)) for one in preferences])


def forget(request: Request, desk: Desk) -> Steps:
    """Drops what is remembered under the same subject, in whatever words it was kept."""
    (read,) = yield [call("read_preferences")]
    kept = list(read.content.get("preferences", ()))
    gone = [one for one in kept if any(_same(one, wanted) for wanted in request.preferences)]
    if not gone:
        return Said(failure(read, desk) or desk.speaker.say("forget_none"))
    results = yield [Call("remember_preference", {"about": one["about"], "value": one["value"], "forget": True}) for one in gone]
    failed = next((text for text in (failure(result, desk) for result in results) if text), None)
    return Said(failed or desk.speaker.say("forgotten", tastes=_tastes(gone, desk)))


def _same(kept: Mapping[str, Any], wanted: tuple[str, str, str]) -> bool:
    about, value, _ = wanted
    if about == "max_runtime":
        return bool(kept["about"] == "max_runtime")
    mine, theirs = key(str(kept["value"])), key(value)
    return mine == theirs or (kept["about"] == "note" and bool(theirs) and theirs in mine) or (about == "note" and theirs in mine)


def preferences(request: Request, desk: Desk) -> Steps:
    """All that is remembered."""
    (result,) = yield [call("read_preferences")]
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    kept = list(result.content.get("preferences", ()))
    if not kept:
        return Said(desk.speaker.say("preferences_none"))
    return Said(desk.speaker.say("preferences", tastes=_tastes(kept, desk)))


def undo(request: Request, desk: Desk) -> Steps:
    """Takes the last turn's writes back."""
    (result,) = yield [call("undo")]
    return _undone(result, desk, "undone")


def redo(request: Request, desk: Desk) -> Steps:
    """Takes the last undo back, change by change, in the order they were first made."""
    last = [one for result in desk.state.last_write if result.call["name"] == "undo" for one in result.content.get("changes", ())]
    if not last:
        return Said(desk.speaker.say("redo_none"))
    (result,) = yield [call("undo", change_ids=[change["change_id"] for change in reversed(last)])]
    return _undone(result, desk, "redone")


def _undone(result: Result, desk: Desk, occasion: str) -> Said:
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    told = [str(change["summary"]) for change in result.content.get("changes", ())]
    if not told:
        return Said(desk.speaker.say("undo_none"))
    left = " ".join(str(one) for one in result.content.get("left_as_is") or ())
    return Said(desk.speaker.say(occasion, what=taken_back(told)) + (f" {left}" if left else ""))


def changes(request: Request, desk: Desk) -> Steps:
    """What was last written."""
    told = [str(change["summary"]) for result in desk.state.last_write for change in result.content.get("changes", ())]
    return Said(desk.speaker.say("changes", what="; ".join(told)) if told else desk.speaker.say("changes_none"))
    yield []


def delete_data(request: Request, desk: Desk) -> Steps:
    """Deletes all of a person's data; the policy asks before."""
    (result,) = yield [call("delete_my_data")]
    return Said(failure(result, desk) or desk.speaker.say("data_gone"))


def talk(request: Request, desk: Desk) -> Steps:
    """Words alone; who is not understood twice in a row is given things to say that fit the talk."""
    lost = desk.state.turns[-1].note.get("did") == "unclear" if desk.state.turns else False
    if request.intent == "unclear" and lost:
        return Said(desk.speaker.say("unclear_again", examples=desk.speaker.say(_examples(desk))))
    return Said(desk.speaker.say(request.intent))
    yield []


def _examples(desk: Desk) -> str:
    """Which examples fit: what was shown, what was written, which film is spoken of."""
    if desk.state.found is not None and len(desk.state.shown) > 1:
        return "examples_found"
    if len(desk.state.focus) == 1:
        return "examples_title"
    return "examples_written" if desk.state.last_write else "examples_start"
