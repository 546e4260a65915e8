"""`DELETE /v1/me`: all of one's data, gone."""

from __future__ import annotations

from fastapi import APIRouter, status

from api.access import TheDoors, User

router = APIRouter(prefix="/v1/me", tags=["me"])


@router.delete("", status_code=status.HTTP_204_NO_CONTENT)
async def delete_everything(doors: TheDoors, user: User) -> None:
    """Removes diary, ratings, lists, preferences, journal and conversations. It cannot be undone; a repeat is harmless.

    The sign-in itself stays valid and finds nothing: its row says only which random user id it has, so
    that a conversation still open elsewhere cannot go on under an id that nobody could reach again.
    """
    for erase in doors.erasers:
        await erase(user)
    await doors.rooms.library.delete_everything(user)
    await doors.keys.forget(user)
