"""`/v1/me/lists`: the system lists by name, and a person's own by id."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, status
from pydantic import Field

from api.access import TheDoors, User
from api.rest.bodies import Body, Patch, TitleId
from api.rest.pages import Cursor, Limit
from api.rest.writing import Write
from domain import FilmList, ListDescription, ListItem, ListName, Page
from errors import NotFound

router = APIRouter(prefix="/v1/me/lists", tags=["lists"])
ListId = Annotated[str, Path(alias="listId", max_length=64)]
InPath = Annotated[str, Path(alias="titleId", max_length=64)]


class NewList(Body):
    """A list to make, with its first titles in order."""

    name: ListName
    description: ListDescription = ""
    title_ids: Annotated[tuple[TitleId, ...], Field(max_length=100)] = ()


class ListPatch(Patch):
    """What to change of a list; "" takes the description away."""

    name: ListName | None = None
    description: ListDescription | None = None


class ListWithItems(FilmList):
    """A list's own fields and a page of what is on it."""

    items: tuple[ListItem, ...]
    next_cursor: str | None


@router.get("")
async def read_all(doors: TheDoors, user: User, limit: Limit = 100, cursor: Cursor = None) -> Page[FilmList]:
    """System lists first, then one's own by name."""
    return await doors.rooms.library.lists(user, limit=limit, cursor=cursor)


@router.post("", status_code=status.HTTP_201_CREATED)
async def create(doors: TheDoors, write: Write, body: NewList) -> FilmList:
    """Makes a list. A name in use, whatever its case, is a conflict."""
    titles = [(await doors.rooms.catalog.get(one)).ref for one in body.title_ids]
    made = await doors.rooms.library.create_list(await write.origin(), body.name, description=body.description, titles=titles)
    return write.told(made)


@router.get("/{listId}")
async def read(doors: TheDoors, user: User, list_id: ListId, limit: Limit = 20, cursor: Cursor = None) -> ListWithItems:
    """A list and what is on it, latest added first."""
    found = await doors.rooms.library.find_list(user, list_id)
    if found.list_id != list_id:  # the library finds lists by name too; an address is not a name
        raise NotFound("You have no such list.")
    page = await doors.rooms.library.list_items(user, list_id, limit=limit, cursor=cursor)
    return ListWithItems(**found.model_dump(), items=page.items, next_cursor=page.next_cursor)


@router.patch("/{listId}")
async def edit(doors: TheDoors, write: Write, list_id: ListId, body: ListPatch) -> FilmList:
    """Renames or describes a list of one's own."""
    written = await doors.rooms.library.edit_list(await write.origin(), list_id, name=body.name, description=body.description)
    return write.told(written)


@router.delete("/{listId}", status_code=status.HTTP_204_NO_CONTENT)
async def remove(doors: TheDoors, write: Write, list_id: ListId) -> None:
    """Removes a list of one's own with what is on it."""
    write.told(await doors.rooms.library.delete_list(await write.origin(), list_id))


@router.put("/{listId}/items/{titleId}")
async def add(doors: TheDoors, write: Write, list_id: ListId, title_id: InPath) -> FilmList:
    """Puts a title on a list; one that is there already stays as it is."""
    title = await doors.rooms.catalog.get(title_id)
    return write.told(await doors.rooms.library.add_to_list(await write.origin(), list_id, [title.ref]))


@router.delete("/{listId}/items/{titleId}", status_code=status.HTTP_204_NO_CONTENT)
async def take_off(doors: TheDoors, write: Write, list_id: ListId, title_id: InPath) -> None:
    """Takes a title off a list; one that is not on it is no error."""
    write.told(await doors.rooms.library.remove_from_list(await write.origin(), list_id, [title_id]))
