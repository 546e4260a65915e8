"""How plans are written: a generator yields the calls it needs and is sent their results, until it knows what to say.

The model keeps nothing between its calls, so each time every plan runs again from its start over the
results that are already in the messages, and stops where one is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agent.embedded.dialogue import Result, State
from agent.embedded.references import Facts
from agent.embedded.request import Request
from agent.embedded.speech import Speaker

MOST_ROUNDS = 5  # of tools in one turn; after that the answer is given with what is known


@dataclass(frozen=True)
class Call:
    """A tool to call. Arguments that are None are left out."""

    tool: str
    args: Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """What is said of a request, and what the next message must know of it."""

    text: str
    note: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """What a plan may look at."""

    state: State
    facts: Facts
    speaker: Speaker
    today: date
    tools: frozenset[str]

    def title(self, title_id: str) -> dict[str, Any]:
        """Name and year of a title, as tools or the catalogue know it."""
        known = self.facts(title_id)
        return {"title_id": title_id, "title": known.title if known else "that film", "year": known.year if known else None}


Steps = Generator[list[Call], list[Result], Said]
Plan = Callable[[Request, Desk], Steps]


@dataclass(frozen=True)
class Next:
    """The next step of a turn: calls to make, or the words to say."""

    calls: tuple[tuple[str, Call], ...] = ()
    said: Said | None = None


def call(tool: str, **args: Any) -> Call:
    """A call without the arguments that say nothing."""
    return Call(tool, {name: value for name, value in args.items() if value is not None and value != {}})


def next_step(plans: Sequence[tuple[Plan, Request]], desk: Desk, results: Mapping[str, Result], prefix: str, rounds: int) -> Next:
    """Runs every plan over `results` by call id; the calls that are missing, or all that is said."""
    missing: list[tuple[str, Call]] = []
    spoken: list[Said] = []
    for number, (plan, request) in enumerate(plans):
        outcome = _run(plan(request, desk), desk, results, f"{prefix}-{number}")
        if isinstance(outcome, Said):
            spoken.append(outcome)
        else:
            missing += outcome
    if missing and rounds < MOST_ROUNDS:
        return Next(calls=tuple(missing))
    return Next(said=together(spoken) if spoken else Said(desk.speaker.say("unclear")))


def _run(steps: Steps, desk: Desk, results: Mapping[str, Result], prefix: str) -> Said | list[tuple[str, Call]]:
    sent: list[Result] | None = None
    for number in range(MOST_ROUNDS + 2):
        try:
            wanted = next(steps) if sent is None else steps.send(sent)
        except StopIteration as stop:
            said: Said = stop.value
            return said
        keyed = [(f"{prefix}-{number}-{at}", one) for at, one in enumerate(wanted)]
        absent = [(key, one) for key, one in keyed if key not in results]
        if absent:
            able = [(key, one) for key, one in absent if one.tool in desk.tools]
            return able or Said(desk.speaker.say("outside"))
        sent = [results[key] for key, _ in keyed]
    return Said(desk.speaker.say("unclear"))


def together(spoken: Sequence[Said]) -> Said:
    """Several sayings as one: the first question that is open stays open."""
    note: dict[str, Any] = {}
    for said in spoken:
        asked = "asks" in note
        note |= {
            name: value
            for name, value in said.note.items()
            if not (asked and name in ("asks", "requests", "options", "mention", "entries"))
        }
    texts = list(dict.fromkeys(said.text.strip() for said in spoken if said.text.strip()))
    return Said(" ".join(texts), note)


def failure(result: Result, desk: Desk) -> str | None:
    """What to say of a call that failed; None where it went well."""
    if result.error is None:
        return None
    if result.error == "rejected":
        return desk.speaker.say("rejected")
    return desk.speaker.trouble(result.error, result.message)
