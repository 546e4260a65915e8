from __future__ import annotations

import asyncio
import random
from collections import Counter

from domain import TitleRef
from errors import Conflict
from library import JournaledLibrary
from tests.library.conftest import HEAT, TODAY, Agreement, Opener, Person, told

WRITERS = 50


def film(number: int) -> TitleRef:
    return TitleRef(title_id=f"movie-{number}", title=f"Film {number}")


async def test_fifty_parallel_writers_lose_and_double_nothing(opened: Opener, ann: Person, agree: Agreement) -> None:
    async with opened() as one, opened() as two:
        async def write(number: int) -> None:
            library = (one, two)[number % 2]
            await library.add_to_list(ann.writes("run", f"add-{number}"), "watchlist", [film(number)])
            await library.log_watch(ann.writes("run", f"log-{number}"), HEAT, TODAY, today=TODAY, rating=1 + number % 10)

        await asyncio.gather(*map(write, range(WRITERS)))
        assert (await two.find_list("ann", "watchlist")).item_count == WRITERS
        entries = (await one.diary("ann", limit=100)).items
        assert Counter(entry.rating for entry in entries) == dict.fromkeys(range(1, 11), WRITERS // 10)
        assert [entry.rewatch for entry in entries].count(False) == 1
        assert [rating.rating for rating in (await two.ratings("ann")).items] == [entries[0].rating]
        assert await agree(one, "ann") == 2 * WRITERS


async def test_the_same_key_in_parallel_is_written_once(opened: Opener, ann: Person, agree: Agreement) -> None:
    async with opened() as one, opened() as two:
        key = ann.writes("run", "call")
        written = await asyncio.gather(*(library.log_watch(key, HEAT, TODAY, today=TODAY) for library in (one, two) * 25))
        assert len({outcome.value.entry_id for outcome in written}) == 1
        assert [outcome.repeated for outcome in written].count(False) == 1
        assert await agree(one, "ann") == 1


async def test_one_name_is_taken_once(opened: Opener, ann: Person, agree: Agreement) -> None:
    async with opened() as one, opened() as two:
        made = await asyncio.gather(
            *(library.create_list(ann.writes(), "Noir") for library in (one, two) * 10), return_exceptions=True
        )
        assert Counter(type(outcome) for outcome in made)[Conflict] == 19
        assert len((await one.lists("ann")).items) == 5
        assert await agree(one, "ann") == 1


async def test_one_change_is_undone_once(opened: Opener, ann: Person, agree: Agreement) -> None:
    async with opened() as one, opened() as two:
        change = told(await one.rate(ann.writes(), HEAT, 9))
        undone = await asyncio.gather(
            *(library.undo(ann.writes(), change.change_id) for library in (one, two) * 10), return_exceptions=True
        )
        assert Counter(type(outcome) for outcome in undone)[Conflict] == 19
        assert await agree(one, "ann") == 2


async def test_people_do_not_wait_for_each_others_numbers(library: JournaledLibrary, agree: Agreement, ann: Person, ben: Person) -> None:
    await asyncio.gather(*(library.rate(person.writes(), film(number), 5) for number in range(20) for person in (ann, ben)))
    assert [await agree(library, user_id) for user_id in ("ann", "ben")] == [20, 20]


async def test_a_cancelled_write_is_whole_or_not_at_all(library: JournaledLibrary, ann: Person, agree: Agreement) -> None:
    chance = random.Random(7)
    for number in range(60):
        writing = asyncio.create_task(library.log_watch(ann.writes("run", f"{number}"), film(number), TODAY, today=TODAY, rating=5))
        for _ in range(chance.randrange(40)):
            await asyncio.sleep(0)
        if chance.random() < 0.5:
            await asyncio.sleep(chance.random() / 100)
        writing.cancel()
        await asyncio.wait([writing])
    done = await agree(library, "ann")
    again = await asyncio.gather(
        *(library.log_watch(ann.writes("run", f"{number}"), film(number), TODAY, today=TODAY, rating=5) for number in range(60))
    )
    assert [outcome.repeated for outcome in again].count(True) == done
    assert await agree(library, "ann") == len((await library.diary("ann", limit=100)).items) == 60


async def test_a_reader_sees_one_moment(opened: Opener, ann: Person) -> None:
    async with opened() as library:
        async def write() -> None:
            for number in range(30):
                await library.create_list(ann.writes(), f"List {number}", titles=[film(1), film(2)])

        async def read() -> None:
            while not writing.done():
                for one in (await library.lists("ann")).items:
                    assert one.system or one.item_count == 2
                await asyncio.sleep(0)

        writing = asyncio.create_task(write())
        await asyncio.gather(writing, read(), read())
        assert len((await library.lists("ann")).items) == 34
