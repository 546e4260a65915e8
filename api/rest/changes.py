"""`/v1/me/changes`: the journal of every write, whichever door made it, and its undo."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.access import TheDoors, User
from api.rest.pages import Cursor, Limit
from api.rest.writing import Write
from domain import Change, Page

router = APIRouter(prefix="/v1/me/changes", tags=["changes"])


@router.get("")
async def read(
    doors: TheDoors,
    user: User,
    run_id: Annotated[str | None, Query(alias="runId", max_length=255)] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Page[Change]:
    """Changes, newest first; undone ones stay, marked."""
    return await doors.rooms.library.changes(user, run_id=run_id, limit=limit, cursor=cursor)


@router.post("/{changeId}/undo")
async def undo(doors: TheDoors, write: Write, change_id: Annotated[str, Path(alias="changeId", max_length=64)]) -> Change:
    """Undoes a change and answers it. The undo is a change too, named by `Rafilm-Change-Id`.

    Conflict where what it wrote has been written again since, or it is undone already.
    """
    return write.told(await doors.rooms.library.undo(await write.origin(), change_id))
