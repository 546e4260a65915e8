"""A double of the service for the page's tests: the wire contract over scripted conversations, all in memory."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from . import scripts
from .double_rest import router
from .scripts import Life, Step

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

    async def wait_beyond(self, seq: int) -> None:
        """Returns once there are events after `seq`, or never will be."""
        async with self.news:
            await self.news.wait_for(lambda: len(self.events) > seq or self.over)

    async def emit(self, body: dict[str, Any]) -> None:
        async with self.news:
            self.events.append({**body, "metadata": {"seq": len(self.events) + 1, "runId": self.run_id}})
            self.news.notify_all()

    @property
    def questions(self) -> list[dict[str, Any]]:
        """What waits for a yes."""
        outcome = self.events[-1].get("outcome", {}) if self.events else {}
        questions: list[dict[str, Any]] = outcome.get("interrupts", [])
        return questions

    def messages(self) -> list[dict[str, Any]]:
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

    def background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

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
            await run.wait_beyond(sent)
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


async def index() -> FileResponse:
    """The page itself."""
    return FileResponse(STATIC / "index.html")


async def door(socket: WebSocket) -> None:
    """The WebSocket's life: token checked after it opens, as the contract says."""
    service: Service = socket.app.state.service
    if service.refuse_all:
        return
    await socket.accept(subprotocol="rafilm.v1")
    token = socket.scope["subprotocols"][1].removeprefix("bearer.")
    if token not in service.tokens:
        await socket.close(4401)
        return
    service.sockets.append(socket)
    try:
        while True:
            await service.frame(socket, service.lives[token], json.loads(await socket.receive_text()))
    except (WebSocketDisconnect, RuntimeError):
        service.sockets.remove(socket)


async def strict(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Answers under a content security policy that allows nothing inline."""
    response = await call_next(request)
    response.headers["Content-Security-Policy"] = CSP
    return response


def create_double(service: Service) -> FastAPI:
    """The app that serves the page and the double's part of the contract."""
    app = FastAPI()
    app.state.service = service
    app.middleware("http")(strict)
    app.get("/")(index)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.post("/v1/guest")(service.guest)
    app.add_api_websocket_route("/v1/ws", door)
    app.include_router(router)
    return app
