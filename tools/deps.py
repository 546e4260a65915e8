"""What tools are given: the rooms, and whose turn it is. It reaches them by `ToolRuntime[Deps]`, never as arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from catalog import Catalog
from domain import Origin
from library import Library
from recommender import Recommender
from vectorstore import PlotIndex

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Rooms:
    """The services every turn shares, wired once."""

    catalog: Catalog
    library: Library
    recommender: Recommender
    index: PlotIndex
    clock: Clock


@dataclass(frozen=True)
class Deps:
    """One turn's view: the rooms and the person. The user comes from the token alone."""

    rooms: Rooms
    user_id: str
    thread_id: str
    run_id: str
    timezone: ZoneInfo
    locale: str = "en"
    region: str | None = None

    @property
    def today(self) -> date:
        """The user's own calendar day."""
        return self.rooms.clock().astimezone(self.timezone).date()

    def origin(self, tool_call_id: str) -> Origin:
        """The key under which a write of this turn happens once."""
        return Origin(user_id=self.user_id, run_id=self.run_id, call_id=tool_call_id)
