"""What a stated dislike rules out, and what asking for it brings back."""

import pytest

from domain import Preference, Taste, TitleFilter


def dislike(about, value):
    return Taste(preferences=(Preference(about=about, value=value, stance="dislike"),))


@pytest.mark.parametrize(
    ("about", "value", "asking", "hit"),
    [
        ("genre", "Horror", TitleFilter(genres=("horror",)), lambda title: "Horror" in title.genres),
        ("genre", "sci-fi", TitleFilter(genres=("Science Fiction",)), lambda title: "Science Fiction" in title.genres),
        ("mood", "tense", TitleFilter(moods=("Tense",)), lambda title: "tense" in title.moods),
        ("theme", "Theme 3", TitleFilter(themes=("theme 3",)), lambda title: "theme 3" in title.themes),
        ("person", "ivo karst", TitleFilter(people=("Ivo Karst",)), lambda title: "Ivo Karst" in title.cast),
        ("language", "French", TitleFilter(language="fr"), lambda title: title.language == "fr"),
    ],
)
async def test_a_dislike_rules_out_unless_it_is_asked_for(ask, titles, about, value, asking, hit):
    hits = {title.title_id for title in titles.values() if hit(title)}
    assert 0 < len(hits) < 20
    assert {one.title.title_id for one in await ask(dislike(about, value), limit=50)} == titles.keys() - hits
    assert {one.title.title_id for one in await ask(dislike(about, value), asking, limit=50)} == hits


@pytest.mark.parametrize("value", ["Cellar Door", "cellar door", "movie-200"])
async def test_a_disliked_title_is_left_out_and_pushes_its_like_away(ask, by_name, value):
    usual = [one.title.title for one in await ask(Taste(), limit=50)]
    found = [one.title.title for one in await ask(dislike("title", value), limit=50)]
    assert set(usual) - set(found) == {"Cellar Door"}
    assert found.index("Pale Visitor") > usual.index("Pale Visitor")


async def test_a_title_said_to_be_liked_is_not_recommended_again(ask):
    found = await ask(Taste(preferences=(Preference(about="title", value="Cellar Door"),)), limit=50)
    assert "Cellar Door" not in [one.title.title for one in found]
    assert len(found) == 31


async def test_the_stated_longest_runtime_holds_until_a_length_is_asked_for(ask):
    short = Taste(preferences=(Preference(about="max_runtime", value="105"),))
    assert {one.title.runtime for one in await ask(short, limit=50)} == {90, 105}
    assert {one.title.runtime for one in await ask(short, TitleFilter(min_runtime=100), limit=50)} == {105, 120, 135}
    assert {one.title.runtime for one in await ask(short, TitleFilter(max_runtime=120), limit=50)} == {90, 105, 120}


async def test_notes_and_unknown_values_change_nothing(ask):
    idle = (Preference(about="note", value="horror"), Preference(about="genre", value="Slapdash", stance="dislike"))
    assert await ask(Taste(preferences=idle)) == await ask(Taste())
