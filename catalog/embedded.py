"""The catalogue that needs no network: a fixed set of titles held in memory, all work inline and a few ms."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from catalog.cursors import page_of
from catalog.genres import canonical_genre, canonical_mood
from catalog.interface import Facets, Sort
from catalog.people import People
from catalog.title_search import TitleSearch
from domain import MediaType, Page, Title, TitleFilter
from errors import BadInput, NotFound

PRIOR_VOTES = 1_000
MOST_READINGS = 32  # of several ambiguous last names at once


class EmbeddedCatalog:
    """Implements `Catalog` over `titles`.

    Sort "popularity" is the number of votes. Sort "rating" is the weighted rating
    ``(v·R + m·C) / (v + m)``: R the title's vote average, v its votes, C the mean of all averages and
    m = 1,000, so that few votes prove little. Titles that lack the fact sorted by come last; ties go by votes, then id.
    """

    def __init__(self, titles: Sequence[Title], also_known: Mapping[str, Sequence[str]] | None = None) -> None:
        """`also_known`: title id to other names people call it by. Raises ValueError when an id comes twice."""
        self._titles = tuple(titles)
        self._by_id = {title.title_id: title for title in titles}
        if len(self._by_id) != len(self._titles):
            raise ValueError("a title id comes twice")
        self._search = TitleSearch(self._titles, also_known or {})
        self._people = People(self._titles)
        self._orders: dict[Sort, tuple[Title, ...]] = {sort: _ordered(self._titles, key) for sort, key in _keys(self._titles).items()}

    @property
    def titles(self) -> tuple[Title, ...]:
        """Every title, in the order given."""
        return self._titles

    async def search(
        self, query: str, *, year: int | None = None, media_type: MediaType | None = None, limit: int = 10, cursor: str | None = None
    ) -> Page[Title]:
        """Titles named like `query`, best first; a year at its end counts as `year` does ("dune 1984").

        Raises BadInput for a query under 2 characters, a limit outside 1-100, or a cursor that is not this query's.
        """
        if len(query.strip()) < 2:
            raise BadInput("A search needs at least 2 characters.")
        found = [self._titles[at] for at in self._search.search(query[:200], year)]
        kept = [title for title in found if media_type in (None, title.media_type)]
        return page_of(kept, question=f"search|{query}|{year}|{media_type}", limit=limit, cursor=cursor)

    async def suggest(self, prefix: str, *, limit: int = 8) -> Sequence[Title]:
        """Titles that begin as typed, then those with a word that does, then near misses; the most voted first."""
        return [self._titles[at] for at in self._search.suggest(prefix[:200], limit)]

    async def get(self, title_id: str) -> Title:
        """All that is known of one title. Raises NotFound."""
        if title_id not in self._by_id:
            raise NotFound(f"There is no title {title_id}.")
        return self._by_id[title_id]

    async def get_many(self, title_ids: Sequence[str]) -> Mapping[str, Title]:
        """The known ones among `title_ids`, in the order asked."""
        return {title_id: self._by_id[title_id] for title_id in title_ids if title_id in self._by_id}

    async def discover(
        self, filters: TitleFilter, *, sort: Sort = "popularity", limit: int = 10, cursor: str | None = None
    ) -> Page[Title]:
        """Titles that pass `filters`, in order of `sort`; people by last name, genres and moods by other words too.

        Raises BadInput for a limit outside 1-100 or a cursor that is not this question's.
        """
        passing = self._passing(filters, self._orders[sort])
        return page_of(passing, question=f"discover|{filters.model_dump_json()}|{sort}", limit=limit, cursor=cursor)

    async def facets(self, filters: TitleFilter) -> Facets:
        """Counts over all titles that pass `filters`, the largest first; decades read "1990s"."""
        passing = self._passing(filters, self._titles)
        return Facets(
            genres=_counts(genre for title in passing for genre in title.genres),
            decades=_counts(f"{title.year // 10 * 10}s" for title in passing if title.year),
            languages=_counts(title.language for title in passing if title.language),
            moods=_counts(mood for title in passing for mood in title.moods),
        )

    def find_people(self, name: str) -> Sequence[str]:
        """The directors and actors that `name` may mean ("villeneuve", "leo dicaprio"), most likely first; none when unknown."""
        return self._people.find(name)

    def resolve(self, filters: TitleFilter) -> TitleFilter:
        """`filters` in the catalogue's own words, fit for `TitleFilter.matches`: the likeliest person for each name,
        genres and moods by their names. What is unknown stays as it is and matches nothing."""
        return self._readings(filters)[0]

    def _passing(self, filters: TitleFilter, titles: Sequence[Title]) -> list[Title]:
        readings = self._readings(filters)
        return [title for title in titles if any(reading.matches(title) for reading in readings)]

    def _readings(self, filters: TitleFilter) -> list[TitleFilter]:
        """Each way to read the people named, likeliest first; whoever may be meant by an excluded name is excluded."""
        meant = [self._people.find(name) or (name,) for name in filters.people]
        base = filters.model_copy(
            update={
                "genres": tuple(canonical_genre(word) or word for word in filters.genres),
                "exclude_genres": tuple(canonical_genre(word) or word for word in filters.exclude_genres),
                "moods": tuple(canonical_mood(word) or word for word in filters.moods),
                "exclude_moods": tuple(canonical_mood(word) or word for word in filters.exclude_moods),
                "exclude_people": tuple(one for name in filters.exclude_people for one in self._people.find(name) or (name,)),
                "language": filters.language.casefold() if filters.language else None,
            }
        )
        choices = itertools.islice(itertools.product(*meant), MOST_READINGS)
        return [base.model_copy(update={"people": choice}) for choice in choices]


Key = Callable[[Title], float | None]


def _keys(titles: Sequence[Title]) -> dict[Sort, Key]:
    """What each sort orders by, larger first; None: not known."""
    rated = [title.vote_average for title in titles if title.vote_average is not None]
    mean = sum(rated) / len(rated) if rated else 0.0

    def weighted(title: Title) -> float | None:
        if title.vote_average is None:
            return None
        return (title.vote_count * title.vote_average + PRIOR_VOTES * mean) / (title.vote_count + PRIOR_VOTES)

    return {
        "popularity": lambda title: title.vote_count,
        "rating": weighted,
        "newest": lambda title: _day(title),
        "oldest": lambda title: _negative(_day(title)),
        "shortest": lambda title: _negative(title.runtime),
        "longest": lambda title: title.runtime,
    }


def _ordered(titles: Sequence[Title], key: Key) -> tuple[Title, ...]:
    def place(title: Title) -> tuple[bool, float, int, str]:
        value = key(title)
        return (value is None, -(value or 0.0), -title.vote_count, title.title_id)

    return tuple(sorted(titles, key=place))


def _day(title: Title) -> int | None:
    if title.release_date:
        return title.release_date.toordinal()
    return date(title.year, 12, 31).toordinal() if title.year else None


def _negative(value: int | None) -> int | None:
    return None if value is None else -value


def _counts(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())
