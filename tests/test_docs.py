"""What the documents say is so: settings, commands and links."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from docs.settings_table import PAGE, with_table
from settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_the_table_of_settings_is_fresh() -> None:
    assert PAGE.read_text() == with_table(PAGE.read_text()), "run make docs-settings"


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="markers"):
        with_table("# Settings\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_names_only_what_there_is(page: Path) -> None:
    text = page.read_text()
    variables = set(re.findall(r"\bRAFILM_[A-Z_]*[A-Z]\b", text))
    assert variables <= {f"RAFILM_{name.upper()}" for name in Settings.model_fields} | {"RAFILM_URL"}
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= TARGETS
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if not link.startswith("http")]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml"])
def test_what_deploys_sets_only_what_there_is(name: str) -> None:
    named = set(re.findall(r"\bRAFILM_[A-Z_]*[A-Z]\b", (ROOT / name).read_text()))
    assert named
    assert named <= {f"RAFILM_{field.upper()}" for field in Settings.model_fields}


def test_make_alone_lists_what_one_can_do() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert set(re.findall(r"^  make ([a-z-]+) ", listed, re.MULTILINE)) == TARGETS - {"dev", "lint-web"}
