"""The Dockerfile says what it must; deploy/image_by_hand.py runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from deploy.dockerfile import Step, assignments, context_files, filled, parse

ROOT = Path(__file__).parents[1]
STEPS = parse((ROOT / "Dockerfile").read_text())
FINAL = STEPS[max(number for number, step in enumerate(STEPS) if step.word == "FROM") :]


def words(word: str) -> list[Step]:
    return [step for step in FINAL if step.word == word]


def test_the_service_runs_as_nobody_special() -> None:
    [user] = words("USER")
    assert user.rest == "10001:10001"
    assert FINAL.index(user) < FINAL.index(words("CMD")[0])


def test_the_image_says_how_it_is() -> None:
    [health] = words("HEALTHCHECK")
    assert health.rest.startswith('CMD ["python", "-c",')
    assert "/healthz" in health.rest
    assert [step.words() for step in words("CMD")] == [["rafilm", "serve"]]


def test_all_that_is_kept_lies_in_the_volume() -> None:
    environment = {name: value for step in words("ENV") for name, value in assignments(step.rest).items()}
    assert [environment["RAFILM_HOME"]] == [step.rest for step in words("VOLUME")]
    assert environment["RAFILM_HOST"] == "0.0.0.0"


def test_torch_comes_only_when_asked() -> None:
    assert [step.rest for step in STEPS if step.word == "ARG"] == ["PYTHON_VERSION=3.11", "TORCH=0", "TORCH_INDEX="]


def test_compose_runs_the_one_service_on_a_volume_of_its_own() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    assert compose.keys() == {"services", "volumes"}
    assert compose["services"].keys() == {"rafilm"}
    service = compose["services"]["rafilm"]
    [mount] = service["volumes"]
    assert mount.split(":") == [*compose["volumes"], words("VOLUME")[0].rest]
    [port] = service["ports"]
    assert port.startswith("127.0.0.1:"), "not open to the network unless someone says so"
    assert port.endswith(f":{words('EXPOSE')[0].rest}")
    assert service["build"]["args"].keys() == {"TORCH", "TORCH_INDEX"}


def test_the_build_sees_no_secrets_and_no_rubbish(tmp_path: Path) -> None:
    (tmp_path / ".dockerignore").write_text((ROOT / ".dockerignore").read_text())
    seen = {"agent/graph.py", "api/web/static/widget.js", "pyproject.toml", "requirements/run.txt", "deploy/environment.sh"}
    unseen = {".env", ".git/config", ".rafilm/guest.key", ".venv/bin/python", "api/web/src/chat.ts", "api/web/node_modules/a/b.js"}
    unseen |= {"agent/__pycache__/graph.pyc", "deploy/image_by_hand.py", "tests/test_packaging.py", "rafilm.egg-info/PKG-INFO"}
    for name in seen | unseen:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert {str(path) for path in context_files(tmp_path)} == seen


def test_steps_are_read_with_their_flags_and_over_line_ends() -> None:
    text = '# first\nFROM base AS build\nRUN one \\\n    # why\n    && two\n\nCOPY --from=build --chown=1:1 /a /b\nCMD ["run", "it"]\n'
    from_, run, copy, command = parse(text)
    assert from_ == Step("FROM", {}, "base AS build")
    assert run.rest == "one && two"
    assert copy == Step("COPY", {"from": "build", "chown": "1:1"}, "/a /b")
    assert copy.words() == ["/a", "/b"]
    assert command.words() == ["run", "it"]


def test_an_instruction_that_is_not_understood_is_refused() -> None:
    with pytest.raises(ValueError, match="ONBUILD"):
        parse("FROM base\nONBUILD RUN true\n")


def test_names_are_filled_in() -> None:
    assert filled("$A/${B}/$C", {"A": "1", "B": "2"}) == "1/2/"
    assert assignments("A=1 B=x=y C=") == {"A": "1", "B": "x=y", "C": ""}
