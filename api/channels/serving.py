"""Running the service in this process: uvicorn over the ASGI application."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from types import TracebackType

import uvicorn
from fastapi import FastAPI
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from api.frames import MOST_FRAME_BYTES
from errors import CannotOpen

GRACE_SECONDS = 5  # for open requests when the service is told to stop


class EmbeddingBar:
    """A progress bar for the one slow thing of a first start: embedding the plots."""

    def __init__(self, console: Console) -> None:
        self._bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True)
        self._task = self._bar.add_task("Reading the plots of all films, once", total=None)

    def show(self, done: int, total: int) -> None:
        """So many plots of so many are embedded."""
        self._bar.start()
        self._bar.update(self._task, completed=done, total=total)
        if done >= total:
            self._stop()

    def __enter__(self) -> EmbeddingBar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._bar.live.is_started:  # else it would print an empty line
            self._bar.stop()


@asynccontextmanager
async def running(app: FastAPI, host: str, port: int) -> AsyncIterator[tuple[str, asyncio.Task[None]]]:
    """The open service: its address, and the task that ends when it was told to stop. Raises CannotOpen."""
    listener = _listen(host, port)
    server = uvicorn.Server(
        # our own log speaks for the service; uvicorn's would tell a failed start as a trace
        uvicorn.Config(app, ws_max_size=MOST_FRAME_BYTES, log_level="critical", timeout_graceful_shutdown=GRACE_SECONDS)
    )
    serving = asyncio.create_task(_serve(server, listener))
    try:
        while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.02)
        if serving.done():
            await serving
            raise app.state.failure or CannotOpen("The service did not start.")
        port = listener.getsockname()[1]
        yield f"http://{f'[{host}]' if ':' in host else host}:{port}", serving
    finally:
        server.should_exit = True
        await asyncio.gather(serving, return_exceptions=True)
        listener.close()


async def _serve(server: uvicorn.Server, listener: socket.socket) -> None:
    with suppress(SystemExit):  # uvicorn's way to say that the start failed; the application knows why
        await server.serve(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise CannotOpen(f"Cannot listen on {host}:{port}: {error.strerror}. Set RAFILM_PORT to another port.") from None
