"""What is said reads as a person says it: few titles, no dashes of spaced hyphens, days with their weekday, things joined."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from agent.embedded.plan.one_title import felt_like, kind, side_by_side
from agent.embedded.plan.tell import NAMED
from agent.embedded.speech import Speaker, day_told, tastes_told
from agent.embedded.taken_back import taken_back
from agent.embedded.text import without_faces
from agent.embedded.words_file import load
from evals.rooms import House, Spoken
from evals.utterances import read

FINDS = ("discover_titles", "find_similar", "recommend")
COMMON = ("thanks", "unclear", "unclear_again", "outside", "found", "recommended", "similar", "logged", "rated", "list_added", "undone")
SPEECH = load().speech
HEAT = {"title": "Heat", "year": 1995, "genres": ["Crime", "Drama"], "vote_average": 7.9, "runtime": 170}


def phrases(told: Any = SPEECH) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from phrases(one)


def test_no_phrase_has_a_hyphen_for_a_dash() -> None:
    assert [phrase for phrase in phrases() if " - " in phrase or " -- " in phrase] == []
    assert len(list(phrases())) > 200


@pytest.mark.parametrize("occasion", COMMON)
def test_common_answers_vary(occasion: str) -> None:
    assert len(set(SPEECH[occasion])) >= 4
    assert len({Speaker(SPEECH, seed).say("greet") for seed in map(str, range(40))}) == len(SPEECH["greet"])


def named_below(spoken: Spoken) -> list[str]:
    """Titles of the finding tools' cards that the answer repeats."""
    shown = {t["title"] for r in spoken.results if r.name in FINDS for t in json.loads(r.text).get("titles", ())}
    return [title for title in shown if re.search(rf"(?<!\w){re.escape(title)}(?!\w)", spoken.answer)]


async def test_answers_over_the_utterances_read_well(house: House) -> None:
    found = 0
    for utterance in [one for one in read() if not one.after]:
        spoken = await house.person().say(utterance.say)
        assert not re.search(r" - |--|\.\.(?!\.)|[.,];|\s{2}", spoken.answer), spoken.answer
        tools = [call["name"] for call in spoken.calls]
        if len(tools) == 1 and tools[0] in FINDS:
            found += 1
            assert len(named_below(spoken)) <= NAMED + len(utterance.calls[0].get(tools[0], {}).get("title_ids", ())), spoken.answer
    assert found > 30


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("thanks :)", "thanks"), ("log Heat, 8 :D <3", "log Heat, 8"), ("french movies lol", "french movies"), ("up haha 😂", "up"),
        (":)", ":)"), ("lol", "lol"), ("watched it at 8:30", "watched it at 8:30"), ("Heat (1995)", "Heat (1995)"), ("8/10", "8/10"),
    ],
)  # fmt: skip
def test_smiles_say_nothing_beside_words(said: str, left: str) -> None:
    assert without_faces(said) == left


@pytest.mark.parametrize(
    ("summaries", "told"),
    [
        (["Undid: Logged Jaws (1975), on 20 Nov 2026"], "Jaws is out of your diary again"),
        (["Redid: Logged Jaws (1975), on 20 Nov 2026"], "Jaws is back in your diary"),
        (["Undid: Logged Ronin (1998), on 20 Nov 2026", "Undid: Logged Heat (1995), 9/10, on 20 Nov 2026"],
         "Heat and Ronin are out of your diary again"),
        (["Undid: Added Heat (1995) and Ronin (1998) to Watchlist"], "Heat and Ronin are off “Watchlist” again"),
        (["Undid: Rated Heat (1995) 9/10 (it was 8)"], "Heat (1995) has the old rating back"),
        (["Undid: Remembered: dislikes War films"], "I've forgotten that you don't like War films"),
        (["Undid: Did something new"], "did something new no longer counts"),
    ],
)  # fmt: skip
def test_an_undo_is_told_in_a_sentence(summaries: list[str], told: str) -> None:
    assert taken_back(summaries) == told


