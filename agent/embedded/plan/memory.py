"""Plans for what is remembered of a person, for undoing, and for deleting it all; and for talk that needs no tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agent.embedded.dialogue import Result
from agent.embedded.plan.steps import Call, Desk, Said, Steps, call, failure
from agent.embedded.request import Request
from agent.embedded.speech import taste
from agent.embedded.text import and_list, key


def remember(request: Request, desk: Desk) -> Steps:
    """Keeps each taste."""
    results = yield [
        Call("remember_preference", {"about": about, "value": value, "stance": stance}) for about, value, stance in request.preferences
    ]
    failed = next((text for text in (failure(result, desk) for result in results) if text), None)
    if failed:
        return Said(failed)
    told = and_list([_taste(_kept(result), desk) for result in results])
    new = any(result.content.get("changes") for result in results)
    return Said(desk.speaker.say("remembered" if new else "remembered_already", tastes=told))


def _kept(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = result.content.get("preference") or dict(result.call["args"])
    return told


def _taste(preference: Mapping[str, Any], desk: Desk) -> str:
    name = ""
    if preference["about"] == "title":
        name = str(preference.get("label") or desk.title(str(preference["value"]))["title"])
    return taste(preference, name)


def forget(request: Request, desk: Desk) -> Steps:
    """Drops what is remembered under the same subject, in whatever words it was kept."""
    (read,) = yield [call("read_preferences")]
    kept = list(read.content.get("preferences", ()))
    gone = [one for one in kept if any(_same(one, wanted) for wanted in request.preferences)]
    if not gone:
        return Said(failure(read, desk) or desk.speaker.say("forget_none"))
    results = yield [Call("remember_preference", {"about": one["about"], "value": one["value"], "forget": True}) for one in gone]
    failed = next((text for text in (failure(result, desk) for result in results) if text), None)
    return Said(failed or desk.speaker.say("forgotten", tastes=and_list([_taste(one, desk) for one in gone])))


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
    return Said(desk.speaker.say("preferences", tastes=and_list([_taste(one, desk) for one in kept])))


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
    told: Sequence[str] = result.content.get("undone") or [str(change["summary"]) for change in result.content.get("changes", ())]
    if not told:
        return Said(desk.speaker.say("undo_none"))
    left = " ".join(str(one) for one in result.content.get("left_as_is") or ())
    return Said(desk.speaker.say(occasion, what="; ".join(_small(one) for one in told)) + (f" {left}" if left else ""))


def _small(summary: str) -> str:
    """A change's own words, without the "Undid:" they may begin with."""
    text = summary.strip().rstrip(".")
    for lead in ("Undid: ", "Undone: ", "Undid ", "Undo: "):
        text = text.removeprefix(lead)
    return text[:1].lower() + text[1:]


def delete_data(request: Request, desk: Desk) -> Steps:
    """Deletes all of a person's data; the policy asks before."""
    (result,) = yield [call("delete_my_data")]
    return Said(failure(result, desk) or desk.speaker.say("data_gone"))


def talk(request: Request, desk: Desk) -> Steps:
    """Words alone."""
    return Said(desk.speaker.say(request.intent))
    yield []
