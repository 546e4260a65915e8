"""What films must be like: the facets in a clause as fields of `TitleFilter`, and how a new wish adds to the last one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from agent.embedded.marks import Marked
from domain import Title

Filters = dict[str, Any]
_A_YEAR_OR_SO = 300  # days: "from last year" is about release, "last week" about watching
_MANY = {"G": "genres", "M": "moods", "P": "people"}
_RANGES = {"Y": ("year_from", "year_to"), "L": ("min_runtime", "max_runtime")}
_BOUNDS = {"year_from", "year_to", "min_runtime", "max_runtime", "min_rating", "language"}


def filters_of(piece: str, marked: Marked) -> Filters:
    """Fields of `TitleFilter` that the marks in `piece` ask for; negated ones exclude."""
    negated = marked.negated(piece)
    out: Filters = {}
    for sign in piece:
        if sign in marked.marks:
            _take(out, marked.marks[sign].kind, marked.marks[sign].value, sign in negated)
    for low, high in (("year_from", "year_to"), ("min_runtime", "max_runtime")):
        if low in out and high in out and out[low] > out[high]:
            del out[low], out[high]
    return out


def _take(out: Filters, kind: str, value: Any, no: bool) -> None:
    if kind in _MANY:
        _extend(out, f"exclude_{_MANY[kind]}" if no else _MANY[kind], value[0] if kind == "G" else [value])
    if kind in "GN" and not no:
        language = value[1] if kind == "G" else value
        out |= {"language": language} if language else {}
    if kind in _RANGES:
        _range(out, *_RANGES[kind], value, no)
    if kind == "V":
        out["min_rating"] = value
    if kind == "D" and value.start.year > 1 and (value.end - value.start).days >= _A_YEAR_OR_SO:
        _range(out, "year_from", "year_to", (value.start.year, value.end.year), no)


def _extend(out: Filters, field: str, values: Sequence[str]) -> None:
    out[field] = list(dict.fromkeys([*out.get(field, []), *values]))


def _range(out: Filters, low_field: str, high_field: str, value: tuple[int | None, int | None], no: bool) -> None:
    low, high = value
    if no and low is not None and high is None:
        low, high = None, low
    elif no and high is not None and low is None:
        low, high = high, None
    elif no:
        return
    if low is not None:
        out[low_field] = max(low, out.get(low_field, low))
    if high is not None:
        out[high_field] = min(high, out.get(high_field, high))


def count_of(piece: str, marked: Marked) -> int | None:
    """How many films are asked for."""
    found = marked.of(piece, "C")
    return int(found[0].value) if found else None


def sort_of(piece: str, marked: Marked) -> str | None:
    """The order that is asked for."""
    found = marked.of(piece, "S")
    return str(found[0].value) if found else None


def merged(old: Mapping[str, Any], new: Mapping[str, Any], *, also: bool) -> Filters:
    """`new` wishes on top of `old` ones: a facet said again replaces, with "and" or "also" it is added; exclusions add up."""
    out: Filters = {name: value for name, value in old.items() if value not in (None, [], (), "")}
    for name, value in new.items():
        if name in _BOUNDS or (name in ("genres", "moods", "people") and not also):
            out[name] = value
        else:
            _extend(out, name, value)
    for field in ("genres", "moods", "people"):
        unwanted = new.get(f"exclude_{field}", ())
        wanted = new.get(field, ())
        _drop(out, field, unwanted)
        _drop(out, f"exclude_{field}", wanted)
    if out.get("year_from") and out.get("year_to") and out["year_from"] > out["year_to"]:
        out.pop("year_from" if "year_to" in new else "year_to")
    if out.get("min_runtime") and out.get("max_runtime") and out["min_runtime"] > out["max_runtime"]:
        out.pop("min_runtime" if "max_runtime" in new else "max_runtime")
    return out


def _drop(out: Filters, field: str, values: Sequence[str]) -> None:
    left = [value for value in out.get(field, []) if value not in values]
    if left:
        out[field] = left
    else:
        out.pop(field, None)


def compared(word: str, titles: Sequence[Title]) -> tuple[Filters, str | None]:
    """The filter and order that "shorter", "older", "better" … than `titles` stand for."""
    word = re.sub(r"[\s-]+", " ", word.lower())
    if word.endswith((" old", " new")):  # "not so old", "those are too old"
        word = "newer" if word.endswith("old") else "older"
    if word == "shorter":
        return {"max_runtime": _than([t.runtime for t in titles], 101, -1)}, None
    if word == "longer":
        return {"min_runtime": _than([t.runtime for t in titles], 119, 1)}, None
    if word == "older":
        return {"year_to": _than([t.year for t in titles], 1990, -1)}, None
    if word in ("newer", "more recent", "more modern"):
        return {"year_from": _than([t.year for t in titles], 2010, 1)}, None
    if word.startswith(("better", "higher")):
        votes = [t.vote_average for t in titles if t.vote_average]
        return ({"min_rating": round(min(max(votes), 8.4) + 0.1, 1)} if votes else {}), "rating"
    if word.startswith("more ") and "obscure" not in word:
        return {}, "popularity"
    return {}, "rating"


def _than(values: Sequence[int | None], default: int, step: int, pick: Any = median) -> int:
    known = [value for value in values if value is not None]
    if pick is median and len(known) <= 2:  # than both of two; than most of a list
        pick = min if step < 0 else max
    return int(pick(known)) + step if known else default + step
