"""Lists: everyone's system lists and a person's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import TypeAdapter

from domain import SYSTEM_LISTS, FilmList, ListItem, Origin, Page, TitleRef, Written
from errors import BadInput, NotFound
from library import words
from library.journal import Journaled, Moment, Plan, new_id
from library.limits import the_description, the_limit, the_name, the_titles
from library.list_rows import all_lists, item_docs, item_of, item_row, list_docs, list_of, refuse_name
from library.pages import cursor_of, mark_of, page_of
from library.ratings import title_doc
from library.rows import Doc, RowId, effects_between, tallies
from library.store import Mark, Query

SHAPE = TypeAdapter(FilmList)


class Lists(Journaled):
    """The part of the library that keeps lists."""

    async def create_list(
        self, origin: Origin, name: str, *, description: str = "", titles: Sequence[TitleRef] = ()
    ) -> Written[FilmList]:
        """A new list with its first titles, one change."""

        async def plan(moment: Moment) -> Plan[FilmList]:
            refs, kept, list_id = the_titles(titles), the_name(name), new_id("lst")
            doc = {"name": kept, "description": the_description(description), "created_at": moment.now}
            await refuse_name(moment.rows, kept, list_id)
            summary = f"Made the list {kept}" + (f" with {words.several(refs)}" if refs else "")
            return _plan(moment, list_id, {}, {("list", list_id): doc, **_items(list_id, refs, moment)}, "list.created", summary)

        return await self._write(origin, "create_list", SHAPE, plan)

    async def edit_list(
        self, origin: Origin, list_id: str, *, name: str | None = None, description: str | None = None
    ) -> Written[FilmList]:
        """Renames or describes a list; system lists keep their name."""

        async def plan(moment: Moment) -> Plan[FilmList]:
            docs = await list_docs(moment.rows, list_id)
            now = list_of(list_id, docs)
            new_name, told = now.name, now.description if description is None else the_description(description)
            if name is not None and name.strip() != now.name:
                if now.system:
                    raise BadInput(f"{now.name} is a list that everyone has; its name stays.")
                new_name = the_name(name)
                await refuse_name(moment.rows, new_name, list_id)
            if (new_name, told) == (now.name, now.description):
                return Plan(now)
            doc = {"name": new_name, "description": told, "created_at": now.created_at.isoformat()}
            summary = f"Renamed {now.name} to {new_name}" if new_name != now.name else f"Described {now.name} anew"
            return _plan(moment, list_id, docs, {("list", list_id): doc}, "list.edited", summary)

        return await self._write(origin, "edit_list", SHAPE, plan)

    async def delete_list(self, origin: Origin, list_id: str) -> Written[FilmList]:
        """Removes a custom list with what is on it. The value is the list as it was."""

        async def plan(moment: Moment) -> Plan[FilmList]:
            if list_id in SYSTEM_LISTS:
                raise BadInput(f"{SYSTEM_LISTS[list_id]} is a list that everyone has; it can be cleared, not deleted.")
            docs = await list_docs(moment.rows, list_id)
            items = await item_docs(moment.rows, list_id)
            was = list_of(list_id, docs)
            summary = f"Deleted the list {was.name}" + (f" ({words.counted(was.item_count)})" if items else "")
            return _plan(moment, list_id, docs | items, {("list", list_id): None, **dict.fromkeys(items)}, "list.deleted", summary)

        return await self._write(origin, "delete_list", SHAPE, plan)

    async def clear_list(self, origin: Origin, list_id: str) -> Written[FilmList]:
        """Takes every title off a list."""

        async def plan(moment: Moment) -> Plan[FilmList]:
            docs = await list_docs(moment.rows, list_id)
            items = await item_docs(moment.rows, list_id)
            summary = f"Cleared {list_of(list_id, docs).name} ({words.counted(len(items))})"
            return _plan(moment, list_id, docs | items, dict.fromkeys(items), "list.cleared", summary)

        return await self._write(origin, "clear_list", SHAPE, plan)

    async def add_to_list(self, origin: Origin, list_id: str, titles: Sequence[TitleRef]) -> Written[FilmList]:
        """Adds titles at the end, in order; those already there are left as they are."""

        async def plan(moment: Moment) -> Plan[FilmList]:
            docs, refs = await list_docs(moment.rows, list_id), the_titles(titles)
            there = await moment.rows.get([item_row(list_id, ref.title_id) for ref in refs])
            new = [ref for ref in refs if item_row(list_id, ref.title_id) not in there]
            summary = f"Added {words.several(new)} to {list_of(list_id, docs).name}"
            return _plan(moment, list_id, docs, _items(list_id, new, moment), "list.added", summary)

        return await self._write(origin, "add_to_list", SHAPE, plan)

    async def remove_from_list(self, origin: Origin, list_id: str, title_ids: Sequence[str]) -> Written[FilmList]:
        """Takes titles off a list; those not on it are no error."""

        async def plan(moment: Moment) -> Plan[FilmList]:
            docs = await list_docs(moment.rows, list_id)
            items = await moment.rows.get([item_row(list_id, one) for one in dict.fromkeys(title_ids)])
            refs = [TitleRef.model_validate(doc) for doc in items.values()]
            summary = f"Removed {words.several(refs)} from {list_of(list_id, docs).name}"
            return _plan(moment, list_id, {**docs, **items}, dict.fromkeys(items), "list.removed", summary)

        return await self._write(origin, "remove_from_list", SHAPE, plan)

    async def lists(self, user_id: str, *, limit: int = 100, cursor: str | None = None) -> Page[FilmList]:
        """System lists first (they always exist), then custom ones by name."""
        limit = the_limit(limit)
        after = mark_of("lists", cursor).place if cursor else ""
        async with self.store.reading(user_id) as rows:
            found = [one for one in await all_lists(rows) if _place(one) > after]
        more = cursor_of("lists", Mark(_place(found[limit - 1]))) if len(found) > limit else None
        return Page(items=tuple(found[:limit]), next_cursor=more)

    async def find_list(self, user_id: str, id_or_name: str) -> FilmList:
        """A list by id, or by name whatever its case. Raises NotFound."""
        name = " ".join(id_or_name.split()).casefold()
        async with self.store.reading(user_id) as rows:
            found = await all_lists(rows)
        for one in found:
            if one.list_id == id_or_name:
                return one
        for one in found:
            if name in (one.name.casefold(), one.list_id):
                return one
        raise NotFound(f"There is no list named {id_or_name.strip()[:100]}.")

    async def list_items(self, user_id: str, list_id: str, *, limit: int = 20, cursor: str | None = None) -> Page[ListItem]:
        """What is on a list, latest added first."""
        async with self.store.reading(user_id) as rows:
            await list_docs(rows, list_id)
            return await page_of(rows, Query("item", parent=list_id), item_of, limit=limit, cursor=cursor)


def _place(one: FilmList) -> str:
    return f"0{list(SYSTEM_LISTS).index(one.list_id)}" if one.system else f"1{one.name.casefold()}"


def _items(list_id: str, refs: Sequence[TitleRef], moment: Moment) -> dict[RowId, Doc | None]:
    return {
        item_row(list_id, ref.title_id): {
            **title_doc(ref), "list_id": list_id, "added_at": moment.now, "order": moment.order(number)
        }
        for number, ref in enumerate(refs)
    }


def _plan(
    moment: Moment, list_id: str, before: Mapping[RowId, Doc], after: Mapping[RowId, Doc | None], kind: str, summary: str
) -> Plan[FilmList]:
    """The plan that leads to `after`, with the list as it will be (or was, when it goes)."""
    effects = effects_between(before, after)
    derived = tallies(effects, before, moment.now)
    touched = {effect.row: effect.after for effect in (*effects, *derived)}
    gone = touched.get(("list", list_id), before) is None
    then = dict(before) if gone else {row: doc for row, doc in {**before, **touched}.items() if doc is not None}
    titles = tuple(str(doc["title_id"]) for one in effects if one.kind == "item" if (doc := one.after or one.before))
    return Plan(list_of(list_id, then), effects, kind, summary, titles)
