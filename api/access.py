"""What a route may ask of the request: the wired service, and whose request it is."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import HTTPConnection

from api.auth import Authenticator, GuestTokens
from api.identities import Identities
from api.limits import Limits
from api.metrics import Metrics
from api.request_keys import RequestKeys
from errors import Unauthenticated
from settings import Settings
from tools.deps import Rooms

ReadyCheck = Callable[[], Awaitable[str]]  # says how a dependency is; raises when it is not ready
Eraser = Callable[[str], Awaitable[None]]  # removes all that is kept of a user id

BEARER = HTTPBearer(auto_error=False, description="A guest token (`POST /v1/guest`) or an access token.")


@dataclass(frozen=True)
class Doors:
    """The wired service, at `app.state.doors`. `guests` is None where guests may not come in."""

    settings: Settings
    rooms: Rooms
    authenticator: Authenticator
    guests: GuestTokens | None
    identities: Identities
    limits: Limits
    keys: RequestKeys
    metrics: Metrics
    ready: Mapping[str, ReadyCheck] = field(default_factory=dict)
    erasers: Sequence[Eraser] = ()


async def doors(connection: HTTPConnection) -> Doors:
    """What the lifespan wired. Awaited: FastAPI would send a plain function to a thread, at every request."""
    wired: Doors = connection.app.state.doors
    return wired


TheDoors = Annotated[Doors, Depends(doors)]
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]


def address_of(connection: HTTPConnection) -> str:
    """The client's address as a budget's key: an IPv6 host counts by its /64, which one customer owns whole."""
    host = connection.client.host if connection.client else "local"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else host


async def user_id(bearer: Bearer, doors: TheDoors) -> str:
    """The user of the token in `Authorization: Bearer`, and of nothing else. Raises Unauthenticated, RateLimited."""
    if bearer is None:
        raise Unauthenticated("Sign in first: send `Authorization: Bearer TOKEN`.")
    user = await doors.authenticator.user_of(bearer.credentials)
    doors.limits.requests.check(f"user {user}")
    return user


async def user_or_none(connection: HTTPConnection, bearer: Bearer, doors: TheDoors) -> str | None:
    """The user where a token came, None where none did; a bad token is refused all the same."""
    if "authorization" in connection.headers:
        return await user_id(bearer, doors)
    doors.limits.requests.check(f"address {address_of(connection)}")
    return None


User = Annotated[str, Depends(user_id)]
UserOrNone = Annotated[str | None, Depends(user_or_none)]
