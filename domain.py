"""The field's own words, as frozen types. No I/O here, and no import of any room.

Every type dumps to the wire's camelCase with ``to_wire()``; in Python and in the model's tool
results the names stay snake_case. Ratings are integers 1-10 (4½ stars = 9), times are aware UTC
datetimes, dates are calendar days of the user, runtimes are minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

T = TypeVar("T")

MediaType = Literal["movie", "tv", "episode", "custom"]
RatingValue = Annotated[int, Field(ge=1, le=10)]
ReviewText = Annotated[str, StringConstraints(min_length=20, max_length=5_000, strip_whitespace=True)]
ListName = Annotated[str, StringConstraints(min_length=2, max_length=100, strip_whitespace=True)]
ListDescription = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]

SYSTEM_LISTS: dict[str, str] = {
    "watchlist": "Watchlist",
    "favorites": "Favorites",
    "watching": "Watching",
    "completed": "Completed",
}


class Frozen(BaseModel):
    """A frozen value whose JSON form is the wire's camelCase."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)

    def to_wire(self) -> dict[str, Any]:
        """The JSON-ready camelCase form that ``design/protocol.md`` promises."""
        return self.model_dump(mode="json", by_alias=True)


class TitleRef(Frozen):
    """What a diary or list row remembers of a title, so that it reads well without a catalogue."""

    title_id: str
    title: str
    year: int | None = None


class Title(TitleRef):
    """One film or series as a catalogue knows it. ``overview`` is prose, never instruction."""

    media_type: MediaType = "movie"
    original_title: str | None = None
    release_date: date | None = None
    runtime: int | None = None
    genres: tuple[str, ...] = ()
    directors: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    language: str | None = None
    vote_average: float | None = None
    vote_count: int = 0
    poster_path: str | None = None
    overview: str = ""
    moods: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    imdb_id: str | None = None

    @property
    def ref(self) -> TitleRef:
        """The part that a diary or list row keeps."""
        return TitleRef(title_id=self.title_id, title=self.title, year=self.year)


