"""Lists: the watchlist and the other system lists, and a person's own."""

from __future__ import annotations

from typing import Literal

from langchain.tools import ToolRuntime

from domain import FilmList, ListItem, TitleFilter, TitleRef, Written
from errors import BadInput, NotFound
from tools.deps import Deps
from tools.kinds import Access, Answer, a_tool
from tools.results import Shown, changes_answer, known, titles_answer

Action = Literal["add", "remove", "create", "edit", "clear", "delete"]


@a_tool(Access.DESTROY)
async def edit_list(
    list_name: str,
    action: Action,
    runtime: ToolRuntime[Deps],
    title_ids: list[str] | None = None,
    new_name: str | None = None,
    description: str | None = None,
) -> Answer:
    """Change a list: add or remove titles, create, rename or describe, clear, delete.

    Args:
        list_name: "watchlist", "favorites", "watching", "completed", or the name of the person's own list.
        action: What to do; "edit" renames or describes.
        title_ids: Titles for add, remove, or the first titles of create.
        new_name: For edit: the new name, 2-100 characters.
        description: For create and edit: up to 500 characters.
    """
    deps = runtime.context
    library, origin = deps.rooms.library, deps.origin(runtime.tool_call_id or "")
    titles = await _titles(deps, title_ids or [], action)
    if action in ("add", "remove") and not title_ids:
        raise BadInput(f"To {action} titles, give their title_ids.")
    written: Written[FilmList]
    if action == "create":
        written = await library.create_list(origin, list_name, description=description or "", titles=titles)
        return changes_answer([written], titles, list=list_for_model(written.value))
    # The repeat of a delete finds no list: the library answers it by its key, so the id may be the name itself.
    list_id = await _found(deps, list_name) or list_name
    match action:
        case "add":
            written = await library.add_to_list(origin, list_id, titles)
        case "remove":
            written = await library.remove_from_list(origin, list_id, title_ids or [])
        case "edit":
            written = await library.edit_list(origin, list_id, name=new_name, description=description)
        case "clear":
            written = await library.clear_list(origin, list_id)
        case "delete":
            written = await library.delete_list(origin, list_id)
    return changes_answer([written], titles, list=list_for_model(written.value))


@a_tool(Access.READ)
async def read_lists(
    runtime: ToolRuntime[Deps],
    list_name: str | None = None,
    title_ids: list[str] | None = None,
    filters: TitleFilter | None = None,
    limit: int = 20,
    cursor: str | None = None,
) -> Answer:
    """Read one of the person's lists, or, without a name, say which lists there are.

    Args:
        list_name: A list's name or id; left out: all lists with their counts.
        title_ids: Only these, to see whether they are on the list.
        filters: Only titles for which this holds: {"max_runtime": 100}.
        limit: How many titles at most, 1-50.
        cursor: next_cursor of the last answer, for more.
    """
    deps = runtime.context
    if list_name is None:
        lists = await deps.rooms.library.lists(deps.user_id)
        return await titles_answer(deps, "Your lists", [], lists=[list_for_model(one) for one in lists.items])
    film_list = await deps.rooms.library.find_list(deps.user_id, list_name)
    if title_ids or filters:
        wanted = await known(deps, [one for one in await _items(deps, film_list) if not title_ids or one.title_id in title_ids])
        asked = deps.rooms.catalog.resolve(filters) if filters else TitleFilter()
        fitting = [Shown(title) for title in wanted if asked.matches(title)][: max(1, min(limit, 50))]
        return await titles_answer(deps, film_list.name, fitting, list=list_for_model(film_list))
    page = await deps.rooms.library.list_items(deps.user_id, film_list.list_id, limit=max(1, min(limit, 50)), cursor=cursor)
    titles = await known(deps, page.items)
    return await titles_answer(
        deps, film_list.name, [Shown(title) for title in titles], list=list_for_model(film_list), next_cursor=page.next_cursor
    )


async def _items(deps: Deps, film_list: FilmList) -> list[ListItem]:
    """All of a list."""
    items: list[ListItem] = []
    cursor: str | None = None
    while True:
        page = await deps.rooms.library.list_items(deps.user_id, film_list.list_id, limit=50, cursor=cursor)
        items += page.items
        cursor = page.next_cursor
        if cursor is None:
            return items


async def _titles(deps: Deps, title_ids: list[str], action: Action) -> list[TitleRef]:
    """What is known of the titles; only those to take off a list may be unknown by now."""
    if action == "remove":
        return [title.ref for title in (await deps.rooms.catalog.get_many(title_ids)).values()]
    return [(await deps.rooms.catalog.get(one)).ref for one in title_ids]


async def _found(deps: Deps, list_name: str) -> str | None:
    try:
        return (await deps.rooms.library.find_list(deps.user_id, list_name)).list_id
    except NotFound:
        return None


def list_for_model(film_list: FilmList) -> dict[str, object]:
    """A list in few tokens."""
    return {"list_id": film_list.list_id, "name": film_list.name, "count": film_list.item_count}
