"""What was wrong with a request, field by field, in plain words that name the limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

MOST_TOLD = 20  # a body with ten thousand wrong fields gets a short answer
NAME_LENGTH = 100

WORDS = {
    "missing": "is required",
    "extra_forbidden": "is not a field here",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must have at least {min_length} items",
    "too_long": "must have at most {max_length} items",
    "literal_error": "must be {expected}",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "string_pattern_mismatch": "must be 1 to 255 visible ASCII characters",
    "json_invalid": "is not valid JSON",
    "model_attributes_type": "must be a JSON object, sent as application/json",
    "value_error": "{error}",
}
DATE = "must be a day, as 2026-01-31"


class FieldError(BaseModel):
    """One field that will not do, by its name on the wire ("filters.genres.0"), and what it must be."""

    field: str
    message: str


def wrong_fields(errors: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """Pydantic's errors in plain words, the first `MOST_TOLD` of them. What was sent is not repeated."""
    return [FieldError(field=_name(one), message=_message(one)) for one in errors[:MOST_TOLD]]


def _name(error: Mapping[str, Any]) -> str:
    place, *path = error["loc"]
    if not path or error["type"] == "json_invalid":
        return str(place)
    return ".".join(str(part) for part in path)[:NAME_LENGTH]


def _message(error: Mapping[str, Any]) -> str:
    kind = str(error["type"])
    if kind.startswith("date"):
        return DATE
    words = WORDS.get(kind)
    return words.format(**error.get("ctx", {})) if words else str(error["msg"])
