"""How lists stand in rows: what everyone has, what a person made, and how many titles are on each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from domain import SYSTEM_LISTS, FilmList, ListItem
from errors import Conflict, NotFound
from library.rows import Doc, RowId
from library.store import Query, Reader

UNTOUCHED = datetime(1970, 1, 1, tzinfo=UTC).isoformat()  # when a system list was made that nothing was ever put on


def list_of(list_id: str, docs: Mapping[RowId, Doc]) -> FilmList:
    """The list that the rows "list" and "tally" stand for; a system list may have neither."""
    doc, tally = docs.get(("list", list_id)), docs.get(("tally", list_id), {})
    made: str = tally.get("created_at", UNTOUCHED)
    return FilmList(
        list_id=list_id,
        name=doc["name"] if doc else SYSTEM_LISTS[list_id],
        description=doc["description"] if doc else "",
        system=list_id in SYSTEM_LISTS,
        item_count=tally.get("item_count", 0),
        created_at=datetime.fromisoformat(doc["created_at"] if doc else made),
        updated_at=datetime.fromisoformat(tally.get("updated_at", made)),
    )


def item_of(_key: str, doc: Doc) -> ListItem:
    """The title on a list that a row stands for."""
    return ListItem.model_validate(doc)


def item_row(list_id: str, title_id: str) -> RowId:
    """The row of a title on a list."""
    return "item", f"{list_id}/{title_id}"


async def list_docs(rows: Reader, list_id: str) -> dict[RowId, Doc]:
    """A list's rows. Raises NotFound for a custom list that is not there."""
    found = dict(await rows.get([("list", list_id), ("tally", list_id)]))
    if list_id not in SYSTEM_LISTS and ("list", list_id) not in found:
        raise NotFound("That list is not there.")
    return found


async def item_docs(rows: Reader, list_id: str) -> dict[RowId, Doc]:
    """All that is on a list, latest added first."""
    return {("item", row.key): row.doc for row in await rows.find(Query("item", parent=list_id))}


async def all_lists(rows: Reader) -> list[FilmList]:
    """System lists first, then custom ones by name."""
    own = await rows.find(Query("list", order="oldest"))
    tallied = await rows.find(Query("tally"))
    docs: dict[RowId, Doc] = {("list", row.key): row.doc for row in own} | {("tally", row.key): row.doc for row in tallied}
    custom = (list_of(row.key, docs) for row in own if row.key not in SYSTEM_LISTS)
    return [*(list_of(one, docs) for one in SYSTEM_LISTS), *sorted(custom, key=lambda one: one.name.casefold())]


async def refuse_name(rows: Reader, name: str, list_id: str) -> None:
    """Raises Conflict where another list has that name, whatever its case."""
    for one in await all_lists(rows):
        if one.list_id != list_id and one.name.casefold() == name.casefold():
            raise Conflict(f"There is a list named {one.name} already.")
