"""The utterance set, run through the real graph, tools and rooms."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from domain import Title
from evals.rooms import House
from evals.utterances import DATASET, read, run

FLOOR = 0.95
ONCE_WRONG = DATASET.with_name("utterances_v2.yaml")
PHRASINGS, AT_LEAST = 6, 150


def test_the_set_is_large_and_varied_enough() -> None:
    utterances = read()
    by_intent = Counter(one.intent for one in utterances)
    assert len(utterances) >= AT_LEAST
    assert min(by_intent.values()) >= PHRASINGS, by_intent
    assert len({(one.after, one.say) for one in utterances}) == len(utterances)


async def test_utterances_lead_to_the_calls_expected(house: House, titles: tuple[Title, ...]) -> None:
    outcomes = [await run(one, house, titles) for one in read()]
    wrong = [f"{one.utterance.say!r}: {one.calls} instead of {one.wanted}" for one in outcomes if not one.right]
    assert 1 - len(wrong) / len(outcomes) >= FLOOR, "\n".join(wrong)


async def test_what_once_went_wrong_stays_mended(house: House, titles: tuple[Title, ...]) -> None:
    outcomes = [await run(one, house, titles) for one in read(ONCE_WRONG)]
    assert outcomes
    assert not [f"{one.utterance.say!r}: {one.calls} instead of {one.wanted}" for one in outcomes if not one.right]


def test_a_file_of_utterances_names_its_parts(tmp_path: Path) -> None:
    small = tmp_path / "small.yaml"
    small.write_text("version: 1\nbuilding:\n- {intent: talk, say: hi, calls: []}\nheld_out: []\n", encoding="utf-8")
    (only,) = read(small)
    assert (only.part, only.intent, only.calls) == ("building", "talk", ())
