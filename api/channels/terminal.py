"""`rafilm chat`: the same turns in a terminal, over the same WebSocket that every client uses."""

from __future__ import annotations

import asyncio
import os
import readline  # noqa: F401 - importing it gives `input` line editing and history
import sys
import termios
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import orjson
from rich.console import Console
from rich.markup import escape
from tzlocal import get_localzone_name
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

HELLO = """[bold]Rafilm[/]: say what you want of your film life.
[dim]“movies like Alien” · “log Heat, 9/10, last night” · “what should I watch?” · /new starts afresh · Ctrl-D leaves[/]"""
CARDS_SHOWN = 8


async def read_line() -> str | None:
    """A line from the person, with the terminal's own editing; None when they leave.

    It is read in a daemon thread, for which Ctrl-C need not wait; the terminal is then left as it was.
    """
    loop, line = asyncio.get_running_loop(), asyncio.Future[str | None]()
    before = termios.tcgetattr(sys.stdin) if sys.stdin.isatty() else None

    def tell(said: str | None) -> None:
        if not line.done():
            line.set_result(said)

    def read() -> None:
        try:
            said: str | None = input("\n› ")
        except EOFError:
            said = None
        with suppress(RuntimeError):  # the loop may be closed by now
            loop.call_soon_threadsafe(tell, said)

    threading.Thread(target=read, daemon=True).start()
    try:
        return await line
    finally:
        if before:
            termios.tcsetattr(sys.stdin, termios.TCSANOW, before)


async def talk_to(
    url: str, home: Path, console: Console, *, token_for: str | None = None, read: Callable[[], Awaitable[str | None]] = read_line
) -> None:
    """Talks to the service at `url` until the person leaves. The guest's token is kept in `home` under `token_for`, else the url."""
    tokens = Tokens(home / "terminal.json", token_for or url)
    thread = str(uuid4())
    console.print(HELLO)
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        while (text := await read()) is not None:
            if text.strip() == "/new":
                thread = str(uuid4())
                console.print("[dim]A new conversation.[/]")
            elif text.strip():
                try:
                    await _turn(http, tokens, thread, text, console)
                except (OSError, httpx.HTTPError, WebSocketException) as error:
                    console.print(f"[red]{escape(url)} does not answer: {escape(str(error))}[/]", soft_wrap=True)


class Tokens:
    """The terminal's guest token, so that the diary is there again tomorrow."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name

    async def get(self, http: httpx.AsyncClient, *, fresh: bool = False) -> str:
        """The token that was kept, or a new guest's."""
        kept = self._kept()
        if fresh or self._name not in kept:
            answer = (await http.post("/v1/guest")).raise_for_status().json()
            kept[self._name] = answer["token"]
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            self._path.write_bytes(orjson.dumps(kept))
        return kept[self._name]

    def _kept(self) -> dict[str, str]:
        try:
            kept: dict[str, str] = orjson.loads(self._path.read_bytes())
        except (FileNotFoundError, orjson.JSONDecodeError):
            return {}
        return kept


async def _turn(http: httpx.AsyncClient, tokens: Tokens, thread: str, text: str, console: Console) -> None:
    for fresh in (False, True):
        token = await tokens.get(http, fresh=fresh)
        url = str(http.base_url).replace("http", "ws", 1).rstrip("/") + "/v1/ws"
        try:
            async with connect(url, additional_headers={"Authorization": f"Bearer {token}"}, max_size=None) as socket:
                return await _ask(socket, thread, text, console)
        except ConnectionClosed as closed:
            if not (closed.rcvd and closed.rcvd.code == 4401):
                raise
    console.print("[red]The service does not know us. Try again.[/]")


async def _ask(socket: ClientConnection, thread: str, text: str, console: Console) -> None:
    run = str(uuid4())
    message = {"id": str(uuid4()), "role": "user", "content": text}
    where = {"timezone": get_localzone_name(), "locale": os.environ.get("LANG", "en").partition(".")[0]}
    given = {"threadId": thread, "runId": run, "messages": [message], "tools": [], "context": [], "state": {}, "forwardedProps": where}
    await socket.send(orjson.dumps({"type": "RUN", "input": given}).decode())
    try:
        async for frame in socket:
            if show(orjson.loads(frame), console):
                return
    except asyncio.CancelledError:
        await socket.send(orjson.dumps({"type": "CANCEL", "threadId": thread, "runId": run}).decode())
        raise


def show(event: dict[str, Any], console: Console) -> bool:
    """Prints what one event tells; True when it was the last."""
    match event["type"]:
        case "TEXT_MESSAGE_CONTENT":
            console.print(event["delta"], end="", markup=False, highlight=False, soft_wrap=True)
        case "TEXT_MESSAGE_END":
            console.print()
        case "ACTIVITY_SNAPSHOT" if event["activityType"] == "TITLES":
            _show_titles(event["content"], console)
        case "ACTIVITY_SNAPSHOT":
            console.print(f"[green]✓[/] {escape(event['content']['summary'])}", highlight=False)
        case "RUN_FINISHED":
            for interrupt in (event.get("outcome") or {}).get("interrupts", ()):
                console.print(f"[yellow]?[/] {escape(interrupt['message'])} [dim](yes or no)[/]", highlight=False)
            return True
        case "RUN_ERROR":
            console.print(f"[red]{escape(event['message'])}[/]")
            return True
        case "CUSTOM" if event["name"] == "rafilm.frame_error":
            console.print(f"[red]{escape(event['value']['message'])}[/]")
            return True
    return False


def _show_titles(content: dict[str, Any], console: Console) -> None:
    for place, item in enumerate(content["items"][:CARDS_SHOWN], 1):
        facts = [", ".join(item["genres"][:2]), f"{item['runtime']} min" if item["runtime"] else "", f"★ {item['voteAverage'] or '–'}"]
        marks = [word for word, on in (("on watchlist", item["onWatchlist"]), ("seen", item["watched"])) if on]
        line = f"[dim]{place}.[/] [bold]{escape(item['title'])}[/] ({item['year']}) [dim]{' · '.join([*filter(None, facts), *marks])}[/]"
        console.print(line, highlight=False)
        if item["reason"]:
            console.print(f"   [dim]{escape(item['reason'])}[/]", highlight=False)
