"""A double of the service for the page's tests: the wire contract over scripted conversations, all in memory."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Header, HTTPException, Request, WebSocket, WebSocketDisconnect
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from . import scripts
from .scripts import FILMS, Life, Step

STATIC = Path(__file__).parents[2] / "api" / "web" / "static"
CSP = "default-src 'self'; img-src 'self' https://image.tmdb.org; connect-src 'self'; style-src 'self'; script-src 'self'"


@dataclass
class Run:
    """One turn and the log of its events."""

    thread_id: str
    run_id: str
    prompt: str
    events: list[dict[str, Any]] = field(default_factory=list)
    cancelled: bool = False
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def over(self) -> bool:
        return bool(self.events) and self.events[-1]["type"] in ("RUN_FINISHED", "RUN_ERROR")

    async def emit(self, body: dict[str, Any]) -> None:
        async with self.news:
            self.events.append({**body, "metadata": {"seq": len(self.events) + 1, "runId": self.run_id}})
            self.news.notify_all()

    def message(self) -> list[dict[str, Any]]:
        """What history keeps of the turn."""
        text = "".join(e["delta"] for e in self.events if e["type"] == "TEXT_MESSAGE_CONTENT")
        kept = [{k: e[k] for k in ("messageId", "activityType", "content")} for e in self.events if e["type"] == "ACTIVITY_SNAPSHOT"]
        common = {"runId": self.run_id, "createdAt": "2026-11-21T12:00:00Z"}
        asked = [{"id": f"u-{self.run_id}", "role": "user", "content": self.prompt, **common}] if self.prompt else []
        return [*asked, {"id": f"a-{self.run_id}", "role": "assistant", "content": text, "activities": kept, **common}]


class Service:
    """Runs, lives and sockets; tests read and steer it from their own thread."""

    def __init__(self) -> None:
        self.runs: dict[str, Run] = {}
        self.lives: dict[str, Life] = {}
        self.frames: list[dict[str, Any]] = []
        self.sockets: list[WebSocket] = []
        self.tokens: set[str] = set()
        self.tasks: set[asyncio.Task[None]] = set()
        self.cut_after: int | None = None  # close a reading socket with 1012, once, after this many events
        self.refuse_all = False  # sockets are turned away while true

    def guest(self) -> dict[str, str]:
        token = f"guest-{len(self.lives) + 1}"
        self.tokens.add(token)
        self.lives[token] = Life()
        return {"token": token, "userId": token, "expiresAt": "2100-01-01T00:00:00Z"}

    def life(self, token: str) -> Life:
        if token not in self.tokens:
            raise HTTPException(401, "Sign in again.")
        return self.lives[token]

    def background(self, work: Any) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    async def turn(self, run: Run, steps: Iterator[Step]) -> None:
        await run.emit({"type": "RUN_STARTED", "threadId": run.thread_id, "runId": run.run_id})
        outcome: dict[str, Any] = {"type": "success"}
        for step in steps:
            if run.cancelled:
                outcome = {"type": "cancelled"}
                break
            if isinstance(step, float):
                await asyncio.sleep(step)
            elif "interrupt" in step:
                outcome = {"type": "interrupt", "interrupts": [step["interrupt"]]}
            else:
                await run.emit(step)
        if not run.over:
            await run.emit({"type": "RUN_FINISHED", "threadId": run.thread_id, "runId": run.run_id, "outcome": outcome})

    async def read(self, socket: WebSocket, run: Run, after: int) -> None:
        sent = after
        while True:
            async with run.news:
                await run.news.wait_for(lambda: len(run.events) > sent or run.over)
            if self.cut_after is not None and sent >= self.cut_after:
                self.cut_after = None
                await socket.close(1012)
                return
            if sent == len(run.events):
                return
            await socket.send_text(json.dumps(run.events[sent]))
            sent += 1

    async def frame(self, socket: WebSocket, life: Life, frame: dict[str, Any]) -> None:
        self.frames.append(frame)
        if frame["type"] == "RUN":
            body = frame["input"]
            run = self.runs.get(body["runId"])
            if run is None:
                prompt = body["messages"][-1]["content"] if body["messages"] else ""
                run = self.runs[body["runId"]] = Run(body["threadId"], body["runId"], prompt)
                resume = body.get("resume")
                steps = scripts.resumed(resume[0]["payload"]["approved"], life) if resume else scripts.play(prompt, life)
                self.background(self.turn(run, steps))
            self.background(self.read(socket, run, 0))
            return
        run = self.runs.get(frame["runId"])
        if run is None:
            value = {"code": "not_found", "message": "There is no such run."}
            await socket.send_text(json.dumps({"type": "CUSTOM", "name": "rafilm.frame_error", "value": value}))
        elif frame["type"] == "CANCEL":
            run.cancelled = True
        else:
            self.background(self.read(socket, run, frame["afterSeq"]))


def page(items: list[Any]) -> dict[str, Any]:
    return {"items": items, "nextCursor": None}


def create_double(service: Service) -> FastAPI:
    """The app that serves the page and the double's part of the contract."""
    app = FastAPI()

    def mine(authorization: str) -> Life:
        return service.life(authorization.removeprefix("Bearer "))

    @app.middleware("http")
    async def strict(request: Request, call_next: Any) -> Any:
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = CSP
        return response

    @app.get("/")
    async def index() -> FileResponse:
        return FileResponse(STATIC / "index.html")

    app.mount("/static", StaticFiles(directory=STATIC))
    app.post("/v1/guest")(service.guest)

    @app.websocket("/v1/ws")
    async def door(socket: WebSocket) -> None:
        if service.refuse_all:
            return
        await socket.accept(subprotocol="rafilm.v1")
        token = socket.scope["subprotocols"][1].removeprefix("bearer.")
        if token not in service.tokens:
            return await socket.close(4401)
        service.sockets.append(socket)
        try:
            while True:
                await service.frame(socket, service.lives[token], json.loads(await socket.receive_text()))
        except (WebSocketDisconnect, RuntimeError):
            service.sockets.remove(socket)

    @app.get("/v1/threads/{thread_id}/messages")
    async def messages(thread_id: str, authorization: str = Header()) -> dict[str, Any]:
        mine(authorization)
        runs = [run for run in service.runs.values() if run.thread_id == thread_id]
        if not runs:
            raise HTTPException(404, "There is no such conversation.")
        return page([message for run in runs for message in run.message()])

    @app.get("/v1/me/lists/watchlist")
    async def watchlist(authorization: str = Header()) -> dict[str, Any]:
        return page([scripts.ref(title_id) for title_id in mine(authorization).watchlist])

    @app.api_route("/v1/me/lists/watchlist/items/{title_id}", methods=["PUT", "DELETE"])
    async def on_list(title_id: str, request: Request, authorization: str = Header(), idempotency_key: str = Header()) -> dict[str, Any]:
        life = mine(authorization)
        rest = [other for other in life.watchlist if other != title_id]
        new, how = ([title_id, *rest], "Added {} to") if request.method == "PUT" else (rest, "Removed {} from")
        return life.write("list", how.format(FILMS[title_id][0]) + " your watchlist", [title_id], watchlist=new)

    @app.get("/v1/me/diary")
    async def diary(authorization: str = Header()) -> dict[str, Any]:
        return page(mine(authorization).diary)

    @app.post("/v1/me/diary")
    async def log(body: dict[str, Any], authorization: str = Header(), idempotency_key: str = Header()) -> dict[str, Any]:
        return mine(authorization).log(body["titleId"], body["watchedOn"])

    @app.get("/v1/me/ratings")
    async def ratings(authorization: str = Header()) -> dict[str, Any]:
        return page([{**scripts.ref(title_id), "rating": rating} for title_id, rating in mine(authorization).ratings.items()])

    @app.put("/v1/me/ratings/{title_id}")
    async def rate(title_id: str, body: dict[str, int], authorization: str = Header(), idempotency_key: str = Header()) -> dict[str, Any]:
        life = mine(authorization)
        new = {**life.ratings, title_id: body["rating"]}
        return life.write("rating", f"Rated {FILMS[title_id][0]} {body['rating']}", [title_id], ratings=new)

    @app.get("/v1/me/changes")
    async def changes(authorization: str = Header()) -> dict[str, Any]:
        return page(mine(authorization).changes)

    @app.post("/v1/me/changes/{change_id}/undo")
    async def undo(change_id: str, authorization: str = Header(), idempotency_key: str = Header()) -> dict[str, Any]:
        mine(authorization).undo(change_id)
        return {}

    return app
