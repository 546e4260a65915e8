"""The project as a package: what is declared is locked, and what is needed lands in the wheel."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.dockerfile import context_files

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
ROOMS = tuple(pattern.rstrip("*") for pattern in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"])
MODULES = {f"{name}.py" for name in PROJECT["tool"]["setuptools"]["py-modules"]}


def locked(name: str) -> dict[str, str]:
    """Package to version, of what requirements/NAME.txt holds for this Python and system."""
    lines = re.findall(r"^[\w.-]+==[^\\\n]+", (ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE)
    pins = [pin for pin in map(Requirement, lines) if pin.marker is None or pin.marker.evaluate()]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}


def group(name: str) -> list[Requirement]:
    """The requirements of a dependency group, those of the groups in it included."""
    found: list[Requirement] = []
    for entry in PROJECT["dependency-groups"][name]:
        found += [Requirement(entry)] if isinstance(entry, str) else group(entry["include-group"])
    return found


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("run", [*map(Requirement, PROJECT["project"]["dependencies"]), *group("install")]),
        ("sentence-transformers", [*map(Requirement, PROJECT["project"]["dependencies"]), Requirement("sentence-transformers>=6.2")]),
        ("dev", [*map(Requirement, PROJECT["project"]["dependencies"]), *group("dev")]),
        ("tools", group("tools")),
    ],
)
def test_a_lock_covers_what_is_declared(lock: str, wanted: list[Requirement]) -> None:
    pins = locked(lock)
    missing = [str(need) for need in wanted if not need.specifier.contains(pins.get(canonicalize_name(need.name), ""))]
    assert missing == [], "run make lock"


@pytest.mark.parametrize("lock", ["run", "sentence-transformers", "dev", "tools"])
def test_every_pin_carries_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=[\w.-]+==)", (ROOT / "requirements" / f"{lock}.txt").read_text())[1:]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_agree_with_each_other() -> None:
    dev = locked("dev")
    for smaller in ("run", "sentence-transformers"):
        assert {name: version for name, version in locked(smaller).items() if dev.get(name) != version} == {}


def test_the_default_install_has_no_torch() -> None:
    assert not {"torch", "sentence-transformers", "transformers", "pytest"} & locked("run").keys()


def test_this_environment_is_the_locked_one() -> None:
    """`pip check` for the versions that the tests ran with."""
    installed = {str(canonicalize_name(found.name)): found.version for found in metadata.distributions()}
    pins = locked("dev")
    assert {name: installed[name] for name in pins.keys() & installed.keys() if installed[name] != pins[name]} == {}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of a wheel built, offline, from just what the image's build sees."""
    folder = tmp_path_factory.mktemp("wheel")
    for path in context_files(ROOT):
        (folder / "source" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, folder / "source" / path)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), "."]
    subprocess.run(command, cwd=folder / "source", check=True)
    [wheel] = folder.glob("rafilm-*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def source_only(name: str) -> bool:
    """The widget's source and tools stay behind; what they built is shipped."""
    return name.startswith("api/web/") and not name.startswith("api/web/static/")


def test_the_wheel_carries_every_file_of_the_rooms(shipped: set[str]) -> None:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *ROOMS, *MODULES]
    known = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    wanted = {name for name in known if (ROOT / name).is_file() and not source_only(name)}
    assert {"catalog/data/titles.jsonl.gz", "vectorstore/data/tokenizer.json", "api/web/static/widget.js"} <= wanted
    assert wanted - shipped == set()


def test_every_module_and_room_is_declared() -> None:
    """So that what works from the checkout works from a wheel."""
    assert {path.name for path in ROOT.glob("*.py")} == MODULES
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"benchmarks", "tests"}
    assert packages == set(ROOMS)


def test_the_wheel_carries_nothing_else(shipped: set[str]) -> None:
    allowed = (*(f"{room}/" for room in ROOMS), *MODULES, f"rafilm-{PROJECT['project']['version']}.dist-info/")
    assert [name for name in shipped if not name.startswith(allowed) or source_only(name)] == []


def test_the_supported_pythons_are_told_alike() -> None:
    assert PROJECT["project"]["requires-python"] == ">=3.11,<3.14"
    assert "(3, 11) <= sys.version_info[:2] < (3, 14)" in (ROOT / "deploy" / "environment.sh").read_text()
    assert PROJECT["tool"]["mypy"]["python_version"] == "3.11"


def make_environment(python: Path) -> str:
    """What deploy/environment.sh says, where it must give up, when `python` is the one it is to use."""
    command = ["sh", str(ROOT / "deploy" / "environment.sh"), "run"]
    tried = subprocess.run(command, env={"PYTHON": str(python), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False)
    assert tried.returncode == 1
    return tried.stderr


def test_a_python_too_old_is_told(tmp_path: Path) -> None:
    python = tmp_path / "python3"
    python.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n')
    python.chmod(0o755)
    told = make_environment(python)
    assert told.startswith("rafilm: Python 3.11, 3.12 or 3.13 is needed")
    assert "Python 3.9.2" in told


@pytest.mark.parametrize("name", sorted(MODULES))
def test_the_shared_modules_import_no_room(name: str) -> None:
    """The import linter sees packages only."""
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", (ROOT / name).read_text(), re.MULTILINE))
    assert imported & set(ROOMS) == set()
