"""Reasons: true, short, and leaning on what they name."""

import re
from collections import Counter

import pytest

from domain import Preference, Taste, TitleFilter
from recommender.reasons import by_the_public, by_wish

from .test_embedded import tastes


def named(reason, titles):
    """Which titles a reason names: none of the fixture's names is a part of another but for a sequel's."""
    by_length = sorted(titles.values(), key=lambda title: -len(title.title))
    found = set()
    for title in by_length:
        if re.search(rf"\b{re.escape(title.title)}\b", reason):
            found.add(title.title_id)
            reason = reason.replace(title.title, "")
    return found


async def test_every_title_named_is_evidence_and_was_really_so(ask, titles):
    kinds: Counter[str] = Counter()
    for taste in tastes(titles, 80):
        for one in await ask(taste, limit=20):
            assert named(one.reason, titles) == set(one.evidence)
            for title_id in one.evidence:
                kinds[holds(one.reason, titles[title_id].title, title_id, taste)] += 1
    assert min(kinds[kind] for kind in ("rated", "favorite", "watched")) > 10


def holds(reason, name, title_id, taste):
    """Which claim the reason makes of a title; fails where it is not true of this person."""
    given = re.search(rf"(?:[Yy]ou gave {name} |{name}, which you gave )(\d+)", reason)
    if given:
        assert taste.ratings[title_id] == int(given[1]) >= 7
        return "rated"
    if "favourite" in reason:
        assert title_id in taste.favorites
        return "favorite"
    assert f"you watched {name}" in reason.lower().replace(name.lower(), name) or f"{name}, which you watched" in reason
    assert title_id in taste.watched
    assert title_id not in taste.ratings
    return "watched"


async def reasons(ask, taste, filters=None):
    return {one.title.title: one for one in await ask(taste, filters, limit=32)}


async def test_facts_in_common_are_facts_of_both(ask, titles):
    checked: Counter[str] = Counter()
    for taste in tastes(titles, 40):
        for one in await ask(taste, limit=20):
            for title_id in one.evidence:
                checked[shared_fact(one, titles[title_id])] += 1
    assert checked["director"] > 10
    assert checked["actor"] > 10


def shared_fact(one, liked):
    if found := re.search(r"and (.+?) directed this too|^(.+?) made this as well", one.reason):
        assert (found[1] or found[2]) in set(one.title.directors) & set(liked.directors)
        return "director"
    if found := re.search(r"and (.+?) is in this too|^It has (.+?), from", one.reason):
        assert (found[1] or found[2]) in set(one.title.cast) & set(liked.cast)
        return "actor"
    if found := re.search(r"(?:^It is|this one is) ([\w-]+) and ([\w-]+)(?:, like| too)", one.reason):
        assert {found[1], found[2]} <= set(one.title.moods) & set(liked.moods)
        return "moods"
    return "story or genres"


async def test_the_exact_words(ask, by_name):
    found = await reasons(ask, Taste(ratings={by_name("Cellar Door"): 9, by_name("Loud Strings"): 8}))
    assert found["Pale Visitor"].reason == "Close in story to Cellar Door, which you gave 9"
    assert found["Pale Visitor"].evidence == (by_name("Cellar Door"),)
    assert found["Vinyl Summer"].reason == "You gave Loud Strings 8, and Hal Imber directed this too"
    assert found["Vinyl Summer"].evidence == (by_name("Loud Strings"),)


async def test_a_stated_like_is_told_with_what_else_is_so(ask):
    found = await reasons(ask, Taste(preferences=(Preference(about="genre", value="Horror"),)))
    assert found["Pale Visitor"].reason == "You like horror, and this one is scary"
    assert found["Pale Visitor"].evidence == ()


@pytest.mark.parametrize(
    ("about", "value", "told"),
    [
        ("person", "bo castell", "You like Bo Castell, who directed this"),
        ("person", "Mira Tann", "You like Mira Tann, who is in this"),
        ("mood", "scary", "You like scary films, and this one is tense"),
        ("language", "en", "You like films in English, and this one is scary"),
    ],
)
def test_each_wish_in_words(titles, by_name, about, value, told):
    assert by_wish(titles[by_name("Pale Visitor")], Preference(about=about, value=value)) == told


async def test_a_disliked_or_middling_film_is_never_evidence(ask, by_name):
    taste = Taste(ratings={by_name("Cellar Door"): 2, by_name("Pale Visitor"): 6, by_name("Paper Fox"): 9})
    assert {title_id for one in await ask(taste, limit=32) for title_id in one.evidence} == {by_name("Paper Fox")}


async def test_the_watchlist_is_told(ask, by_name):
    found = await reasons(ask, Taste(watchlist=frozenset({by_name("Undertow")})))
    assert [name for name, one in found.items() if "watchlist" in one.reason] == ["Undertow"]
    assert found["Undertow"].reason == "It has been waiting on your watchlist"


async def test_knowing_nobody_it_says_what_the_public_says(ask, titles):
    for one in await ask(Taste(), limit=32):
        assert one.reason == by_the_public(one.title)
        assert f"{one.title.vote_average:.1f} from" in one.reason


@pytest.mark.parametrize(
    ("average", "votes", "told"),
    [
        (8.44, 6_624, r"(Widely loved|A favourite of many): 8\.4 from 6,600 votes"),
        (7.2, 12_345, r"Well liked: 7\.2 from 12,000 votes"),
        (5.9, 3_000, r"Rated 5\.9 from 3,000 votes"),
        (8.9, 47, r"Less known: 8\.9 from 47 votes"),
        (None, 0, "Little known: nobody has voted on it yet"),
    ],
)
def test_public_votes_are_told_for_what_they_are(titles, average, votes, told):
    title = titles["movie-100"].model_copy(update={"vote_average": average, "vote_count": votes})
    assert re.fullmatch(told, by_the_public(title))


async def test_a_list_does_not_lean_on_one_film_alone(ask, by_name):
    """Three films by one director, all liked alike: the reasons share them out."""
    liked = {by_name(name): 9 for name in ("Copper Dawn", "Cellar Door", "Pale Visitor")}
    found = await ask(Taste(ratings=liked), TitleFilter(genres=("Thriller",)), limit=6)
    leaning = Counter(title_id for one in found for title_id in one.evidence)
    assert leaning.keys() == liked.keys()


async def test_wording_varies_within_a_list(ask, by_name):
    liked = {by_name(name): 9 for name in ("Copper Dawn", "Cellar Door", "Marzipan", "Orbit of Salt", "Paper Fox", "Red Mesa")}
    openings = Counter(one.reason.split(" ")[0] for one in await ask(Taste(ratings=liked), limit=20))
    assert len(openings) >= 3
    assert openings.most_common(1)[0][1] < 15


async def test_a_reason_reads_well_on_a_card(ask, titles):
    """One thing told, capital letter first, no full stop, and a length is no reason."""
    for taste in tastes(titles, 40):
        for one in await ask(taste, limit=20):
            assert one.reason[0].isupper() or one.reason[0].isdigit()
            assert not one.reason.endswith(".")
            assert ";" not in one.reason
            assert "minutes" not in one.reason
