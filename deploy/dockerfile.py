"""Reads a Dockerfile and a .dockerignore: as much of both as this project's own use. Anything else is an error, never skipped."""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

KNOWN = {"ARG", "CMD", "COPY", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "RUN", "USER", "VOLUME", "WORKDIR"}


class Step(NamedTuple):
    """One instruction: its word, `--flags`, and the rest as written."""

    word: str
    flags: Mapping[str, str]
    rest: str

    def words(self) -> list[str]:
        """The rest as a list: the JSON form where it is one, else split at blanks."""
        if self.rest.startswith("["):
            return [str(part) for part in json.loads(self.rest)]
        return self.rest.split()


def parse(text: str) -> list[Step]:
    """The steps in order. Raises ValueError for an instruction beyond KNOWN."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    steps = []
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        if not line.strip():
            continue
        word, _, rest = line.strip().partition(" ")
        if word not in KNOWN:
            raise ValueError(f"a Dockerfile instruction that is not read here: {line}")
        flags: dict[str, str] = {}
        rest = rest.strip()
        while word in {"COPY", "HEALTHCHECK"} and (flag := re.match(r"--([a-z-]+)=(\S+)\s+", rest)):
            flags[flag[1]] = flag[2]
            rest = rest[flag.end() :]
        steps.append(Step(word, flags, rest))
    return steps


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with $NAME and ${NAME} replaced; a name without a value becomes nothing, as in Docker."""
    return re.sub(r"\$(?:\{(\w+)\}|(\w+))", lambda found: values.get(found[1] or found[2], ""), text)


def assignments(text: str) -> dict[str, str]:
    """NAME=value pairs of an ENV or ARG; values with blanks are not used here."""
    return dict(pair.partition("=")[::2] for pair in text.split())


def context_files(root: Path) -> Iterator[PurePosixPath]:
    """Files under `root` that its .dockerignore lets through, relative, sorted. The last pattern that matches decides."""
    patterns = [line.strip() for line in (root / ".dockerignore").read_text().splitlines()]
    rules = [(line.lstrip("!").strip("/"), line.startswith("!")) for line in patterns if line and not line.startswith("#")]
    return _below(root, PurePosixPath(), rules)


def _below(root: Path, folder: PurePosixPath, rules: list[tuple[str, bool]]) -> Iterator[PurePosixPath]:
    for entry in sorted((root / folder).iterdir()):
        path = folder / entry.name
        if entry.is_dir() and not entry.is_symlink():
            # an ignored folder is entered only where a later pattern lets something of it through
            if _passes(path, rules) or any(passes and rule.startswith(f"{path}/") for rule, passes in rules):
                yield from _below(root, path, rules)
        elif _passes(path, rules):
            yield path


def _passes(path: PurePosixPath, rules: list[tuple[str, bool]]) -> bool:
    names = [str(path), *(str(parent) for parent in path.parents if parent.name)]
    verdict = True
    for pattern, lets_through in rules:
        if any(_matches(name, pattern) for name in names):
            verdict = lets_through
    return verdict


def _matches(name: str, pattern: str) -> bool:
    """Docker's patterns: `*` stays within a folder, a leading `**/` is any depth."""
    if pattern.startswith("**/"):
        depth = pattern.count("/")
        return _matches("/".join(name.split("/")[-depth:]), pattern[3:])
    wanted, parts = pattern.split("/"), name.split("/")
    return len(wanted) == len(parts) and all(fnmatch.fnmatchcase(part, want) for part, want in zip(parts, wanted, strict=True))
