"""What every catalogue answers, the embedded one and TMDb alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol, runtime_checkable

from domain import Frozen, MediaType, Page, Title, TitleFilter

Sort = Literal["popularity", "rating", "newest", "oldest", "shortest", "longest"]


class Facets(Frozen):
    """How many titles of a result each genre, decade, language and mood holds."""

    genres: dict[str, int] = {}
    decades: dict[str, int] = {}
    languages: dict[str, int] = {}
    moods: dict[str, int] = {}


@runtime_checkable
class Catalog(Protocol):
    """Titles by name, by id and by facts. Page limits are 1-100; cursors are opaque."""

    async def search(
        self, query: str, *, year: int | None = None, media_type: MediaType | None = None, limit: int = 10, cursor: str | None = None
    ) -> Page[Title]:
        """Titles whose name is like `query`, best first; forgives typos, case, accents and a leading "the".

        Raises BadInput for a query under 2 characters or a cursor that is not ours.
        """
        ...

    async def suggest(self, prefix: str, *, limit: int = 8) -> Sequence[Title]:
        """Autocomplete: titles that may be meant by what has been typed so far."""
        ...

    async def get(self, title_id: str) -> Title:
        """All that is known of one title. Raises NotFound."""
        ...

    async def get_many(self, title_ids: Sequence[str]) -> Mapping[str, Title]:
        """The known ones among `title_ids`, in the order asked."""
        ...

    async def discover(
        self, filters: TitleFilter, *, sort: Sort = "popularity", limit: int = 10, cursor: str | None = None
    ) -> Page[Title]:
        """Titles that pass `filters`, in order of `sort`."""
        ...

    def resolve(self, filters: TitleFilter) -> TitleFilter:
        """`filters` in the catalogue's own words, fit for `TitleFilter.matches`: "villeneuve" and "sci-fi" by their full names."""
        ...

    async def facets(self, filters: TitleFilter) -> Facets:
        """Counts over all titles that pass `filters`."""
        ...
