"""Titles as REST shows them: the same cards as in a conversation, with the reader's own marks where signed in."""

from __future__ import annotations

from collections.abc import Sequence

from api.access import Doors
from domain import Marks, TitleCard
from tools.results import Shown, card


async def cards(doors: Doors, user: str | None, shown: Sequence[Shown]) -> list[TitleCard]:
    """One card for each of `shown`, in order."""
    marks = await doors.rooms.library.marks(user, [one.title.title_id for one in shown]) if user else {}
    return [card(one, marks.get(one.title.title_id, Marks())) for one in shown]
