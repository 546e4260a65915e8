"""Thirty turns over the WebSocket, as a person types them, end in an exactly known film life."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from tests.api.conftest import Event, run_frame, until_end

SCRIPT = yaml.safe_load((Path(__file__).parents[2] / "evals/datasets/thirty_turns_v1.yaml").read_text())


async def test_thirty_turns_end_in_a_known_diary_watchlist_and_ratings(serve: Callable[..., Any]) -> None:
    told: list[str] = []
    async with serve(embedded=True, clock=lambda: datetime.fromisoformat(SCRIPT["today"])) as served:
        async with served.socket() as socket:
            for turn in SCRIPT["turns"]:
                await socket.send(run_frame(turn["say"]))
                events = await until_end(socket)
                told.append(f"> {turn['say']}\n{answer(events)}")
                check(turn, events, "\n".join(told[-4:]))
        async with served.http() as http:
            ended = await film_life(http)
    assert ended == SCRIPT["ends"], "\n".join(told)


def check(turn: dict[str, Any], events: list[Event], lately: str) -> None:
    changes = [event for event in events if event.get("activityType") == "CHANGE"]
    assert events[-1]["type"] == "RUN_FINISHED", lately
    assert len(changes) == turn["changes"], lately
    assert (events[-1]["outcome"]["type"] == "interrupt") is turn.get("asks", False), lately


def answer(events: list[Event]) -> str:
    text = "".join(event["delta"] for event in events if event["type"] == "TEXT_MESSAGE_CONTENT")
    return "\n".join([text, *(f"  * {event['content']['summary']}" for event in events if event.get("activityType") == "CHANGE")])


async def film_life(http: Any) -> dict[str, Any]:
    async def items(path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await http.get(path)).raise_for_status().json()["items"]
        return found

    def only(rows: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
        return [{name: row[name] for name in names} for row in rows]

    custom = [one for one in await items("/v1/me/lists") if not one["system"]]
    return {
        "diary": only(await items("/v1/me/diary"), "title", "watchedOn", "rating", "rewatch"),
        "watchlist": only(await items("/v1/me/lists/watchlist"), "title", "year"),
        "ratings": {row["title"]: row["rating"] for row in await items("/v1/me/ratings")},
        "lists": {one["name"]: [row["title"] for row in await items(f"/v1/me/lists/{one['listId']}")] for one in custom},
        "preferences": only(await items("/v1/me/preferences"), "about", "value", "stance"),
    }
