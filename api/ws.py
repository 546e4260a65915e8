"""`GET /v1/ws`: frames in, AG-UI events out, as design/protocol.md promises."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import structlog
from ag_ui.core import CustomEvent
from fastapi import APIRouter, WebSocket
from starlette.websockets import WebSocketDisconnect, WebSocketState

from agent.conversations import ThreadBusy
from agent.live import Stopping
from agent.turns import RunExpired, Turns
from api.access import Doors
from api.frames import MOST_FRAME_BYTES, AttachFrame, CancelFrame, FrameError, Start, read_frame
from errors import BadInput, NotFound, TooMany, Unauthenticated

LOG = structlog.get_logger()
SUBPROTOCOL = "rafilm.v1"
BEARER = "bearer."
CLOSING_SECONDS = 30  # for a stalled reader to take its close code; after that, uvicorn's ping lets it go

TOO_BIG, FAILED, RESTARTING, UNAUTHENTICATED, TOO_SLOW, TOO_MANY = 1009, 1011, 1012, 4401, 4408, 4429

router = APIRouter()


@router.websocket("/v1/ws")
async def websocket_door(websocket: WebSocket) -> None:
    """One client. A refusal is accepted first, since a browser sees close codes only of an open socket."""
    wired: Doors = websocket.app.state.doors
    token = _token(websocket)
    offered = websocket.scope.get("subprotocols", [])
    await websocket.accept(subprotocol=SUBPROTOCOL if SUBPROTOCOL in offered else None)
    client = Client(websocket, wired, token)
    try:
        user_id = await client.user()
        with wired.limits.connections.hold(user_id):
            await client.serve()
    except Exception as error:
        await client.fail(error)


class Client:
    """One open socket: reads frames, and forwards the runs it follows, each in a task of its own."""

    def __init__(self, websocket: WebSocket, wired: Doors, token: str | None) -> None:
        self._websocket, self._doors, self._token = websocket, wired, token
        self._turns: Turns = websocket.app.state.talk.turns
        self._key = f"socket {uuid4()}"
        self._sending = asyncio.Lock()
        self._forwarding: set[asyncio.Task[None]] = set()

    async def user(self) -> str:
        """Whose socket this is; asked again at each frame, since a token may run out. Raises Unauthenticated."""
        if self._token is None:
            raise Unauthenticated("Sign in first: send a token with the handshake.")
        return await self._doors.authenticator.user_of(self._token)

    async def serve(self) -> None:
        """Until the client goes, or is closed. Raises what `fail` knows."""
        try:
            while (frame := await self._receive()) is not None:
                self._doors.limits.frames.check(self._key, "frames")
                try:
                    await self._take(await self.user(), frame)
                except FrameError as error:
                    await self._say_error(error)
        finally:
            self._doors.limits.frames.drop(self._key)
            for task in self._forwarding:
                task.cancel()
            await asyncio.gather(*self._forwarding, return_exceptions=True)

    async def fail(self, error: Exception) -> None:
        """Closes with the code for `error`, unless the client is gone already: then sending fails, and nobody is there to be told."""
        if isinstance(error, WebSocketDisconnect) or self._websocket.application_state is not WebSocketState.CONNECTED:
            return
        match error:
            case TooMany():
                await self.close(TOO_MANY, error.message)
            case Unauthenticated():
                await self.close(UNAUTHENTICATED, error.message)
            case TimeoutError():
                await self.close(TOO_SLOW, "Too slow: attach again.")
            case Stopping():
                await self.close(RESTARTING, "Restarting: attach again.")
            case _:
                LOG.error("socket failed", exc_info=error)
                await self.close(FAILED, "Something went wrong on our side: attach again.")

    async def close(self, code: int, reason: str = "") -> None:
        """Closes with a code; a client too slow even for that is let go."""
        if self._websocket.application_state is WebSocketState.CONNECTED:
            try:
                async with asyncio.timeout(CLOSING_SECONDS):
                    await self._websocket.close(code, reason[:100])
            except (TimeoutError, RuntimeError, WebSocketDisconnect):
                LOG.info("socket gone before it could be closed", code=code)

    # -- frames in -----------------------------------------------------------------------------
    async def _receive(self) -> str | None:
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        text: str | None = message.get("text")
        if text is None:
            text = "binary"  # a frame of bytes is no JSON text, and gets that answer
        if len(text.encode()) > MOST_FRAME_BYTES:
            await self.close(TOO_BIG, "A frame may have 32 KiB.")
            return None
        return text

    async def _take(self, user_id: str, text: str) -> None:
        frame = read_frame(text)
        try:
            match frame:
                case Start():
                    await self._turns.start(user_id, frame.thread_id, frame.run_id, frame.asked)
                    self._forward(user_id, frame.thread_id, frame.run_id, 0)
                case AttachFrame():
                    self._forward(user_id, frame.thread_id, frame.run_id, frame.after_seq)
                case CancelFrame():
                    await self._turns.cancel(user_id, frame.thread_id, frame.run_id)
        except (NotFound, BadInput, ThreadBusy) as error:
            raise _frame_error(error, frame.run_id) from None

    # -- events out ----------------------------------------------------------------------------
    def _forward(self, user_id: str, thread_id: str, run_id: str, after: int) -> None:
        task = asyncio.create_task(self._follow(user_id, thread_id, run_id, after))
        self._forwarding.add(task)
        task.add_done_callback(self._forwarding.discard)

    async def _follow(self, user_id: str, thread_id: str, run_id: str, after: int) -> None:
        try:
            try:
                async for event in self._turns.follow(user_id, thread_id, run_id, after):
                    await self._send(event)
            except (NotFound, RunExpired) as error:
                await self._say_error(_frame_error(error, run_id))
        except Exception as error:
            await self.fail(error)

    async def _say_error(self, error: FrameError) -> None:
        value: dict[str, Any] = {"code": error.code, "message": error.message}
        if error.run_id:
            value["runId"] = error.run_id
        await self._send(CustomEvent(name="rafilm.frame_error", value=value).model_dump_json(by_alias=True))

    async def _send(self, text: str) -> None:
        """Raises TimeoutError for a reader that stalls."""
        async with self._sending, asyncio.timeout(self._doors.settings.send_seconds):
            await self._websocket.send_text(text)


def _frame_error(error: Exception, run_id: str) -> FrameError:
    match error:
        case ThreadBusy():
            return FrameError("thread_busy", "I am still answering in this conversation. Wait for it, or stop it.", run_id)
        case RunExpired():
            return FrameError("run_expired", "This run's events are no longer kept. Read the conversation instead.", run_id)
        case NotFound():
            return FrameError("not_found", error.message, run_id)
        case _:
            return FrameError("bad_frame", str(error), run_id)


def _token(websocket: WebSocket) -> str | None:
    scheme, _, token = websocket.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip()
    offered: list[str] = websocket.scope.get("subprotocols", [])
    return next((one.removeprefix(BEARER) for one in offered if one.startswith(BEARER)), None)
