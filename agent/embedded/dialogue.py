"""What has been said and shown so far, told from the messages alone: the model itself keeps nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_core.messages.tool import ToolCall

from domain import SYSTEM_LISTS

NOTE = "rafilm"  # where an answer keeps what it asked, in its additional_kwargs
FIND_TOOLS = ("discover_titles", "find_similar", "recommend")


@dataclass(frozen=True)
class Result:
    """A tool call and what came back. `error` is a code, "rejected" where the person said no, None for success."""

    call: ToolCall
    content: Mapping[str, Any]
    error: str | None = None

    @property
    def titles(self) -> list[dict[str, Any]]:
        """The titles that the tool told of."""
        found = self.content.get("titles")
        return [one for one in found if isinstance(one, dict) and "title_id" in one] if isinstance(found, list) else []

    @property
    def message(self) -> str:
        """The tool's words about its error."""
        return str(self.content.get("message") or "")


@dataclass
class Turn:
    """One message of the person and what followed it."""

    text: str
    results: list[Result] = field(default_factory=list)
    answer: str = ""
    note: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class State:
    """What following messages may lean on."""

    turns: list[Turn] = field(default_factory=list)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    focus: list[str] = field(default_factory=list)
    found: Result | None = None
    found_ids: list[str] = field(default_factory=list)
    found_new: bool = False
    entries: list[dict[str, Any]] = field(default_factory=list)
    last_write: list[Result] = field(default_factory=list)
    last_list: str | None = None
    lists: dict[str, None] = field(default_factory=dict)
    note: Mapping[str, Any] = field(default_factory=dict)

    def name(self, title_id: str) -> str:
        """The title's name as a tool told it, "" when none did."""
        return str(self.facts.get(title_id, {}).get("title", ""))


def turns(messages: Sequence[BaseMessage]) -> list[Turn]:
    """The conversation as turns; summaries and system messages are no turns of the person."""
    out: list[Turn] = []
    open_calls: dict[str, ToolCall] = {}
    for message in messages:
        if isinstance(message, HumanMessage):
            if message.additional_kwargs.get("lc_source") != "summarization":
                out.append(Turn(message.text))
        elif not out:
            continue
        elif isinstance(message, AIMessage):
            open_calls |= {call["id"] or "": call for call in message.tool_calls}
            if not message.tool_calls:
                out[-1].answer = message.text
                out[-1].note = message.additional_kwargs.get(NOTE) or {}
        elif isinstance(message, ToolMessage) and message.tool_call_id in open_calls:
            out[-1].results.append(_result(open_calls[message.tool_call_id], message))
    return out


def _result(call: ToolCall, message: ToolMessage) -> Result:
    try:
        content = json.loads(message.text)
    except ValueError:
        content = {"message": message.text}
    if not isinstance(content, dict):
        content = {"message": message.text}
    error = None
    if message.status == "error":
        error = str(content.get("error") or ("rejected" if "rejected" in message.text[:40].lower() else "internal"))
    return Result(call, content, error)


def state(before: Sequence[Turn]) -> State:
    """The state after the turns `before`."""
    out = State(turns=list(before))
    for turn in before:
        _fold(out, turn)
    out.note = before[-1].note if before else {}
    return out


def _fold(out: State, turn: Turn) -> None:
    good = [result for result in turn.results if result.error is None]
    shown: list[str] = []
    entries: list[dict[str, Any]] = []
    written = [result for result in good if "changes" in result.content]
    out.found_new = False
    for result in good:
        for title in (*result.titles, *result.content.get("evidence_titles", ())):
            out.facts[title["title_id"]] = {**out.facts.get(title["title_id"], {}), **title}
        name = result.call["name"]
        if name in FIND_TOOLS:
            _found(out, result)
        if name in (*FIND_TOOLS, "search_titles", "title_details", "read_lists", "read_diary"):
            shown += [title["title_id"] for title in result.titles]
        entries += result.content.get("entries") or ([result.content["entry"]] if "entry" in result.content else [])
        if name in ("edit_list", "read_lists"):
            out.last_list = str(result.call["args"].get("list_name") or "") or out.last_list
            out.lists |= dict.fromkeys(list_names(result))
    out.entries = entries or out.entries
    options = list(turn.note.get("options", ()))
    shown = options or list(dict.fromkeys(shown))
    told_one = len(shown) == 1 and shown[0] in out.shown and not options  # what was asked of one card leaves the others on the table
    if shown and not told_one:
        out.shown = shown
    if written:
        out.last_write = written
    focus = (
        list(turn.note.get("focus", ())) or [one["title_id"] for result in written for one in result.titles] or _asked_about(turn.results)
    )
    if focus or (shown and not options):
        out.focus = list(dict.fromkeys(focus)) or shown


def list_names(result: Result) -> list[str]:
    """Names of the person's own lists that a result tells."""
    told = [result.content.get("list"), *(result.content.get("lists") or ())]
    return [str(one["name"]) for one in told if isinstance(one, dict) and one.get("name") and one.get("list_id") not in SYSTEM_LISTS]


def _found(out: State, result: Result) -> None:
    ids = [title["title_id"] for title in result.titles]
    follows = out.found is not None and set(result.call["args"].get("filters", {}).get("exclude_title_ids", ())) & set(out.found_ids)
    out.found_ids = out.found_ids + ids if follows or result.call["args"].get("cursor") else ids
    out.found, out.found_new = result, True


def _asked_about(results: Sequence[Result]) -> list[str]:
    """Titles that a turn's reading was about, by the arguments of its calls: "have I seen Heat?" makes Heat "it"."""
    ids: list[str] = []
    for result in results:
        args = result.call["args"]
        if result.call["name"] in ("title_details", "read_diary", "log_watch", "rate_title", "edit_list"):
            ids += [args["title_id"]] if args.get("title_id") else list(args.get("title_ids") or ())
    return ids
