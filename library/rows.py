"""A person's film life as rows, and a write as effects on rows. Pure: no store is known here.

A row is (kind, key) -> doc, one user's own. What queries need is read off the doc by `columns`, so a
store keeps nothing that the doc does not say. Rows of kind "tally" (how many titles a list holds, when
it was last touched) follow from the others: `tallies` works them out, and undo never compares them.

kind        key                     parent    place (sorts within kind and parent)
entry       entry id                          watch day / order written
rating      title id                          order written
item        list id / title id      list id   order written
list        list id                           name without case
preference  about : value                     order written
tally       list id
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from domain import SYSTEM_LISTS
from errors import Conflict

Kind = Literal["entry", "rating", "item", "list", "preference", "tally"]
Doc = dict[str, Any]
RowId = tuple[Kind, str]
Docs = Mapping[RowId, Doc]


class Effect(NamedTuple):
    """What a write does to one row; None: no such row. `before` and `after` always differ."""

    kind: Kind
    key: str
    before: Doc | None
    after: Doc | None

    @property
    def row(self) -> RowId:
        """Which row it is."""
        return self.kind, self.key

    def reversed(self) -> Effect:
        """The effect that takes this one back."""
        return Effect(self.kind, self.key, self.after, self.before)


class Columns(NamedTuple):
    """What a store indexes of a row. `parent` and `place` are empty where nothing sorts by them."""

    parent: str
    place: str
    title_id: str | None
    rating: int | None


def columns(kind: Kind, doc: Doc) -> Columns:
    """The indexed columns of a row, from its doc."""
    match kind:
        case "entry":
            place = f"{doc['watched_on']}/{doc['order']}"
        case "list":
            place = str(doc["name"]).casefold()
        case _:
            place = str(doc.get("order", ""))
    return Columns(str(doc.get("list_id", "")) if kind == "item" else "", place, doc.get("title_id"), doc.get("rating"))


def order_of(seq: int, number: int = 0) -> str:
    """Sorts rows as written: by the change's number, then by the place within the change."""
    return f"{seq:012d}.{number:06d}"


def effects_between(before: Docs, after: Mapping[RowId, Doc | None]) -> tuple[Effect, ...]:
    """The effects that lead from `before` to `after`; rows that stay as they are have none."""
    return tuple(
        Effect(row[0], row[1], before.get(row), doc) for row, doc in after.items() if before.get(row) != doc
    )


def list_ids(effects: Iterable[Effect]) -> list[str]:
    """The lists that effects touch, by their rows or by what is on them."""
    touched = [one.key if one.kind == "list" else one.key.split("/", 1)[0] for one in effects if one.kind in ("list", "item")]
    return list(dict.fromkeys(touched))


def tallies(effects: Sequence[Effect], lists: Docs, now: str) -> tuple[Effect, ...]:
    """The effects on tallies that follow from `effects`; `lists` are the touched lists' rows and tallies as they are.

    Raises Conflict where titles would be left on a list that is not there: a write that was planned on what was
    read never does that, the undo of one can.
    """
    grown: Counter[str] = Counter()
    stands = {one.key: one.after is not None for one in effects if one.kind == "list"}
    for one in effects:
        if one.kind == "item":
            grown[one.key.split("/", 1)[0]] += (one.after is not None) - (one.before is not None)
    result = []
    for list_id in list_ids(effects):
        before = lists.get(("tally", list_id))
        count = (before["item_count"] if before else 0) + grown[list_id]
        exists = list_id in SYSTEM_LISTS or stands.get(list_id, ("list", list_id) in lists)
        if count and not exists:
            raise Conflict("That list has changed since: it is gone, or other titles are on it now.")
        after = {"item_count": count, "created_at": before["created_at"] if before else now, "updated_at": now} if exists else None
        if before != after:
            result.append(Effect("tally", list_id, before, after))
    return tuple(result)
