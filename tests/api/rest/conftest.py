"""The REST doors over real rooms: the shipped catalogue, a library in SQLite, the embedded recommender."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from api import problems
from api.access import Doors
from api.auth import Authenticator, GuestTokens
from api.body_limit import BodyLimit
from api.database import open_database
from api.identities import Identities
from api.limits import make_limits
from api.metrics import MeasureRequests, Metrics
from api.request_keys import RequestKeys
from api.rest import routers
from catalog.embedded import EmbeddedCatalog
from catalog.seed import load_titles
from domain import Title
from library import open_library
from recommender.embedded import EmbeddedRecommender
from settings import Settings
from tests.api.hand_clock import HandClock
from tests.api.rest.plots import WordIndex
from tools import Rooms

SignIn = Callable[[], Awaitable[httpx.AsyncClient]]
Json = dict[str, Any]


@dataclass(frozen=True)
class StandingRooms:
    """What no test changes, made once."""

    catalog: EmbeddedCatalog
    index: WordIndex
    recommender: EmbeddedRecommender


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    async with open_database(tmp_path / "doors.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def standing() -> StandingRooms:
    titles: tuple[Title, ...] = load_titles()
    index = WordIndex(titles)
    return StandingRooms(EmbeddedCatalog(titles), index, EmbeddedRecommender({one.title_id: one for one in titles}, index.vectors))


@pytest.fixture
async def wired(standing: StandingRooms, tmp_path: Path, clock: HandClock, engine: AsyncEngine) -> AsyncIterator[Doors]:
    identities, guests = Identities(engine, clock), GuestTokens(b"k" * 64, clock, timedelta(days=30))
    async with open_library(tmp_path / "library.db", clock) as library:
        yield Doors(
            settings=Settings(home=tmp_path),
            rooms=Rooms(standing.catalog, library, standing.recommender, standing.index, clock),
            authenticator=Authenticator(guests, identities),
            guests=guests,
            identities=identities,
            limits=make_limits(guests_per_minute=5, frames_per_minute=10, connections_per_user=2, clock=clock.seconds),
            keys=RequestKeys(engine),
            metrics=Metrics(),
        )


def create_test_app(doors: Doors) -> FastAPI:
    """The routers as the service mounts them, over `doors`."""
    app = FastAPI()
    app.add_middleware(BodyLimit)
    app.add_middleware(MeasureRequests)
    problems.install(app)
    for router in routers():
        app.include_router(router)
    app.state.doors = doors
    return app


@pytest.fixture
def app(wired: Doors) -> FastAPI:
    return create_test_app(wired)


@pytest.fixture
async def open_door(app: FastAPI) -> AsyncIterator[Callable[..., Awaitable[httpx.AsyncClient]]]:
    """A client of `app`, or of a service changed from it: `open_door(guests=None)`."""
    async with AsyncExitStack() as stack:

        async def door(**changes: Any) -> httpx.AsyncClient:
            served = create_test_app(replace(app.state.doors, **changes)) if changes else app
            transport = httpx.ASGITransport(app=served, raise_app_exceptions=False)
            return await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://rafilm.test"))

        yield door


@pytest.fixture
async def anyone(open_door: Callable[..., Awaitable[httpx.AsyncClient]]) -> httpx.AsyncClient:
    """Who has no token."""
    return await open_door()


@pytest.fixture
async def sign_in(open_door: Callable[..., Awaitable[httpx.AsyncClient]]) -> SignIn:
    async def signed_in() -> httpx.AsyncClient:
        client = await open_door()
        guest = (await client.post("/v1/guest")).json()
        client.headers["Authorization"] = f"Bearer {guest['token']}"
        return client

    return signed_in


@pytest.fixture
async def me(sign_in: SignIn) -> httpx.AsyncClient:
    return await sign_in()


@pytest.fixture
async def stranger(sign_in: SignIn) -> httpx.AsyncClient:
    return await sign_in()
