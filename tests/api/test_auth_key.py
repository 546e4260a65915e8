"""The signing key on disk."""

from __future__ import annotations

import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from api.auth import KEY_BYTES, load_or_make_key


def test_it_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "home" / "guest.key"
    key = load_or_make_key(path)
    assert len(key) == KEY_BYTES
    assert load_or_make_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["guest.key"]


def test_two_homes_have_two_keys(tmp_path: Path) -> None:
    assert load_or_make_key(tmp_path / "a") != load_or_make_key(tmp_path / "b")


def test_a_broken_key_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "guest.key"
    path.write_bytes(b"short")
    with pytest.raises(ValueError, match=r"guest\.key is too short"):
        load_or_make_key(path)


def test_processes_that_start_at_once_share_one(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("fork")) as pool:
        for race in range(10):
            keys = set(pool.map(load_or_make_key, [tmp_path / str(race)] * 4))
            assert len(keys) == 1
    assert len(list(tmp_path.iterdir())) == 10
