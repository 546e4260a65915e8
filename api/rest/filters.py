"""Which titles a REST client asks for: `discover`'s query and `similar`'s body."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.rest.bodies import Body, TitleId
from catalog import Sort
from domain import MediaType, TitleFilter

Year = Annotated[int | None, Field(ge=1870, le=2200)]
Minutes = Annotated[int | None, Field(ge=0, le=10_000)]
Names = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=100)], ...], Field(max_length=20)]


class Discovery(Body):
    """The query of `GET /v1/titles/discover`; `genre`, `person` and `mood` may come several times."""

    genre: Names = ()
    person: Names = ()
    mood: Names = ()
    exclude_genre: Names = ()
    year_from: Year = None
    year_to: Year = None
    min_runtime: Minutes = None
    max_runtime: Minutes = None
    min_rating: Annotated[float | None, Field(ge=0, le=10)] = None
    language: Annotated[str | None, Field(min_length=2, max_length=3)] = None
    type: MediaType | None = None
    sort: Sort = "popularity"
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Annotated[str | None, Field(max_length=1_000)] = None

    def filters(self) -> TitleFilter:
        """The same in the catalogue's terms."""
        return TitleFilter(
            genres=self.genre,
            people=self.person,
            moods=self.mood,
            exclude_genres=self.exclude_genre,
            year_from=self.year_from,
            year_to=self.year_to,
            min_runtime=self.min_runtime,
            max_runtime=self.max_runtime,
            min_rating=self.min_rating,
            language=self.language,
            media_type=self.type,
        )


class WireFilter(TitleFilter):
    """`TitleFilter` by its camelCase names."""

    model_config = ConfigDict(alias_generator=to_camel)


class Similarity(Body):
    """The body of `POST /v1/titles/similar`: a text, titles, or both."""

    text: Annotated[str, Field(max_length=1_000)] = ""
    title_ids: Annotated[tuple[TitleId, ...], Field(max_length=20)] = ()
    filters: WireFilter | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20