def test_tastes_are_told_in_one_breath() -> None:
    kept = [
        ({"about": "genre", "value": "Science Fiction"}, ""),
        ({"about": "title", "value": "movie-329865"}, "Arrival"),
        ({"about": "mood", "value": "violent", "stance": "dislike"}, ""),
    ]
    assert tastes_told(kept) == "you like science fiction films and Arrival, but not violent films"
    assert tastes_told(kept[2:]) == "you don't like violent films"


def test_a_day_is_named_with_its_weekday() -> None:
    today = date(2026, 11, 21)
    assert day_told("2026-11-21", today) == "today"
    assert day_told("2026-11-20", today) == "yesterday, Friday 20 November"
    assert day_told("2025-03-03", today) == "Monday 3 March 2025"


def test_a_title_is_told_in_a_sentence() -> None:
    assert kind(["Crime", "Drama"]) == "crime drama"
    assert kind(["Romance", "Comedy"]) == "romantic comedy"
    assert kind(["Horror"]) == "horror film"
    assert felt_like(["scary"], HEAT, ["tense", "stylish"]) == "Heat (1995) isn't a horror film, though I'd call it tense and stylish."
    assert felt_like(["scary"], {**HEAT, "genres": ["Horror"]}, ["tense"]) == "Yes, it's a horror film, tense."
    other = {"title": "Ronin", "year": 1998, "vote_average": 7.0, "runtime": 122}
    assert side_by_side([other, HEAT]) == "People give Heat (1995) 7.9 (170 minutes), and Ronin (1998) 7.0 (122 minutes)."


async def test_the_same_rating_of_several_is_said_once(house: House) -> None:
    spoken = await house.person().say("8/10 for Heat, Collateral and Public Enemies")
    assert spoken.answer.count("8/10 each") == 1


async def test_who_is_lost_twice_gets_examples_that_fit(house: House) -> None:
    person = house.person()
    first = await person.say("blargh fnord")
    second = await person.say("wibble wobble")
    assert first.answer in SPEECH["unclear"]
    assert second.answer.count("“") >= 3
    await person.say("movies like Alien")
    await person.say("blargh fnord")
    assert "“the second one”" in (await person.say("wibble wobble")).answer


async def test_more_like_these_goes_on_with_the_same_question(house: House) -> None:
    person = house.person()
    first = await person.say("movies like Alien")
    shown = [title["title_id"] for title in json.loads(first.results[0].text)["titles"]]
    for text in ("more like these", "not so old", "any from before 1980?"):
        args = (await person.say(text)).calls[0]["args"]
        assert args["title_ids"] == ["movie-348"]
        if text != "any from before 1980?":
            assert set(shown) <= set(args["filters"]["exclude_title_ids"])


@pytest.mark.parametrize(
    ("said", "sort"), [("best film of 1999?", "rating"), ("top 10 thrillers of all time", "rating"), ("new releases?", "newest")]
)
async def test_the_best_are_sorted_by_rating(house: House, said: str, sort: str) -> None:
    assert (await house.person().say(said)).calls[0]["args"]["sort"] == sort


async def test_bad_films_are_asked_about_with_a_wink(house: House) -> None:
    spoken = await house.person().say("show me bad movies")
    assert not spoken.calls
    assert spoken.answer in SPEECH["bad_films"]


async def test_a_wish_may_be_for_what_is_on_a_list(house: House) -> None:
    person = house.person()
    await person.say("add Up and The Godfather to my watchlist")
    spoken = await person.say("something short from my watchlist")
    assert "Up" in spoken.answer
    assert "Godfather" not in spoken.answer


async def test_a_question_of_one_film_on_a_list_shows_that_film(house: House) -> None:
    person = house.person()
    await person.say("add Up and Heat to my watchlist")
    spoken = await person.say("is Heat on my watchlist?")
    assert [title["title"] for title in json.loads(spoken.results[-1].text)["titles"]] == ["Heat"]


async def test_a_love_after_a_hate_is_a_love(house: House) -> None:
    spoken = await house.person().say("i hate musicals and love korean films")
    assert [call["args"]["stance"] for call in spoken.calls] == ["dislike", "like"]


async def test_the_order_of_a_list_may_be_changed(house: House) -> None:
    person = house.person()
    await person.say("best korean films")
    args = (await person.say("newest first")).calls[0]["args"]
    assert (args["filters"], args["sort"]) == ({"language": "ko"}, "newest")
