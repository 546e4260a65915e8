"""A process of its own that writes until it is done or killed: python -m tests.library.writer PATH NAME HOW_MANY.

Prints each key once its write is acknowledged.
"""

import asyncio
import sys
from datetime import UTC, date, datetime

from domain import Origin, TitleRef
from library import open_library

TODAY = date(2026, 11, 20)


async def write(path: str, name: str, how_many: int) -> None:
    async with open_library(path, lambda: datetime.now(UTC)) as library:
        for number in range(how_many):
            films = [TitleRef(title_id=f"movie-{name}-{number}-{part}", title=f"Film {part}") for part in range(3)]
            if number % 2:
                origin = Origin(user_id="ann", run_id=name, call_id=str(number))
                await library.log_watch(origin, films[0], TODAY, today=TODAY, rating=7, review="Long enough to be a review. " * 20)
            else:
                await library.add_to_list(Origin(user_id="ann", run_id=name, call_id=str(number)), "watchlist", films)
            print(number, flush=True)


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1], sys.argv[2], int(sys.argv[3])))
