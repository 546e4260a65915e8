"""What waits for a yes, and how a history is mended."""

from __future__ import annotations

from typing import Any

import pytest
from langchain.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.messages import AnyMessage, ToolCall

from agent.policy import mend, must_ask


def call(name: str, args: dict[str, Any], call_id: str = "c") -> ToolCall:
    return ToolCall(name=name, args=args, id=call_id)


def asked_alone(name: str, args: dict[str, Any]) -> bool:
    one = call(name, args)
    return must_ask(one, [HumanMessage("do it"), AIMessage("", tool_calls=[one])])


FIVE, SIX = ([f"movie-{number}" for number in range(count)] for count in (5, 6))


@pytest.mark.parametrize(
    ("name", "args", "waits"),
    [
        ("delete_my_data", {}, True),
        ("edit_list", {"list_name": "Noir", "action": "delete"}, True),
        ("edit_list", {"list_name": "watchlist", "action": "clear"}, True),
        ("edit_list", {"list_name": "watchlist", "action": "add", "title_ids": FIVE}, False),
        ("edit_list", {"list_name": "watchlist", "action": "add", "title_ids": SIX}, True),
        ("edit_list", {"list_name": "Noir", "action": "create", "title_ids": SIX}, True),
        ("edit_diary", {"entry_ids": ["e1"], "delete": True}, False),
        ("edit_diary", {"entry_ids": ["e1", "e2"], "delete": True}, True),
        ("edit_diary", {"entry_ids": ["e1"], "clear": ["review"]}, True),
        ("edit_diary", {"entry_ids": ["e1"], "rating": 8}, False),
        ("edit_diary", {"entry_ids": SIX, "rating": 8}, True),
        ("log_watch", {"title_id": "movie-1"}, False),
        ("undo", {}, False),
        ("find_similar", {"title_ids": SIX}, False),
        ("read_diary", {"title_ids": SIX}, False),
    ],
)
def test_what_waits_for_a_yes(name: str, args: dict[str, Any], waits: bool) -> None:
    assert asked_alone(name, args) is waits


def test_small_writes_of_one_turn_add_up() -> None:
    turn: list[AnyMessage] = [HumanMessage("log all these")]
    for number in range(5):
        one = call("log_watch", {"title_id": f"movie-{number}"}, f"c{number}")
        turn.append(AIMessage("", tool_calls=[one]))
        assert not must_ask(one, turn)
        turn.append(ToolMessage("{}", tool_call_id=f"c{number}"))
    sixth = call("rate_title", {"title_id": "movie-6", "rating": 5})
    turn.append(AIMessage("", tool_calls=[sixth]))
    assert must_ask(sixth, turn)
    assert not must_ask(sixth, [*turn, HumanMessage("another turn"), AIMessage("", tool_calls=[sixth])])


def test_a_whole_history_stays_as_it_is() -> None:
    asks = AIMessage("", tool_calls=[call("undo", {})])
    whole: list[AnyMessage] = [HumanMessage("hi"), asks, ToolMessage("{}", tool_call_id="c"), AIMessage("done")]
    assert mend(whole) == whole


def test_a_call_without_result_gets_one_right_behind_it() -> None:
    first, second = call("undo", {}, "c1"), call("read_lists", {}, "c2")
    late = ToolMessage("late", tool_call_id="c2")
    mended = mend([HumanMessage("hi"), AIMessage("", tool_calls=[first, second]), HumanMessage("and?"), late])
    assert [message.type for message in mended] == ["human", "ai", "tool", "tool", "human"]
    made, kept = mended[2], mended[3]
    assert isinstance(made, ToolMessage)
    assert (made.tool_call_id, made.status) == ("c1", "error")
    assert kept is late


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("edit_diary", {"entry_ids": 5, "delete": True}),
        ("edit_diary", {"delete": True}),
        ("edit_list", {"title_ids": SIX}),
        ("edit_list", {"list_name": "Noir", "action": "explode", "title_ids": SIX}),
        ("undo", {"change_ids": {"all": True}}),
        ("no_such_tool", {"title_ids": SIX}),
    ],
)
def test_nobody_is_asked_about_a_call_that_cannot_be_made(name: str, args: dict[str, Any]) -> None:
    assert not asked_alone(name, args)


def test_deleting_an_entry_that_has_a_review_deletes_the_review_too() -> None:
    told = '{"entries":[{"entry_id":"e1","title":"Heat"},{"entry_id":"e2","title":"Ronin","review":"A chase through Paris, twice."}]}'
    for entry_id, waits in (("e1", False), ("e2", True)):
        one = call("edit_diary", {"entry_ids": [entry_id], "delete": True})
        turn: list[AnyMessage] = [
            HumanMessage("delete it"),
            AIMessage("", tool_calls=[call("read_diary", {}, "r")]),
            ToolMessage(told, tool_call_id="r", name="read_diary"),
            AIMessage("", tool_calls=[one]),
        ]
        assert must_ask(one, turn) is waits
