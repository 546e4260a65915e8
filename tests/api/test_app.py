"""The service as a whole: its page and headers, and starts that fail with one clear line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.channels.serving import running
from errors import CannotOpen
from settings import load_settings
from tests.api.conftest import Served

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_page_and_its_files_are_served_and_may_run_only_what_is_ours(shared: Served) -> None:
    async with httpx.AsyncClient(base_url=shared.url) as http:
        page = await http.get("/")
        files = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
        assert files
        for path in ("/", *files, "/healthz", "/v1/titles", "/nothing/here"):
            headers = (await http.get(path)).headers
            assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'"), path
            assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer"), path
        assert [(await http.get(path)).status_code for path in files] == [200] * len(files)
        assert (await http.get("/static/../app.py")).status_code == 404
        assert (await http.get("/static/%2e%2e/%2e%2e/app.py")).status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "<rafilm-chat" in page.text
    assert "<script>" not in page.text  # the policy would not run it


async def test_the_interactive_documentation_keeps_its_own_scripts(shared: Served) -> None:
    async with httpx.AsyncClient(base_url=shared.url) as http:
        docs, schema = await http.get("/docs"), await http.get("/openapi.json")
    assert docs.status_code == 200
    assert "content-security-policy" not in docs.headers
    assert {"/v1/threads", "/v1/threads/{threadId}/messages", "/v1/me", "/healthz"} <= set(schema.json()["paths"])


@pytest.mark.parametrize("name", ["library.db", "memory.db", "conversations.db", "doors.db"])
async def test_a_file_that_is_no_database_stops_the_start_by_its_name(tmp_path: Path, built_index: Path, name: str) -> None:
    shutil.copytree(built_index, tmp_path / "chroma")
    (tmp_path / name).write_text("a letter, no database " * 99)
    with pytest.raises(CannotOpen, match=rf"{re.escape(name)} cannot be used: file is not a database\."):
        await start(tmp_path)


async def test_a_signing_key_that_is_too_short_stops_the_start(tmp_path: Path, built_index: Path) -> None:
    shutil.copytree(built_index, tmp_path / "chroma")
    (tmp_path / "signing.key").write_bytes(b"short")
    with pytest.raises(CannotOpen, match=r"signing\.key is too short"):
        await start(tmp_path)


async def test_a_failed_start_lets_go_of_its_port_and_its_files(tmp_path: Path, built_index: Path) -> None:
    shutil.copytree(built_index, tmp_path / "chroma")
    (tmp_path / "doors.db").write_text("a letter, no database " * 99)
    with pytest.raises(CannotOpen):
        await start(tmp_path)
    (tmp_path / "doors.db").unlink()
    await start(tmp_path)


async def start(home: Path) -> None:
    app = create_app(load_settings(home=home, log_level="ERROR"))
    async with running(app, "127.0.0.1", 0) as (url, _), httpx.AsyncClient(base_url=url) as http:
        assert (await http.get("/readyz")).status_code == 200
