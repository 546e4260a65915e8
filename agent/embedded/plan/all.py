"""Which plan serves which intent."""

from __future__ import annotations

from agent.embedded.plan import delete, diary, facts, find, lists, memory, swap
from agent.embedded.plan.steps import Plan
from agent.embedded.request import Request

PLANS: dict[str, Plan] = {
    "log_watch": diary.log,
    "rate": diary.rate,
    "unrate": diary.unrate,
    "correct": diary.correct,
    "review": diary.review,
    "delete_entry": delete.delete_entry,
    "delete_review": delete.delete_review,
    "already_seen": diary.already_seen,
    "meant": swap.swap,
    "seen_all": find.seen_all,
    "found_it": lists.found_it,
    "changes": memory.changes,
    "list_add": lists.add,
    "list_remove": lists.remove,
    "list_create": lists.create,
    "list_read": lists.read,
    "lists": lists.every,
    "on_list": lists.on_list,
    **dict.fromkeys(("list_rename", "list_describe", "list_clear", "list_delete"), lists.change),
    "discover": find.discover,
    "recommend": find.recommend,
    "similar": find.similar,
    "plot": find.plot,
    "search": find.search,
    "sequel": find.sequel,
    "compare": find.compare,
    "not_those": find.not_those,
    "more": find.more,
    "why": find.why,
    "details": facts.details,
    "seen": facts.seen,
    "my_rating": facts.my_rating,
    "ratings": facts.ratings,
    "diary": facts.diary,
    "remember": memory.remember,
    "forget": memory.forget,
    "preferences": memory.preferences,
    "undo": memory.undo,
    "redo": memory.redo,
    "delete_data": memory.delete_data,
    **dict.fromkeys(
        "greet thanks bye help outside unclear never_mind ack crisis opinion bad_films playback studio complaint".split(),
        memory.talk,
    ),
}


def plan_for(request: Request) -> Plan:
    """The plan of a request. Raises KeyError for an intent that has none: frames and plans must agree."""
    return PLANS[request.intent]
