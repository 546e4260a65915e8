"""The utterance set: what people type, run through the whole agent, and the tool calls compared one by one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import uuid4

import yaml

from domain import Title
from evals.rooms import House, Person, Spoken

DATASET = Path(__file__).parent / "datasets" / "utterances_v1.yaml"
USUAL_LIMIT = 5  # what finding tools are asked for when the person named no number
ANY = "*"
NEW_CONVERSATION = "..."  # among the messages that come before


@dataclass(frozen=True)
class Utterance:
    """One line of the set; `part` is "building" or "held_out"."""

    part: str
    intent: str
    say: str
    after: tuple[str, ...]
    calls: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Outcome:
    """What came of an utterance: `calls` in the form of the set."""

    utterance: Utterance
    calls: list[dict[str, Any]]
    wanted: list[dict[str, Any]]
    answer: str
    seconds: float

    @property
    def right(self) -> bool:
        """Whether the calls are the ones expected, arguments and all."""
        return len(self.calls) == len(self.wanted) and all(map(_same, self.calls, self.wanted))


def read(path: Path = DATASET) -> list[Utterance]:
    """All utterances of a set."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Utterance(part, one["intent"], one["say"], tuple(one.get("after", ())), tuple(one["calls"]))
        for part in ("building", "held_out") for one in told[part]
    ]  # fmt: skip


async def run(utterance: Utterance, house: House, titles: Sequence[Title]) -> Outcome:
    """Says what comes before, then the utterance, as somebody new."""
    person = house.person()
    before = []
    for text in utterance.after:
        if text == NEW_CONVERSATION:
            person.thread_id = uuid4().hex
        else:
            before.append(await person.say(text))
    names = _names(titles) | await _entries(person) | _shown(before)
    started = perf_counter()
    spoken = await person.say(utterance.say)
    seconds = perf_counter() - started
    wanted = [_filled(call, names) for call in utterance.calls]
    return Outcome(utterance, [_plain(call) for call in spoken.calls], wanted, spoken.answer, seconds)


def _names(titles: Sequence[Title]) -> dict[str, str]:
    return {f"@{title.title} ({title.year})": title.title_id for title in titles}


async def _entries(person: Person) -> dict[str, str]:
    """The person's entries in the order in which they were written: ids grow with time."""
    diary = (await person.rooms.library.diary(person.user_id, limit=50)).items
    return {f"@entry {number}": one for number, one in enumerate(sorted(entry.entry_id for entry in diary), 1)}


def _shown(before: Sequence[Spoken]) -> dict[str, str]:
    for spoken in reversed(before):
        ids = [one["title_id"] for result in spoken.results for one in json.loads(result.text).get("titles", ())]
        if ids:
            return {f"@shown {number}": one for number, one in enumerate(ids, 1)}
    return {}


def _plain(call: Mapping[str, Any]) -> dict[str, Any]:
    args = {name: value for name, value in call["args"].items() if (name, value) != ("limit", USUAL_LIMIT)}
    return {call["name"]: args}


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _filled(one, names) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def _same(have: Any, want: Any) -> bool:
    if want == ANY:
        return have is not None
    if isinstance(want, Mapping) and isinstance(have, Mapping):
        return have.keys() == want.keys() and all(_same(have[name], want[name]) for name in want)
    if isinstance(want, list) and isinstance(have, list):
        return len(have) == len(want) and all(map(_same, have, want))
    return bool(have == want)
