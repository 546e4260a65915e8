"""The diary and the ratings: logging, rating, correcting, reading back."""

from __future__ import annotations

from datetime import date
from typing import Literal

from langchain.tools import ToolRuntime

from domain import DiaryEntry, Rating
from library.interface import DiarySort
from tools.deps import Deps
from tools.kinds import Access, Answer, a_tool
from tools.results import Shown, changes_answer, each, known, titles_answer


@a_tool(Access.WRITE)
async def log_watch(
    title_id: str,
    runtime: ToolRuntime[Deps],
    watched_on: date | None = None,
    rating: int | None = None,
    review: str | None = None,
    contains_spoilers: bool = False,
    rewatch: bool | None = None,
) -> Answer:
    """Write in the diary that the person watched a title. A rewatch is a new entry. Lists are left alone.

    Args:
        title_id: An id that another tool returned.
        watched_on: The day, YYYY-MM-DD; today when left out.
        rating: 1-10 as the person gave it; 4.5 of 5 stars is 9.
        review: The person's own words, 20-5,000 characters.
        contains_spoilers: Whether that review gives the plot away.
        rewatch: Whether the person said it was one; left out, the diary tells.
    """
    deps = runtime.context
    title = await deps.rooms.catalog.get(title_id)
    written = await deps.rooms.library.log_watch(
        deps.origin(runtime.tool_call_id or ""),
        title.ref,
        watched_on or deps.today,
        today=deps.today,
        rating=rating,
        review=review,
        contains_spoilers=contains_spoilers,
        rewatch=rewatch,
    )
    return changes_answer([written], [title], entry=entry_for_model(written.value))


@a_tool(Access.WRITE)
async def rate_title(title_id: str, rating: int | None, runtime: ToolRuntime[Deps]) -> Answer:
    """Set the person's rating of a title without logging a watch.

    Args:
        title_id: An id that another tool returned.
        rating: 1-10; null takes the rating away.
    """
    deps = runtime.context
    title = await deps.rooms.catalog.get(title_id)
    written = await deps.rooms.library.rate(deps.origin(runtime.tool_call_id or ""), title.ref, rating)
    return changes_answer([written], [title], rating=rating)


@a_tool(Access.DESTROY)
async def edit_diary(
    entry_ids: list[str],
    runtime: ToolRuntime[Deps],
    delete: bool = False,
    watched_on: date | None = None,
    rating: int | None = None,
    review: str | None = None,
    contains_spoilers: bool | None = None,
    rewatch: bool | None = None,
    clear: list[Literal["rating", "review"]] | None = None,
) -> Answer:
    """Correct diary entries, or delete them. Read the diary first for the entry_ids.

    Args:
        entry_ids: Entries to change.
        delete: Delete the entries; the other arguments are then ignored.
        watched_on: The right day, YYYY-MM-DD.
        rating: The right rating, 1-10.
        review: The new review, 20-5,000 characters.
        contains_spoilers: Whether the review gives the plot away.
        rewatch: Whether it was a rewatch.
        clear: What to take off the entries: "rating", "review".
    """
    deps = runtime.context
    origin = deps.origin(runtime.tool_call_id or "")
    if delete:
        gone = await deps.rooms.library.delete_entries(origin, entry_ids)
        return changes_answer([gone], list({entry.title_id: entry for entry in gone.value}.values()))
    written, left = await each(
        deps.rooms.library.edit_entry(
            origin.model_copy(update={"call_id": f"{origin.call_id}/{number}"}),
            entry_id,
            today=deps.today,
            watched_on=watched_on,
            rating=rating,
            review=review,
            contains_spoilers=contains_spoilers,
            rewatch=rewatch,
            clear=clear or (),
        )
        for number, entry_id in enumerate(entry_ids)
    )
    entries = [one.value for one in written]
    return changes_answer(written, entries, entries=[entry_for_model(entry) for entry in entries], left_as_is=left)


@a_tool(Access.READ)
async def read_diary(
    runtime: ToolRuntime[Deps],
    what: Literal["watches", "ratings"] = "watches",
    title_ids: list[str] | None = None,
    watched_from: date | None = None,
    watched_to: date | None = None,
    min_rating: int | None = None,
    sort: DiarySort = "newest",
    limit: int = 10,
    cursor: str | None = None,
) -> Answer:
    """Read the person's own diary or ratings. Gives the entry_ids that edit_diary needs.

    Args:
        what: "watches" for the diary, "ratings" for the ratings that stand.
        title_ids: Only these titles.
        watched_from: First day, YYYY-MM-DD (watches only).
        watched_to: Last day, YYYY-MM-DD (watches only).
        min_rating: Only those rated at least this, 1-10.
        sort: Order.
        limit: How many at most, 1-50.
        cursor: next_cursor of the last answer, for more.
    """
    deps = runtime.context
    library, ids, most = deps.rooms.library, title_ids or (), max(1, min(limit, 50))
    rows: tuple[DiaryEntry, ...] | tuple[Rating, ...]
    told: dict[str, object]
    if what == "ratings":
        ratings = await library.ratings(
            deps.user_id, title_ids=ids, min_rating=min_rating, sort=sort, limit=most, cursor=cursor
        )
        rows, more = ratings.items, ratings.next_cursor
        told = {"ratings": [one.model_dump(mode="json", exclude={"rated_at"}) for one in ratings.items]}
    else:
        diary = await library.diary(
            deps.user_id,
            title_ids=ids,
            watched_from=watched_from,
            watched_to=watched_to,
            min_rating=min_rating,
            sort=sort,
            limit=most,
            cursor=cursor,
        )
        rows, more = diary.items, diary.next_cursor
        told = {"entries": [entry_for_model(entry) for entry in diary.items]}
    titles = await known(deps, list({row.title_id: row for row in rows}.values()))
    heading = "Your ratings" if what == "ratings" else "Your diary"
    return await titles_answer(deps, heading, [Shown(title) for title in titles], next_cursor=more, **told)


def entry_for_model(entry: DiaryEntry) -> dict[str, object]:
    """A diary entry in few tokens; what is empty is left out."""
    dumped = entry.model_dump(mode="json", exclude={"created_at"})
    return {name: value for name, value in dumped.items() if value not in (None, False)}
