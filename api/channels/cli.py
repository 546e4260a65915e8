"""`rafilm`: the command line. It starts everything, so beside `api/app.py` it is the one that reads settings."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from api.app import build_index, create_app
from api.channels.serving import EmbeddingBar, running
from api.channels.terminal import talk_to
from errors import RafilmError
from settings import Settings, SettingsError, load_settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="The conversational film companion.")
out, err = Console(highlight=False), Console(stderr=True, highlight=False)

Host = Annotated[str | None, typer.Option(help="Address to listen on (RAFILM_HOST).")]
Port = Annotated[int | None, typer.Option(help="Port to listen on (RAFILM_PORT).")]
Url = Annotated[str | None, typer.Option(help="A running service; left out, one runs just for this talk.")]


@app.command()
def serve(host: Host = None, port: Port = None) -> None:
    """Serve the chat page, the WebSocket and the REST routes."""
    asyncio.run(_serve(_settings(host=host, port=port)))


async def _serve(settings: Settings) -> None:
    with EmbeddingBar(err) as bar:
        async with running(create_app(settings, on_embedding=bar.show), settings.host, settings.port) as (url, serving):
            err.print(f"Rafilm is open at [bold]{url}[/]  (Ctrl-C closes it)")
            await serving


@app.command()
def chat(url: Url = None) -> None:
    """Talk in the terminal."""
    asyncio.run(_chat(url))


async def _chat(url: str | None) -> None:
    if url:
        return await talk_to(url, _settings().home, Console())
    with EmbeddingBar(err) as bar:
        settings = _settings(log_level="ERROR")
        async with running(create_app(settings, on_embedding=bar.show), "127.0.0.1", 0) as (own_url, _):
            await talk_to(own_url, settings.home, Console(), token_for="here")  # noqa: S106 - a name, no secret


@app.command()
def index() -> None:
    """Build the vector index now, rather than at the first start."""
    settings = _settings()
    with EmbeddingBar(err) as bar:
        asyncio.run(build_index(settings, bar.show))
    err.print(f"The index in {settings.home} is up to date.")


@app.command("settings")
def show_settings() -> None:
    """Show every setting: its value now, and what it means."""
    settings = _settings()
    for name, field in Settings.model_fields.items():
        value, meaning = escape(str(getattr(settings, name))), escape(field.description or "")
        out.print(f"[bold]RAFILM_{name.upper()}[/]={value}  [dim]{meaning}[/]", soft_wrap=True)


def _settings(**given: str | int | None) -> Settings:
    return load_settings(**{name: value for name, value in given.items() if value is not None})


def main(args: Sequence[str] | None = None) -> None:
    """The console script: one clear line for what a person can mend, a trace for what is our fault."""
    try:
        app(args)
    except (SettingsError, RafilmError) as error:
        err.print(f"[red]rafilm:[/] {escape(str(error))}", soft_wrap=True)
        sys.exit(2 if isinstance(error, SettingsError) else 1)
    except KeyboardInterrupt:
        sys.exit(130)
