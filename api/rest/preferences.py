"""`/v1/me/preferences`: what the agent remembers of a person's taste, theirs to read and to edit."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import ConfigDict, Field

from api.access import TheDoors, User
from api.rest.bodies import Body
from api.rest.writing import Write
from domain import Frozen, Preference

router = APIRouter(prefix="/v1/me/preferences", tags=["preferences"])


class Preferences(Frozen):
    """All that is remembered, oldest first."""

    items: tuple[Preference, ...]


class OnePreference(Preference):
    """`Preference` with no field that is not ours."""

    model_config = ConfigDict(extra="forbid")


class NewPreferences(Body):
    """What shall be remembered from now on, and nothing else."""

    items: Annotated[tuple[OnePreference, ...], Field(max_length=200)]


@router.get("")
async def read(doors: TheDoors, user: User) -> Preferences:
    """All that is remembered."""
    return Preferences(items=tuple(await doors.rooms.library.preferences(user)))


@router.put("")
async def replace(doors: TheDoors, write: Write, body: NewPreferences) -> Preferences:
    """Replaces all that is remembered, as one change."""
    return Preferences(items=write.told(await doors.rooms.library.set_preferences(await write.origin(), body.items)))
