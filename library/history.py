"""The journal as people see it, and its undo."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter

from domain import Change, Origin, Page, Written
from errors import BadInput, Conflict, NotFound
from library import words
from library.journal import Journaled, Moment, Plan, new_id, told
from library.limits import the_limit
from library.list_rows import refuse_name
from library.pages import cursor_of, mark_of
from library.rows import Effect
from library.store import Mark, Reader, StoredChange

SHAPE = TypeAdapter(Change)
REST = "rest"  # the run id of writes by REST, each a run of its own


class History(Journaled):
    """The part of the library that tells and undoes changes."""

    async def changes(
        self, user_id: str, *, run_id: str | None = None, limit: int = 20, cursor: str | None = None
    ) -> Page[Change]:
        """The journal, newest first; undone changes stay in it, marked."""
        limit = the_limit(limit)
        before = mark_of("changes", cursor).rating if cursor else None
        async with self.store.reading(user_id) as rows:
            found = await rows.changes(run_id=run_id, before=before, limit=limit + 1)
        more = cursor_of("changes", Mark("", found[limit - 1].seq)) if len(found) > limit else None
        return Page(items=tuple(told(one) for one in found[:limit]), next_cursor=more)

    async def undo(self, origin: Origin, change_id: str) -> Written[Change]:
        """Undoes one change, as a change of its own. The value is the change undone, the `change` the one that undid it."""

        async def plan(moment: Moment) -> Plan[Change]:
            target = await _undoable(moment.rows, change_id)
            effects = tuple(effect.reversed() for effect in reversed(target.effects))
            await _still_so(moment.rows, effects)
            undo_id = new_id("chg")
            return Plan(
                told(target).model_copy(update={"undone": True}),
                effects,
                "undone",
                words.undone(target.summary),
                target.title_ids,
                undoes=target.change_id,
                undone=await _marks(moment.rows, target, undo_id),
                change_id=undo_id,
            )

        return await self._write(origin, "undo", SHAPE, plan)

    async def last_written_run(self, user_id: str, *, before_run: str) -> Sequence[Change]:
        """The changes that stand of the last other run that wrote, newest first; by REST each write is a run.

        Undoing is passed over: who says "undo" twice wants to go back twice. An undo is undone by its own id.

        What `before_run` itself has undone counts as standing, so that a run that crashed in the middle of its
        undo and comes again is told the same changes.
        """
        before_run = "" if before_run == REST else before_run
        async with self.store.reading(user_id) as rows:
            last = await rows.last_standing(other_than_run=before_run)
            if last is None or last.run_id == REST:
                return [told(last)] if last else []
            mine = {one.change_id for one in await rows.changes(run_id=before_run)} if before_run else set()
            of_run = [one for one in await rows.changes(run_id=last.run_id) if one.undoes is None]
            return [told(one) for one in of_run if one.undone_by is None or one.undone_by in mine]


async def _undoable(rows: Reader, change_id: str) -> StoredChange:
    target = await rows.change(change_id)
    if target is None:
        raise NotFound("There is no such change.")
    if not target.undoable:
        raise BadInput(f"“{target.summary}” cannot be undone.")
    if target.undone_by:
        raise Conflict(f"“{target.summary}” is undone already.")
    return target


async def _still_so(rows: Reader, effects: Sequence[Effect]) -> None:
    """Raises Conflict where a row was written since, or where what comes back no longer fits."""
    found = await rows.get([effect.row for effect in effects])
    if any(found.get(effect.row) != effect.before for effect in effects):
        raise Conflict("That has changed since, so it was left as it is.")
    for effect in effects:
        if effect.kind == "list" and effect.after:
            await refuse_name(rows, effect.after["name"], effect.key)


async def _marks(rows: Reader, target: StoredChange, undo_id: str) -> dict[str, str | None]:
    """Who undoes whom after this undo: the target is undone, so what the target undid stands again, and so on down."""
    marks: dict[str, str | None] = {target.change_id: undo_id}
    undoer, stands = target, True
    while undoer.undoes and (below := await rows.change(undoer.undoes)):
        marks[below.change_id] = None if stands else undoer.change_id
        undoer, stands = below, not stands
    return marks
