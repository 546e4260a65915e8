"""Following a conversation: what "it", "the second one" and a short answer mean, told from the messages alone."""

from __future__ import annotations

import json

import pytest

from agent.embedded import references
from agent.embedded.clauses import bare, split
from agent.embedded.marks import Marked
from agent.embedded.reading import Reader
from agent.embedded.yes_no import understand_yes_no
from evals.rooms import House
from tests.agent.embedded.conftest import TODAY

HEAT, RONIN, DUNE_OLD, DUNE_NEW = "movie-949", "movie-8195", "movie-841", "movie-438631"


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("the second one", (RONIN,)), ("the first two", (HEAT, RONIN)), ("the last one", (DUNE_NEW,)), ("number 3", (DUNE_OLD,)),
        ("the first and the third", (HEAT, DUNE_OLD)), ("all of them", (HEAT, RONIN, DUNE_OLD, DUNE_NEW)), ("the 1984 one", (DUNE_OLD,)),
        ("the newest one", (DUNE_NEW,)),
        ("the older one", (DUNE_OLD,)), ("the one with Al Pacino", (HEAT,)), ("the shortest one", (RONIN,)),
        ("the twelfth one", ()), ("the one with Julia Roberts", ()), ("the last two", (DUNE_OLD, DUNE_NEW)),
    ],
)  # fmt: skip
def test_pointing_at_what_was_shown(reader: Reader, said: str, ids: tuple[str, ...]) -> None:
    marked = reader.read(said, TODAY)
    assert references.resolve(marked.text, marked, [HEAT, RONIN, DUNE_OLD, DUNE_NEW], (), reader.titles.by_id.get) == ids


def test_it_is_what_was_just_spoken_of(reader: Reader) -> None:
    assert references.resolve("it", Marked("it"), [HEAT, RONIN], [RONIN], reader.titles.by_id.get) == (RONIN,)
    assert references.resolve("the other one", Marked("the other one"), [HEAT, RONIN], [RONIN], reader.titles.by_id.get) == (HEAT,)


@pytest.mark.parametrize(
    ("said", "clauses"),
    [
        ("log Heat and Ronin, 8 each, and add Thief to my list", 2),
        ("watched The Good, the Bad and the Ugly last night", 1),
        ("add it to my list and tell me who directed it", 2),
        ("yesterday my wife and I watched Heat", 1),
        ("I loved Heat. What should I watch next?", 2),
        ("romeo and juliet", 1),
    ],
)
def test_one_message_several_requests(reader: Reader, said: str, clauses: int) -> None:
    assert len(split(reader.read(said, TODAY).text)) == clauses


@pytest.mark.parametrize(
    ("said", "left"),
    [("hey, can you please log Heat for me, thanks!", "log Heat"), ("ok so tell me who directed it?", "who directed it"), ("hello!", "")],
)
def test_politeness_says_nothing(said: str, left: str) -> None:
    assert bare(said) == left


@pytest.mark.parametrize("said", ["yes", "yep do it", "Yes please!", "sure, go ahead", "ok", "y", "yes, delete it", "do it 👍"])
def test_yes(said: str) -> None:
    assert understand_yes_no(said) is True


@pytest.mark.parametrize("said", ["no", "nope leave it", "cancel", "No thanks", "don't", "never mind", "ok no, leave it", "nah"])
def test_no(said: str) -> None:
    assert understand_yes_no(said) is False


@pytest.mark.parametrize(
    "said", ["", "log Heat", "yes but only Heat", "why?", "what will be deleted?", "maybe later when I am home again and have the time"]
)
def test_neither_yes_nor_no(said: str) -> None:
    assert understand_yes_no(said) is None


async def test_wishes_add_up_over_turns(house: House) -> None:
    person = house.person()
    await person.say("horror from the 80s")
    await person.say("shorter than 100 minutes")
    last = await person.say("and in italian")
    assert last.calls[0]["args"]["filters"] == {
        "genres": ["Horror"],
        "year_from": 1980,
        "year_to": 1989,
        "max_runtime": 100,
        "language": "it",
    }


async def test_a_new_wish_starts_anew(house: House) -> None:
    person = house.person()
    await person.say("horror from the 80s")
    last = await person.say("show me french comedies")
    assert last.calls[0]["args"]["filters"] == {"genres": ["Comedy"], "language": "fr"}


async def test_two_films_of_one_name_are_asked_about_before_a_write(house: House) -> None:
    person = house.person()
    asked = await person.say("log King Kong, 7")
    assert [call["name"] for call in asked.calls] == ["search_titles"]
    assert "1933" in asked.answer or "1976" in asked.answer
    done = await person.say("the 2005 one")
    assert [call["name"] for call in done.calls] == ["log_watch"]
    assert "King Kong (2005)" in done.answer


