"""The person's own calendar day, which the server can only know when told.

With `Rafilm-Timezone: Europe/Berlin` (an IANA name) both today and the latest day that is not in the
future are that zone's. Without it today is UTC's, and a day counts as future only when it has begun
nowhere on Earth: when it is after today at UTC+14.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta, timezone
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Header

from api.access import TheDoors
from errors import BadInput

EARLIEST_ZONE = timezone(timedelta(hours=14))


@dataclass(frozen=True)
class Days:
    """`today` dates a watch that names no day; a day after `latest` is in the future."""

    today: date
    latest: date


def days(
    doors: TheDoors,
    rafilm_timezone: Annotated[str | None, Header(max_length=64, description="IANA time zone whose day is today.")] = None,
) -> Days:
    """The days of this request. Raises BadInput for a zone that does not exist."""
    now = doors.rooms.clock()
    if rafilm_timezone is None:
        return Days(now.date(), now.astimezone(EARLIEST_ZONE).date())
    today = now.astimezone(_zone(rafilm_timezone)).date()
    return Days(today, today)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, not a name, a folder of names
        raise BadInput("Rafilm-Timezone must be an IANA name such as Europe/Berlin.") from None


TheDays = Annotated[Days, Depends(days)]
