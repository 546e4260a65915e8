"""What a person asked for, understood: the one form that understanding makes and planning reads."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Frozen, and JSON-ready, so that an open question can be kept with the message that asked it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Period(Value):
    """Days `start` to `end`, both included; `day` is the one meant where a single day is needed.

    `vague`: a time was named that tells no day ("years ago", "this month"), so that nothing may be written for it.
    """

    day: date
    start: date
    end: date
    vague: bool = False


class Mention(Value):
    """Words that name a title, and the titles they may mean; none known: the catalogue must be asked."""

    text: str
    title_ids: tuple[str, ...] = ()
    year: int | None = None
    rating: int | None = None
    when: Period | None = None

    def with_rating(self, rating: int) -> Mention:
        """The same title, given `rating`."""
        return self.model_copy(update={"rating": rating})


class Request(Value):
    """One thing asked for. `filters` holds fields of `TitleFilter`; fields that say nothing stay empty."""

    intent: str
    text: str = ""
    titles: tuple[Mention, ...] = ()
    rating: int | None = None
    bad_rating: str | None = None
    when: Period | None = None
    filters: dict[str, Any] = {}
    relative: str | None = None
    sort: str | None = None
    count: int | None = None
    description: str = ""
    list_name: str | None = None
    new_name: str | None = None
    review: str | None = None
    spoilers: bool = False
    rewatch: bool | None = None
    aspect: str | None = None
    everything: bool = False
    follows: bool = False  # builds on the last thing found
    also: bool = False  # a facet is added to the ones before, it does not replace them
    pick: str | None = None  # words such as "the second one" that choose among what was shown
    instead_of: str | None = None  # the title that was taken for the one meant
    entry_ids: tuple[str, ...] = ()
    preferences: tuple[tuple[str, str, str], ...] = ()

    def with_(self, **changes: Any) -> Request:
        """A copy with `changes`."""
        return self.model_copy(update=changes)
