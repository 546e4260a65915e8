"""What the agent remembers of a person, the undo of what was done, and the deleting of it all."""

from __future__ import annotations

from langchain.tools import ToolRuntime

from domain import Preference, PreferenceAbout, Stance
from tools.deps import Deps
from tools.kinds import Access, Answer, a_tool
from tools.results import changes_answer, dump, each


@a_tool(Access.WRITE)
async def remember_preference(
    about: PreferenceAbout, value: str, runtime: ToolRuntime[Deps], stance: Stance = "like", forget: bool = False
) -> Answer:
    """Remember a lasting taste, or forget one. For lasting tastes only, not for what is wanted just now.

    Args:
        about: "genre", "person", "mood", "theme" ("superhero"), "language" (two letters), "title" (a title_id),
            "max_runtime" (minutes), or "note".
        value: The thing itself: "Horror", "Denis Villeneuve", "120".
        stance: "like" or "dislike".
        forget: Drop the preference instead.
    """
    deps = runtime.context
    origin = deps.origin(runtime.tool_call_id or "")
    if forget:
        dropped = await deps.rooms.library.forget(origin, about, value)
        return changes_answer([dropped], about=about, value=value)
    label = (await deps.rooms.catalog.get(value)).title if about == "title" else None
    kept = await deps.rooms.library.remember(origin, Preference(about=about, value=value, stance=stance, label=label))
    return changes_answer([kept], preference=kept.value.model_dump(mode="json"))


@a_tool(Access.READ)
async def read_preferences(runtime: ToolRuntime[Deps]) -> Answer:
    """Read what is remembered of the person's taste."""
    deps = runtime.context
    kept = await deps.rooms.library.preferences(deps.user_id)
    return dump({"preferences": [one.model_dump(mode="json") for one in kept]}), {}


@a_tool(Access.WRITE)
async def undo(runtime: ToolRuntime[Deps], change_ids: list[str] | None = None) -> Answer:
    """Undo changes. Without change_ids: every change of the last turn that wrote, newest first.

    Args:
        change_ids: Changes to undo, as tools returned them; left out for "undo that".
    """
    deps = runtime.context
    origin = deps.origin(runtime.tool_call_id or "")
    written, left = await each(
        deps.rooms.library.undo(origin.model_copy(update={"call_id": f"{origin.call_id}/{change_id}"}), change_id)
        for change_id in (await _last_written(deps) if change_ids is None else change_ids)
    )
    return changes_answer(written, undone=[one.value.summary for one in written], left_as_is=left)


async def _last_written(deps: Deps) -> list[str]:
    changes = await deps.rooms.library.last_written_run(deps.user_id, before_run=deps.run_id)
    return [change.change_id for change in changes]


@a_tool(Access.DESTROY)
async def delete_my_data(runtime: ToolRuntime[Deps]) -> Answer:
    """Delete all of the person's data: diary, ratings, lists, preferences, journal. It cannot be undone."""
    deps = runtime.context
    await deps.rooms.library.delete_everything(deps.user_id)
    return dump({"deleted": True}), {}