async def test_the_writes_that_are_clear_are_done_while_the_other_is_asked_about(house: House) -> None:
    spoken = await house.person().say("add Heat and Dune to my watchlist")
    writes = [call["args"]["title_ids"] for call in spoken.calls if call["name"] == "edit_list"]
    assert writes == [[HEAT]]
    assert "Dune (1984)" in spoken.answer


async def test_an_unknown_title_is_not_made_up(house: House) -> None:
    spoken = await house.person().say("add The Glimmerwood Chronicles to my watchlist")
    assert [call["name"] for call in spoken.calls] == ["search_titles"]
    assert "Glimmerwood" in spoken.answer


async def test_a_question_may_be_left(house: House) -> None:
    person = house.person()
    await person.say("rate ronin")
    other = await person.say("what's on my watchlist?")
    assert [call["name"] for call in other.calls] == ["read_lists"]


async def test_each_outcome_of_a_message_is_told(house: House) -> None:
    spoken = await house.person().say("log Heat, 8 and delete the Nowhere list")
    assert "Heat (1995)" in spoken.answer
    assert "Nowhere" in spoken.answer


async def test_a_rating_beyond_ten_writes_nothing(house: House) -> None:
    person = house.person()
    spoken = await person.say("log Heat 11/10")
    assert not spoken.calls
    assert "1 to 10" in spoken.answer


async def test_a_day_to_come_writes_nothing(house: House) -> None:
    person = house.person()
    spoken = await person.say("I watched Heat tomorrow")
    assert not spoken.calls
    done = await person.say("I mean yesterday")
    assert done.calls[0]["args"]["watched_on"] == "2026-11-20"


async def test_a_question_before_deleting_takes_a_no(house: House) -> None:
    person = house.person()
    await person.say("add Heat to my watchlist")
    spoken = await person.say("clear my watchlist", approve=False)
    assert spoken.asked_yes
    assert "Heat (1995)" in (await person.say("what's on my watchlist?")).answer


async def test_the_offer_of_a_new_list_can_be_taken(house: House) -> None:
    person = house.person()
    offered = await person.say("add Scream to my Halloween list")
    assert "Halloween" in offered.answer
    taken = await person.say("yes")
    assert taken.calls == [{"name": "edit_list", "args": {"list_name": "Halloween", "action": "create", "title_ids": ["movie-4232"]}}]


async def test_one_verb_may_serve_two_lists(house: House) -> None:
    person = house.person()
    await person.say("films by Stanley Kubrick")
    spoken = await person.say("add the first one to my watchlist and the second one to my favourites")
    assert [(call["args"]["list_name"], len(call["args"]["title_ids"])) for call in spoken.calls] == [("watchlist", 1), ("favorites", 1)]


async def test_it_among_many_is_asked_about(house: House) -> None:
    person = house.person()
    await person.say("films by Stanley Kubrick")
    asked = await person.say("add it to my watchlist")
    assert not asked.calls
    done = await person.say("the second")
    assert [call["args"]["action"] for call in done.calls] == ["add"]


async def test_it_after_a_recommendation_is_the_one_put_first(house: House) -> None:
    person = house.person()
    first = (await person.say("recommend a thriller")).results[0]
    done = await person.say("add it to my watchlist")
    assert done.calls[0]["args"]["title_ids"] == [json.loads(first.text)["titles"][0]["title_id"]]


async def test_what_somebody_else_hates_counts_for_this_wish_only(house: House) -> None:
    spoken = await house.person().say("what should we watch tonight? she hates horror and I only have 2 hours")
    assert spoken.calls == [{"name": "recommend", "args": {"filters": {"exclude_genres": ["Horror"], "max_runtime": 120}, "limit": 5}}]


async def test_an_undo_can_be_taken_back(house: House) -> None:
    person = house.person()
    await person.say("log Heat, 8")
    await person.say("undo that")
    assert not (await house.rooms.library.diary(person.user_id)).items
    await person.say("redo")
    assert [entry.rating for entry in (await house.rooms.library.diary(person.user_id)).items] == [8]


async def test_a_part_two_is_of_what_was_spoken_of(house: House) -> None:
    person = house.person()
    await person.say("who directed The Godfather?")
    done = await person.say("add part 2 to my watchlist")
    assert "The Godfather: Part II (1974)" in done.answer


async def test_a_list_once_named_needs_no_word_list(house: House) -> None:
    person = house.person()
    await person.say('create a list called "Best of 90s" with Heat and Fargo')
    done = await person.say("remove fargo from best of 90s")
    assert done.calls[0]["args"]["list_name"].casefold() == "best of 90s"
    assert "Fargo (1996)" in done.answer


async def test_somebody_in_need_is_pointed_to_people(house: House) -> None:
    spoken = await house.person().say("I want to kill myself")
    assert not spoken.calls
    assert "emergency" in spoken.answer
