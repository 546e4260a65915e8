"""Plain JSON routes, one file a resource; what they promise is the contract's table of paths."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter

from api.rest import changes, diary, guest, health, lists, me, preferences, ratings, recommendations, titles


def routers() -> Sequence[APIRouter]:
    """Every router of this folder that needs nothing but `Doors`."""
    return [one.router for one in (health, guest, titles, diary, ratings, lists, recommendations, changes, preferences, me)]