class TitleFilter(BaseModel):
    """Which titles count. Empty fields ask nothing; filled ones must all hold.

    The model fills this in tool calls (snake_case), REST clients in camelCase by a subclass.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    genres: tuple[str, ...] = Field((), description="Genres a title must all have, TMDb names: 'Horror', 'Science Fiction'")
    exclude_genres: tuple[str, ...] = Field((), description="Genres a title must not have")
    moods: tuple[str, ...] = Field((), description="Moods, any of which is enough: 'funny', 'tense', 'heartwarming'")
    exclude_moods: tuple[str, ...] = Field((), description="Moods a title must not have")
    themes: tuple[str, ...] = Field((), description="What it is about, any of which is enough: 'time travel', 'heist'")
    exclude_themes: tuple[str, ...] = Field((), description="What it must not be about: 'superhero'")
    people: tuple[str, ...] = Field((), description="Directors or actors who must all be in it")
    exclude_people: tuple[str, ...] = Field((), description="Directors or actors who must not be in it")
    year_from: int | None = Field(None, description="Earliest year, included")
    year_to: int | None = Field(None, description="Latest year, included")
    min_runtime: int | None = Field(None, description="Minutes, included")
    max_runtime: int | None = Field(None, description="Minutes, included")
    min_rating: float | None = Field(None, description="Least public vote average, 0-10")
    language: str | None = Field(None, description="Original language, two letters: 'en', 'fr', 'ko'")
    media_type: MediaType | None = None
    exclude_title_ids: tuple[str, ...] = Field((), description="Titles to leave out")

    def matches(self, title: Title) -> bool:
        """Whether `title` passes. Names compare without case; unknown facts fail the filters that need them."""
        return _has_all(title.genres, self.genres) and not _has_any(title.genres, self.exclude_genres) and \
            (not self.moods or _has_any(title.moods, self.moods)) and not _has_any(title.moods, self.exclude_moods) and \
            (not self.themes or _mentions(title.themes, self.themes)) and not _mentions(title.themes, self.exclude_themes) and \
            _has_all(title.directors + title.cast, self.people) and \
            not _has_any(title.directors + title.cast, self.exclude_people) and \
            _within(title.year, self.year_from, self.year_to) and \
            _within(title.runtime, self.min_runtime, self.max_runtime) and \
            _within(title.vote_average, self.min_rating, None) and \
            self.language in (None, title.language) and self.media_type in (None, title.media_type) and \
            title.title_id not in self.exclude_title_ids


def _has_all(have: Sequence[str], want: Sequence[str]) -> bool:
    return {w.casefold() for w in want} <= {h.casefold() for h in have}


def _has_any(have: Sequence[str], want: Sequence[str]) -> bool:
    return not {w.casefold() for w in want}.isdisjoint(h.casefold() for h in have)


def _mentions(have: Sequence[str], want: Sequence[str]) -> bool:
    """Whether a phrase of `want` is part of one of `have`: "superhero" is in "superhero team"."""
    return any(phrase.casefold() in theme.casefold() for phrase in want for theme in have)


def _within(value: float | None, low: float | None, high: float | None) -> bool:
    if low is None and high is None:
        return True
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


class Marks(Frozen):
    """What one person did with one title."""

    on_watchlist: bool = False
    watched: bool = False
    my_rating: int | None = None


class TitleCard(Frozen):
    """A title to show: an item of the TITLES activity in ``design/protocol.md``."""

    title_id: str
    title: str
    year: int | None
    media_type: MediaType
    poster_url: str | None
    genres: tuple[str, ...]
    runtime: int | None
    vote_average: float | None
    overview: str
    reason: str | None = None
    evidence: tuple[str, ...] = ()
    on_watchlist: bool = False
    watched: bool = False
    my_rating: int | None = None


class DiaryEntry(TitleRef):
    """One watch. A rewatch is an entry of its own; `rating` is what was given with this watch."""

    entry_id: str
    watched_on: date
    rating: int | None = None
    review: str | None = None
    contains_spoilers: bool = False
    rewatch: bool = False
    created_at: datetime


class Rating(TitleRef):
    """The rating that stands for a title now."""

    rating: int
    rated_at: datetime


class FilmList(Frozen):
    """A list of titles; `list_id` of the system lists is their name in `SYSTEM_LISTS`."""

    list_id: str
    name: str
    description: str = ""
    system: bool = False
    item_count: int = 0
    created_at: datetime
    updated_at: datetime


class ListItem(TitleRef):
    """One title on a list."""

    added_at: datetime


PreferenceAbout = Literal["genre", "person", "mood", "theme", "language", "title", "max_runtime", "note"]
Stance = Literal["like", "dislike"]


class Preference(Frozen):
    """One thing that the agent remembers of a person's taste.

    `max_runtime` holds minutes as its value with stance "like"; `theme` is a word or phrase of what films are about
    ("superhero"); `title` holds a title id, and its name as `label`; `note` holds free words.
    """

    about: PreferenceAbout
    value: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
    stance: Stance = "like"
    label: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] | None = None


class Change(Frozen):
    """One entry of the journal: a write, whoever made it, with what a person needs to see of it."""

    change_id: str
    kind: str
    summary: str
    title_ids: tuple[str, ...] = ()
    undoable: bool = True
    undone: bool = False
    created_at: datetime
    run_id: str | None = None


class Origin(Frozen):
    """Who writes, and the key under which a repeat has no effect.

    In a turn: the run and the tool call. By REST: run_id "rest" and the Idempotency-Key.
    """

    user_id: str
    run_id: str
    call_id: str


class Written(Frozen, Generic[T]):
    """The outcome of a write. `change` is None where everything was already so; `repeated` tells a replay."""

    value: T
    change: Change | None
    repeated: bool = False


class Taste(Frozen):
    """All that ranking may know of a person."""

    ratings: dict[str, int] = {}
    watched: frozenset[str] = frozenset()
    watchlist: frozenset[str] = frozenset()
    favorites: frozenset[str] = frozenset()
    preferences: tuple[Preference, ...] = ()


class Recommendation(Frozen):
    """A title to watch next. `evidence` lists the title ids that the reason leans on."""

    title: Title
    score: float
    reason: str
    evidence: tuple[str, ...] = ()
    source: str


class Neighbour(Frozen):
    """A title near a plot or a text; `score` is cosine similarity with what shared words and facts add, -1 to 1."""

    title_id: str
    score: float


class Page(Frozen, Generic[T]):
    """A page of results; `next_cursor` is opaque, None at the end."""

    items: tuple[T, ...]
    next_cursor: str | None = None
