"""What a value may be. Each function returns the value as it is kept, or raises BadInput naming the limit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain import SYSTEM_LISTS, Origin, Preference, TitleRef
from errors import BadInput

FIRST_FILM = date(1888, 1, 1)  # Roundhay Garden Scene
SYSTEM_NAMES = {name.casefold() for pair in SYSTEM_LISTS.items() for name in pair}


def text(value: str) -> str:
    """Without surrounding space, and without what no store can keep: NUL and lone surrogates."""
    return value.replace("\0", "").encode("utf-8", "replace").decode().strip()


def the_origin(origin: Origin) -> Origin:
    """The key of a write, short enough to be indexed."""
    for name, value in (("user_id", origin.user_id), ("run_id", origin.run_id), ("call_id", origin.call_id)):
        if not 1 <= len(value) <= 400 or value != text(value):
            raise BadInput(f"{name} must be 1 to 400 plain characters.")
    return origin


def the_titles(titles: Sequence[TitleRef]) -> list[TitleRef]:
    """Titles once each, in order."""
    for title in titles:
        if not 1 <= len(title.title_id) <= 200 or title.title_id != text(title.title_id):
            raise BadInput("A title id is 1 to 200 plain characters.")
    once = {title.title_id: title for title in titles}
    return [TitleRef(title_id=one.title_id, title=text(one.title), year=one.year) for one in once.values()]


def the_rating(rating: int) -> int:
    """1 to 10, whole."""
    if isinstance(rating, bool) or not isinstance(rating, int) or not 1 <= rating <= 10:
        raise BadInput(f"A rating is a whole number from 1 to 10, not {rating}.")
    return rating


def the_review(review: str) -> str:
    """20 to 5,000 characters."""
    kept = text(review)
    if not 20 <= len(kept) <= 5_000:
        raise BadInput(f"A review has 20 to 5,000 characters; this one has {len(kept):,}.")
    return kept


def the_day(watched_on: date, today: date) -> str:
    """No later than today, no earlier than the first film; as ISO text."""
    if watched_on > today:
        raise BadInput(f"{watched_on.isoformat()} is in the future; a watch is today or earlier.")
    if watched_on < FIRST_FILM:
        raise BadInput(f"{watched_on.isoformat()} is before there were films ({FIRST_FILM.isoformat()}).")
    return watched_on.isoformat()


def the_name(name: str) -> str:
    """A custom list's name: 2 to 100 characters, not a system list's."""
    kept = " ".join(text(name).split())
    if not 2 <= len(kept) <= 100:
        raise BadInput(f"A list's name has 2 to 100 characters; this one has {len(kept)}.")
    if kept.casefold() in SYSTEM_NAMES:
        raise BadInput(f"{kept} is the name of a list that everyone has; choose another.")
    return kept


def the_description(description: str) -> str:
    """At most 500 characters."""
    kept = text(description)
    if len(kept) > 500:
        raise BadInput(f"A list's description has at most 500 characters; this one has {len(kept)}.")
    return kept


def the_preference(preference: Preference) -> Preference:
    """A value of 1 to 200 characters; minutes for `max_runtime`."""
    value = " ".join(text(preference.value).split())
    if not value:
        raise BadInput("A preference needs a value.")
    if preference.about == "max_runtime":
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 1_440):
            raise BadInput(f"max_runtime is minutes, 1 to 1,440, not {value}.")
        value = str(int(value))
    label = " ".join(text(preference.label or "").split()) or None
    return Preference(about=preference.about, value=value, stance=preference.stance, label=label)


def the_limit(limit: int) -> int:
    """A page's size, 1 to 100."""
    if not 1 <= limit <= 100:
        raise BadInput(f"limit is 1 to 100, not {limit}.")
    return limit
