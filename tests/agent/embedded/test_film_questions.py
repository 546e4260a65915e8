"""Film questions that nobody here wrote: no crash, no invented title, a sensible tool. Third-party data, so read in its own place."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain import Title
from evals.rooms import House, Spoken

CONVERSATIONS = Path(__file__).resolve().parents[4] / "shared" / "data" / "conversations"
SAMPLE = {"mit_trivia": 220, "sgd": 150, "inspired": 130, "like": 100}
WRITES = {"log_watch", "rate_title", "edit_diary", "edit_list", "delete_my_data", "undo"}
FINDS = {"find_similar", "discover_titles", "recommend", "search_titles", "title_details"}

pytestmark = pytest.mark.skipif(
    not CONVERSATIONS.exists(), reason="needs the third-party conversations of ../shared/data, which are not copied"
)


def mit_trivia() -> Iterator[str]:
    with gzip.open(CONVERSATIONS / "mit_trivia_train.bio.gz", "rt") as lines:
        for block in lines.read().split("\n\n"):
            yield " ".join(line.split("\t")[1] for line in block.splitlines() if "\t" in line)


def sgd() -> Iterator[str]:
    with gzip.open(CONVERSATIONS / "sgd_movies_dev.jsonl.gz", "rt") as lines:
        for line in lines:
            yield from (turn["utterance"] for turn in json.loads(line)["turns"] if turn["speaker"] == "USER")


def inspired() -> Iterator[str]:
    with gzip.open(CONVERSATIONS / "inspired_dev.tsv.gz", "rt") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    speaker, text = rows[0].index("speaker"), rows[0].index("text")
    yield from (row[text] for row in rows[1:] if len(row) > text and row[speaker] == "SEEKER")


def like() -> Iterator[str]:
    with gzip.open(CONVERSATIONS / "movies_like_open.jsonl.gz", "rt") as lines:
        yield from (json.loads(line)["text"] for line in lines)


def named_in(answer: str, names: dict[str, str]) -> set[str]:
    """Ids of the catalogue's titles that `answer` names as "Title (year)", the longest name before each year."""
    found = set()
    for match in re.finditer(r" ?\((\d{4})\)", answer):
        before = answer[: match.start()]
        fits = [name for name in names if name.endswith(f"({match[1]})") and before.endswith(name.rsplit(" (", 1)[0])]
        if fits:
            found.add(names[max(fits, key=len)])
    return found


def told_to(spoken: Spoken) -> set[str]:
    """Ids that the tools returned, or that the person's own words were linked to."""
    told = {one["title_id"] for r in spoken.results for one in json.loads(r.text).get("titles") or ()}
    return told | {one for call in spoken.calls for one in [*call["args"].get("title_ids", ()), call["args"].get("title_id")] if one}


SOURCES: dict[str, Callable[[], Iterator[str]]] = {"mit_trivia": mit_trivia, "sgd": sgd, "inspired": inspired, "like": like}


@pytest.mark.parametrize("source", SOURCES)
async def test_film_questions(house: House, titles: tuple[Title, ...], source: str) -> None:
    texts = [text for text in SOURCES[source]() if text.strip()]
    random.Random(7).shuffle(texts)
    names = {f"{title.title} ({title.year})": title.title_id for title in titles}
    first: Counter[str] = Counter()
    for text in texts[: SAMPLE[source]]:
        spoken = await house.person().say(text)
        assert spoken.answer, text
        assert len(spoken.calls) <= 12, text
        invented = {one for one in named_in(spoken.answer, names) if one not in told_to(spoken)}
        assert {
            house_title.title for house_title in titles if house_title.title_id in invented and house_title.title not in text
        } == set(), text
        first[spoken.calls[0]["name"] if spoken.calls else "talk"] += 1
    asked = sum(first.values())
    assert asked == SAMPLE[source]
    if source in ("mit_trivia", "like"):
        assert sum(first[tool] for tool in FINDS) >= 0.8 * asked, first
    assert sum(first[tool] for tool in WRITES) <= 0.08 * asked, first
