"""The questions that wait for a yes: what they say, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from ag_ui.core import Interrupt
from langgraph.types import Interrupt as LangGraphInterrupt
from langgraph.types import StateSnapshot

from errors import NotFound
from tools import Deps

STARTED_AT = "rafilm_started_at"  # in a checkpoint's metadata: when its turn began
YES_NO_SCHEMA = {
    "type": "object",
    "properties": {"approved": {"type": "boolean"}},
    "required": ["approved"],
    "additionalProperties": False,
}


async def open_questions(state: StateSnapshot, deps: Deps, confirm_for: timedelta) -> list[Interrupt]:
    """The questions that a thread's state waits on, as the wire shows them."""
    return [
        Interrupt(
            id=interrupt.id,
            reason="confirm",
            message=await question(interrupt.value["name"], interrupt.value["args"], deps),
            tool_call_id=interrupt.value["tool_call_id"],
            expires_at=expires_at(state, confirm_for).isoformat(),
            response_schema=YES_NO_SCHEMA,
        )
        for interrupt in open_interrupts(state)
    ]


def open_interrupts(state: StateSnapshot) -> Sequence[LangGraphInterrupt]:
    """The questions that wait; a task that has its result still shows the one it asked."""
    return [interrupt for task in state.tasks if task.result is None for interrupt in task.interrupts]


def expires_at(state: StateSnapshot, confirm_for: timedelta) -> datetime:
    """Until when the state's questions can be answered, counted from the start of the turn that asked, by the service's clock."""
    marks = cast(dict[str, Any], state.metadata)  # LangGraph types only its own
    return datetime.fromisoformat(marks[STARTED_AT]) + confirm_for


async def question(call_name: str, args: dict[str, Any], deps: Deps) -> str:
    """The question to show for a call that waits: exactly what will happen, in the person's words."""
    titles = await deps.rooms.catalog.get_many([*(args.get("title_ids") or ()), *([args["title_id"]] if args.get("title_id") else ())])
    named = ", ".join(f"{title.title} ({title.year})" if title.year else title.title for title in titles.values())
    match call_name:
        case "delete_my_data":
            return "Delete all of your diary, ratings, lists and preferences? This cannot be undone."
        case "edit_list":
            return await _list_question(args, named, deps)
        case "edit_diary" if args.get("delete"):
            return f"Delete {len(args['entry_ids'])} diary entries?"
        case "edit_diary" if "review" in (args.get("clear") or ()):
            return "Delete your review?" if len(args["entry_ids"]) == 1 else f"Delete {len(args['entry_ids'])} reviews?"
        case "edit_diary":
            return f"Change {len(args['entry_ids'])} diary entries?"
        case "log_watch":
            return f"Log {named}?"
        case "rate_title":
            return f"Rate {named} {args['rating']}/10?" if args.get("rating") else f"Take your rating off {named}?"
        case "undo":
            return f"Undo {len(args['change_ids'])} changes?"
    return f"Go on with {call_name.replace('_', ' ')}?"


async def _list_question(args: dict[str, Any], named: str, deps: Deps) -> str:
    name, action = args["list_name"], args["action"]
    if action not in ("clear", "delete"):
        where = {"add": f"Add to “{name}”", "remove": f"Remove from “{name}”"}.get(action, f"Make the list “{name}” with")
        return f"{where}: {named}?"
    try:
        found = await deps.rooms.library.find_list(deps.user_id, name)
    except NotFound:
        return f"{action.capitalize()} the list “{name}”?"
    one = found.item_count == 1
    films = "its one film" if one else f"its {found.item_count} films"
    if action == "delete":
        return f"Delete the list “{found.name}” with {films}?" if found.item_count else f"Delete the empty list “{found.name}”?"
    return f"Take {'the one film' if one else f'all {found.item_count} films'} off “{found.name}”?"
