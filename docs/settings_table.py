"""Writes the table in docs/settings.md from the fields of `Settings`: python -m docs.settings_table"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from settings import Settings

PAGE = Path(__file__).with_name("settings.md")
BEGIN, END = "<!-- table: make docs-settings -->", "<!-- end of table -->"


def table() -> str:
    """One Markdown row a setting, in the order of the fields."""
    rows = ["| variable | default | allowed | what it does |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        rows.append(f"| `RAFILM_{name.upper()}` | `{field.default}` | {allowed(field)} | {field.description} |")
    return "\n".join(rows)


def allowed(field: FieldInfo) -> str:
    """The values a field takes, in words."""
    if get_origin(field.annotation) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(field.annotation))
    limits = {limit: getattr(rule, limit) for rule in field.metadata for limit in ("gt", "ge", "le") if hasattr(rule, limit)}
    if not limits:
        return {str: "text", Path: "a folder"}[field.annotation] if field.annotation in (str, Path) else "any"
    low = f"{limits['ge']} to" if "ge" in limits else f"more than {limits['gt']}, up to"
    return f"{low} {limits['le']}"


def with_table(page: str) -> str:
    """`page` with a fresh table between its two markers. Raises ValueError when they are not there."""
    before, _, rest = page.partition(BEGIN)
    _, marker, after = rest.partition(END)
    if not marker:
        raise ValueError(f"{PAGE} has lost its markers {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text()))
