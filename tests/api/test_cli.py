"""The command line: settings told, failures named in one line, and talks in the terminal."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import structlog
from langchain.messages import AIMessage
from rich.console import Console

from agent.scripted import calls
from api.channels.cli import main
from api.channels.terminal import talk_to
from settings import Settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in os.environ:
        if name.startswith("RAFILM_"):
            monkeypatch.delenv(name)
    folder = tmp_path / "a [bold] home"
    monkeypatch.setenv("RAFILM_HOME", str(folder))
    monkeypatch.setenv("RAFILM_PORT", "0")
    yield folder
    structlog.reset_defaults()  # the log went to the captured stderr


def rafilm(*args: str) -> int:
    """Runs the command as the console script does; its exit code."""
    with pytest.raises(SystemExit) as left:
        main(args)
    return int(left.value.code or 0)


def test_settings_are_told_with_their_values(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rafilm("settings") == 0
    told = capsys.readouterr().out
    assert len(told.splitlines()) == len(Settings.model_fields)
    assert "RAFILM_PORT=0  Port to listen on" in told
    assert f"RAFILM_HOME={home}  " in told


@pytest.mark.parametrize(
    ("name", "value"),
    [("port", "99999"), ("port", "[/red]"), ("log_level", "LOUD"), ("model", "gpt"), ("send_seconds", "0"), ("guest_days", "")],
)
def test_a_wrong_setting_stops_with_one_line_that_names_it(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"RAFILM_{name.upper()}", value)
    assert rafilm("serve") == 2
    told = capsys.readouterr()
    (line,) = told.err.splitlines()
    assert line.startswith(f"rafilm: RAFILM_{name.upper()}={value!r} will not do: ")
    assert told.out == ""


def failed_start(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    assert rafilm("serve", *args) == 1
    told = capsys.readouterr()
    (line,) = told.err.splitlines()
    assert line.startswith("rafilm: ")
    assert told.out == ""
    return line


def test_a_port_that_is_taken_is_told_in_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Cannot listen on 127.0.0.1:{port}" in failed_start(capsys, "--port", str(port))


def test_a_home_that_is_no_folder_is_told_in_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.write_text("a letter")
    assert f"RAFILM_HOME={home} cannot be made" in failed_start(capsys)


def test_an_embedder_that_is_not_known_is_told_in_one_line(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAFILM_EMBEDDER", "word2vec")
    assert "RAFILM_EMBEDDER='word2vec' is not known" in failed_start(capsys)


# -- the terminal ----------------------------------------------------------------------------------
async def talk(url: str, home: Path, *typed: str) -> str:
    """What the terminal shows of a talk."""
    lines = [*typed, None]
    shown = Console(file=io.StringIO(), width=300)

    async def read() -> str | None:
        return lines.pop(0)

    await talk_to(url, home, shown, read=read)
    assert lines == []
    assert isinstance(shown.file, io.StringIO)
    return shown.file.getvalue()


async def test_a_talk_shows_titles_changes_words_and_questions(serve: Callable[..., Any], tmp_path: Path) -> None:
    home = tmp_path / "terminal"
    found = calls(("search_titles", {"query": "Heat", "limit": 1}))
    log = calls(("log_watch", {"title_id": "movie-949"}))
    ask = calls(("delete_my_data", {}))
    async with serve(found, log, AIMessage("Logged [b]Heat[/b]."), ask, AIMessage("Hi again.")) as served:
        shown = await talk(served.url, home, "log heat", "  ", "/new", "forget me")
        for told in ("1. Heat (1995)", "✓ Logged Heat (1995)", "Logged [b]Heat[/b].", "A new conversation.", "? Delete all of your diary"):
            assert told in shown
        kept = home / "terminal.json"
        assert kept.stat().st_mode & 0o077 == 0
        token = orjson.loads(kept.read_bytes())[served.url]
        async with served.http(token) as http:
            assert [entry["title"] for entry in (await http.get("/v1/me/diary")).json()["items"]] == ["Heat"]
        assert "Hi again." in await talk(served.url, home, "hello")
        assert orjson.loads(kept.read_bytes()) == {served.url: token}


async def test_a_token_that_is_not_taken_any_more_is_replaced(serve: Callable[..., Any], tmp_path: Path) -> None:
    async with serve(AIMessage("Hello."), AIMessage("Hello.")) as served:
        for kept in ("{", orjson.dumps({served.url: "a.wrong.token"}).decode()):
            (tmp_path / "terminal.json").write_text(kept)
            assert "Hello." in await talk(served.url, tmp_path, "hello")


async def test_a_service_that_is_not_there_is_told_in_a_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as once:
        url = f"http://127.0.0.1:{once.getsockname()[1]}"
    shown = await talk(url, tmp_path, "hello", "another")
    assert shown.count(f"{url} does not answer: ") == 2


async def test_a_talk_over_a_pipe(serve: Callable[..., Any], tmp_path: Path) -> None:
    async with serve(AIMessage("Hello film friend.")) as served:
        terminal = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-c", "from api.channels.cli import main; main()", "chat", "--url", served.url),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=os.environ | {"RAFILM_HOME": str(tmp_path / "terminal")},
            cwd=Path(__file__).parents[2],
        )
        out, err = await asyncio.wait_for(terminal.communicate(b"hello\n"), 60)
    assert (terminal.returncode, err.decode()) == (0, "")
    assert "Hello film friend." in out.decode()


async def test_ctrl_c_leaves_a_talk_at_once(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    terminal = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", "from api.channels.cli import main; main()", "chat", "--url", "http://127.0.0.1:9"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"RAFILM_HOME": str(tmp_path)},
        cwd=Path(__file__).parents[2],
    )
    os.close(theirs)
    shown = b""
    while "›".encode() not in shown:
        shown += await asyncio.wait_for(asyncio.to_thread(os.read, ours, 4_096), 60)
    terminal.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(terminal.wait(), 20) == 130
    os.close(ours)
