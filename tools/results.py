"""What tools answer: titles as cards, writes as changes, in the model's form and in the client's."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson

from domain import Change, Marks, Title, TitleCard, TitleRef, Written
from errors import NotFound, UserError
from tools.deps import Deps
from tools.kinds import Answer

T = TypeVar("T")
POSTERS = "https://image.tmdb.org/t/p/w342"
OVERVIEW_FOR_MODEL = 280  # characters: enough to tell a plot, cheap enough to send ten times


@dataclass(frozen=True)
class Shown:
    """A title with why it is shown."""

    title: Title
    reason: str | None = None
    evidence: tuple[str, ...] = ()


def card(shown: Shown, marks: Marks) -> TitleCard:
    """The card a client draws."""
    title = shown.title
    return TitleCard(
        title_id=title.title_id,
        title=title.title,
        year=title.year,
        media_type=title.media_type,
        poster_url=POSTERS + title.poster_path if title.poster_path else None,
        genres=title.genres,
        runtime=title.runtime,
        vote_average=title.vote_average,
        overview=title.overview,
        reason=shown.reason,
        evidence=shown.evidence,
        on_watchlist=marks.on_watchlist,
        watched=marks.watched,
        my_rating=marks.my_rating,
    )


def for_model(shown: Shown, marks: Marks) -> dict[str, Any]:
    """The same title in few tokens; what is unknown or false is left out."""
    title = shown.title
    facts = {
        "title_id": title.title_id,
        "title": title.title,
        "year": title.year,
        "media_type": title.media_type if title.media_type != "movie" else None,
        "genres": title.genres,
        "directors": title.directors,
        "cast": title.cast[:3],
        "runtime": title.runtime,
        "language": title.language,
        "vote_average": title.vote_average,
        "overview": title.overview[:OVERVIEW_FOR_MODEL],
        "reason": shown.reason,
        "evidence": shown.evidence,
        "on_watchlist": marks.on_watchlist,
        "watched": marks.watched,
        "my_rating": marks.my_rating,
    }
    return {name: value for name, value in facts.items() if value}


async def titles_answer(deps: Deps, heading: str, shown: Sequence[Shown], **more: Any) -> Answer:
    """An answer that shows titles. `more` goes to the model beside them."""
    marks = await deps.rooms.library.marks(deps.user_id, [one.title.title_id for one in shown])
    content = {"heading": heading, "titles": [for_model(one, marks[one.title.title_id]) for one in shown], **more}
    items = [card(one, marks[one.title.title_id]).to_wire() for one in shown]
    return dump(content), {"titles": {"heading": heading, "items": items}} if items else {}


def changes_answer(written: Sequence[Written[Any]], titles: Sequence[TitleRef] = (), **more: Any) -> Answer:
    """An answer that tells what a write did; `titles` are the ones it was about, named for the model."""
    changes = [one.change for one in written if one.change]
    content = {
        "changes": [change_for_model(change) for change in changes],
        "nothing_to_do": not changes or None,
        "titles": [{"title_id": ref.title_id, "title": ref.title, "year": ref.year} for ref in titles] or None,
        **more,
    }
    return dump({name: value for name, value in content.items() if value is not None}), {
        "changes": [change_activity(change) for change in changes]
    }


async def each(writes: Iterable[Awaitable[Written[T]]]) -> tuple[list[Written[T]], list[str] | None]:
    """Several writes, one after the other, each by itself: what was written, and why the others were not.

    Raises the first one's error where none was written; else what was written could not be told.
    """
    written: list[Written[T]] = []
    left: list[UserError | NotFound] = []
    for write in writes:
        try:
            written.append(await write)
        except (UserError, NotFound) as error:
            left.append(error)
    if left and not written:
        raise left[0]
    return written, [error.message for error in left] or None


def change_for_model(change: Change) -> dict[str, Any]:
    """A change in the model's words."""
    return {"change_id": change.change_id, "kind": change.kind, "summary": change.summary}


def change_activity(change: Change) -> dict[str, Any]:
    """The content of a CHANGE activity in `design/protocol.md`."""
    wire = change.to_wire()
    return {name: wire[name] for name in ("changeId", "summary", "kind", "titleIds", "undoable")}


async def known(deps: Deps, refs: Sequence[TitleRef]) -> list[Title]:
    """Full titles for diary or list rows; one that the catalogue no longer has keeps what the row remembers."""
    found: Mapping[str, Title] = await deps.rooms.catalog.get_many([ref.title_id for ref in refs])
    return [found.get(ref.title_id) or Title(title_id=ref.title_id, title=ref.title, year=ref.year) for ref in refs]


def dump(content: Mapping[str, Any]) -> str:
    """Compact JSON text."""
    return orjson.dumps(content).decode()
