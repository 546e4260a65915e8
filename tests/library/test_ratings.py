from __future__ import annotations

from typing import Any

import pytest

from errors import BadInput
from library import JournaledLibrary
from tests.library.conftest import HEAT, RONIN, THIEF, Person, told


async def test_set_change_remove(library: JournaledLibrary, ann: Person) -> None:
    first = await library.rate(ann.writes(), HEAT, 8)
    second = await library.rate(ann.writes(), HEAT, 9)
    third = await library.rate(ann.writes(), HEAT, None)
    assert [one.value and one.value.rating for one in (first, second, third)] == [8, 9, None]
    assert [told(one).summary for one in (first, second, third)] == [
        "Rated Heat (1995) 8/10", "Rated Heat (1995) 9/10 (it was 8)", "Removed the rating of Heat (1995)",
    ]
    assert [told(one).kind for one in (first, second, third)] == ["rating.set", "rating.set", "rating.removed"]
    assert (await library.ratings("ann")).items == ()
    assert (await library.diary("ann")).items == ()


async def test_what_is_already_so_is_no_change(library: JournaledLibrary, ann: Person) -> None:
    first = await library.rate(ann.writes(), HEAT, 8)
    again = await library.rate(ann.writes(), HEAT, 8)
    none = await library.rate(ann.writes(), RONIN, None)
    assert (again.value, again.change, none.value, none.change) == (first.value, None, None, None)


@pytest.mark.parametrize("rating", [0, 11, -1, True])
async def test_a_rating_is_1_to_10(library: JournaledLibrary, ann: Person, rating: int) -> None:
    with pytest.raises(BadInput, match="1 to 10"):
        await library.rate(ann.writes(), HEAT, rating)
    assert (await library.ratings("ann")).items == ()


async def test_orders_and_filters(library: JournaledLibrary, ann: Person) -> None:
    for title, rating in ((HEAT, 9), (RONIN, 5), (THIEF, 7)):
        await library.rate(ann.writes(), title, rating)

    async def names(**asked: Any) -> list[str]:
        return [one.title for one in (await library.ratings("ann", **asked)).items]

    assert await names() == ["Thief", "Ronin", "Heat"]
    assert await names(sort="oldest") == ["Heat", "Ronin", "Thief"]
    assert await names(sort="highest") == ["Heat", "Thief", "Ronin"]
    assert await names(sort="lowest", min_rating=6) == ["Thief", "Heat"]
    assert await names(title_ids=["movie-8195", "movie-1"]) == ["Ronin"]
    first = await library.ratings("ann", sort="highest", limit=1)
    assert [one.title for one in (await library.ratings("ann", sort="highest", cursor=first.next_cursor)).items] == ["Thief", "Ronin"]
