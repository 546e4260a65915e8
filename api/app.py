"""The wiring: settings in, the service out. The only place that sees every room."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import FastAPI
from langchain_core.language_models import BaseChatModel

from agent.checkpoints import open_checkpoints
from agent.conversations import open_conversations
from agent.embedded.yes_no import understand_yes_no
from agent.graph import build_agent
from agent.models import ModelMaker, make_model
from agent.threads import Threads
from agent.turns import Turns
from api import page, problems, ws
from api.access import Doors, ReadyCheck
from api.auth import Authenticator, GuestTokens, load_or_make_key
from api.body_limit import BodyLimit
from api.database import open_database
from api.identities import Identities
from api.limits import make_limits
from api.logs import configure_logs
from api.metrics import MeasureRequests, Metrics
from api.request_keys import RequestKeys
from api.rest import routers, threads
from api.talk import Talk
from catalog.embedded import EmbeddedCatalog
from catalog.seed import load_also_known, load_titles
from domain import Title, TitleFilter
from errors import CannotOpen
from library import open_library
from recommender.embedded import EmbeddedRecommender
from settings import Settings
from tools import Rooms
from vectorstore import Embedder
from vectorstore.plot_index import ChromaPlotIndex

Clock = Callable[[], datetime]
OnEmbedding = Callable[[int, int], None]


def utc_now() -> datetime:
    """The clock of a real service."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Service:
    """All that is wired, as the doors find it at `app.state`."""

    doors: Doors
    talk: Talk


def create_app(
    settings: Settings, *, clock: Clock = utc_now, on_embedding: OnEmbedding | None = None, model: ModelMaker | None = None
) -> FastAPI:
    """The ASGI application. Its lifespan wires the rooms; a start that fails leaves why at `app.state.failure`.

    `on_embedding(done, total)` is told of the first index build; `model` makes another chat model than the settings name.
    """
    configure_logs(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            try:
                service = await stack.enter_async_context(open_service(settings, clock, on_embedding, model))
            except Exception as error:
                app.state.failure = error
                raise
            app.state.doors, app.state.talk = service.doors, service.talk
            yield

    app = FastAPI(title="Rafilm", version="0.1.0", lifespan=lifespan)
    app.state.failure = None
    app.add_middleware(BodyLimit)
    app.add_middleware(MeasureRequests)
    problems.install(app)
    for router in (*routers(), threads.router, ws.router):
        app.include_router(router)
    page.add_page(app)
    return app


@asynccontextmanager
async def open_service(
    settings: Settings, clock: Clock = utc_now, on_embedding: OnEmbedding | None = None, model: ModelMaker | None = None
) -> AsyncIterator[Service]:
    """Every room opened, wired, and at the end closed again in the opposite order. Raises CannotOpen."""
    home = settings.home
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotOpen(f"RAFILM_HOME={home} cannot be made: {error.strerror}.") from None
    async with AsyncExitStack() as stack:
        titles = load_titles()
        embedder = make_embedder(settings)
        index = await _index(settings, embedder, titles, on_embedding)
        stack.callback(index.close)
        rooms = Rooms(
            catalog=EmbeddedCatalog(titles, load_also_known()),
            library=await stack.enter_async_context(open_library(home / "library.db", clock)),
            recommender=EmbeddedRecommender({title.title_id: title for title in titles}, index.vectors),
            index=index,
            clock=clock,
        )
        make = model or make_model(settings.model)
        talk = await _talk(settings, rooms, make(titles, embedder.embed, clock), stack)
        yield Service(await _doors(settings, rooms, talk, stack), talk)


async def build_index(settings: Settings, on_embedding: OnEmbedding | None = None) -> None:
    """Brings the vector index over the embedded catalogue up to date."""
    (await _index(settings, make_embedder(settings), load_titles(), on_embedding)).close()


async def _index(settings: Settings, embedder: Embedder, titles: tuple[Title, ...], on_embedding: OnEmbedding | None) -> ChromaPlotIndex:
    index = ChromaPlotIndex(settings.home / "chroma", embedder)
    await asyncio.to_thread(index.sync, titles, on_embedding)
    return index


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that `RAFILM_EMBEDDER` names. Raises CannotOpen."""
    kind, _, name = settings.embedder.partition(":")
    if kind == "onnx":
        from vectorstore.onnx_embedder import OnnxEmbedder

        return OnnxEmbedder()
    if kind == "sentence-transformers" and name:
        from vectorstore.sentence_transformers_embedder import SentenceTransformersEmbedder

        return SentenceTransformersEmbedder(name)
    raise CannotOpen(f"RAFILM_EMBEDDER={settings.embedder!r} is not known: use onnx, or sentence-transformers:NAME_OR_PATH.")


async def _talk(settings: Settings, rooms: Rooms, model: BaseChatModel, stack: AsyncExitStack) -> Talk:
    saver = await stack.enter_async_context(open_checkpoints(settings.home / "memory.db"))
    conversations = await stack.enter_async_context(open_conversations(settings.home / "conversations.db"))
    graph, confirm_for = build_agent(model, saver), timedelta(minutes=settings.confirm_minutes)
    turns = Turns(
        graph,
        conversations,
        rooms,
        yes_or_no=understand_yes_no,
        confirm_for=confirm_for,
        keep_for=timedelta(minutes=settings.run_keep_minutes),
        turn_seconds=settings.turn_seconds,
    )
    await turns.open()
    stack.push_async_callback(turns.close)
    return Talk(turns, Threads(graph, conversations, turns, rooms, confirm_for))


async def _doors(settings: Settings, rooms: Rooms, talk: Talk, stack: AsyncExitStack) -> Doors:
    database = await stack.enter_async_context(open_database(settings.home / "doors.db"))
    try:
        key = await asyncio.to_thread(load_or_make_key, settings.home / "signing.key")
    except (OSError, ValueError) as error:
        raise CannotOpen(str(error)) from None
    guests = GuestTokens(key, rooms.clock, timedelta(days=settings.guest_days))
    identities = Identities(database, rooms.clock)
    return Doors(
        settings=settings,
        rooms=rooms,
        authenticator=Authenticator(guests, identities),
        guests=guests,
        identities=identities,
        limits=make_limits(
            guests_per_minute=settings.guests_per_minute,
            frames_per_minute=settings.frames_per_minute,
            connections_per_user=settings.connections_per_user,
        ),
        keys=RequestKeys(database),
        metrics=Metrics(),
        ready=_checks(settings, rooms),
        erasers=(talk.threads.delete_all,),
    )


def _checks(settings: Settings, rooms: Rooms) -> dict[str, ReadyCheck]:
    async def model() -> str:
        return settings.model

    async def catalogue() -> str:
        found = await rooms.catalog.discover(TitleFilter(), limit=1)
        return "embedded" if found.items else "empty"

    async def library() -> str:
        await rooms.library.lists("nobody", limit=1)
        return "sqlite"

    async def vectors() -> str:
        near = await rooms.index.similar(text="a film", limit=1)
        return "chroma" if near else "empty"

    return {"model": model, "catalogue": catalogue, "library": library, "vectors": vectors}
