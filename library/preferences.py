"""What the agent remembers of a person's taste."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter

from domain import Origin, Preference, Written
from library import words
from library.journal import Journaled, Moment, Plan
from library.limits import the_preference
from library.rows import Doc, RowId, effects_between
from library.store import Query, Reader

KEPT = TypeAdapter(Preference)
DROPPED: TypeAdapter[Preference | None] = TypeAdapter(Preference | None)
ALL: TypeAdapter[tuple[Preference, ...]] = TypeAdapter(tuple[Preference, ...])


def preference_of(doc: Doc) -> Preference:
    """The preference that a row stands for."""
    return Preference.model_validate(doc)


async def preference_docs(rows: Reader) -> dict[RowId, Doc]:
    """All that is remembered, oldest first."""
    return {("preference", row.key): row.doc for row in await rows.find(Query("preference", order="oldest"))}


class Preferences(Journaled):
    """The part of the library that remembers tastes."""

    async def remember(self, origin: Origin, preference: Preference) -> Written[Preference]:
        """Keeps one preference. The same (about, value) with another stance replaces the old one."""

        async def plan(moment: Moment) -> Plan[Preference]:
            kept = the_preference(preference)
            row = _row(kept.about, kept.value)
            before = await moment.rows.get([row])
            doc = _doc(kept, before.get(row), moment.order())
            titles = (kept.value,) if kept.about == "title" else ()
            summary = f"Remembered: {words.taste(kept)}"
            return Plan(preference_of(doc), effects_between(before, {row: doc}), "preference.remembered", summary, titles)

        return await self._write(origin, "remember", KEPT, plan)

    async def forget(self, origin: Origin, about: str, value: str) -> Written[Preference | None]:
        """Drops a preference; none to drop is no error."""

        async def plan(moment: Moment) -> Plan[Preference | None]:
            row = _row(about, " ".join(value.split()))
            before = await moment.rows.get([row])
            if row not in before:
                return Plan(None)
            dropped = preference_of(before[row])
            titles = (dropped.value,) if dropped.about == "title" else ()
            summary = f"Forgot: {words.taste(dropped)}"
            return Plan(dropped, effects_between(before, {row: None}), "preference.forgotten", summary, titles)

        return await self._write(origin, "forget", DROPPED, plan)

    async def set_preferences(self, origin: Origin, preferences: Sequence[Preference]) -> Written[tuple[Preference, ...]]:
        """Replaces them all, as one change."""

        async def plan(moment: Moment) -> Plan[tuple[Preference, ...]]:
            before = await preference_docs(moment.rows)
            kept = {_row(one.about, one.value): one for one in map(the_preference, preferences)}
            after: dict[RowId, Doc | None] = dict.fromkeys(before)
            for number, (row, one) in enumerate(kept.items()):
                after[row] = _doc(one, before.get(row), moment.order(number))
            docs = sorted((doc for doc in after.values() if doc), key=lambda doc: str(doc["order"]))
            summary = f"Set what is remembered of your taste ({len(docs)})"
            return Plan(tuple(map(preference_of, docs)), effects_between(before, after), "preferences.set", summary)

        return await self._write(origin, "set_preferences", ALL, plan)

    async def preferences(self, user_id: str) -> Sequence[Preference]:
        """All that is remembered, oldest first."""
        async with self.store.reading(user_id) as rows:
            return tuple(preference_of(doc) for doc in (await preference_docs(rows)).values())


def _row(about: str, value: str) -> RowId:
    """One row a value, whatever its case; a person has one `max_runtime`."""
    return "preference", about if about == "max_runtime" else f"{about}:{value.casefold()}"


def _doc(preference: Preference, before: Doc | None, order: str) -> Doc:
    """What is kept; a preference that is already so stays as it was written."""
    same = before and before["stance"] == preference.stance and before["value"].casefold() == preference.value.casefold()
    return before if before and same else {**preference.model_dump(mode="json"), "order": order}
