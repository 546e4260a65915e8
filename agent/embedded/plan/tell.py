"""What is said of films that were found: one pick and why in a breath, one or two more by name. The cards show them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from agent.embedded.dialogue import Result
from agent.embedded.plan.steps import Desk, Said, failure
from agent.embedded.request import Request
from agent.embedded.speech import named, wish
from agent.embedded.text import and_list

TOPIC = 2  # words of a description that is a theme, not a tale
NAMED = 3  # titles that an answer with cards below it names at most
GOOD = 7.0  # average vote that is a reason to watch
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SMALL = (
    "You ", "Your ", "It is ", "It has ", "It mixes ", "Close in ", "Another ", "It shares ", "Widely loved", "A favourite", "Well liked",
    "Less known", "Little known", "Rated ", "People give ",
)  # fmt: skip
_LOOSEN = (
    ("exclude_moods",), ("exclude_genres",), ("exclude_themes",), ("moods",), ("min_rating",), ("max_runtime",), ("min_runtime",),
    ("language",), ("year_from", "year_to"), ("people",), ("themes",), ("genres",),
)  # fmt: skip


def found(result: Result, desk: Desk, request: Request | None = None) -> Said:
    """What to say of a find, with the reasons the tool gave; or what could be loosened."""
    trouble = failure(result, desk)
    if trouble:
        return Said(trouble)
    titles, args, tool = result.titles, result.call["args"], result.call["name"]
    if not titles:
        return _empty(args, tool, desk)
    say, slots = desk.speaker.say, picks(titles, args, desk)
    if tool == "recommend":
        kind = say("cheered") if request and request.aspect == "cheer" else ""
        new = not any(title.get("evidence") for title in titles) and not args.get("filters")
        text = kind + say("recommended", **slots) + (say("taste_question") if new else "")
        return Said(text, {"focus": [titles[0]["title_id"]]})
    if args.get("title_ids"):
        return Said(say("similar", likes=likes([desk.title(one) for one in args["title_ids"]]), **slots))
    if args.get("description"):
        if len(str(args["description"]).split()) <= TOPIC:
            return Said(say("plot_topic", **slots))
        others = say("plotted_others", **slots) if len(titles) > 1 else ""
        return Said(say("plotted", **{**slots, "others": others}), {"focus": [titles[0]["title_id"]]})
    if len(titles) == 1:
        return Said(say("found_one", **slots))
    order = _order(str(args.get("sort") or ""), titles[0])
    return Said(say("ordered", order=order, **slots) if order else say("found", **slots))


def picks(titles: Sequence[Mapping[str, Any]], args: Mapping[str, Any], desk: Desk) -> dict[str, str]:
    """Slots for a pick: its name, why as a clause and as a sentence, and the next two."""
    rest = [short(title, titles) for title in titles[1:NAMED]]
    left = len(titles) - 1 - len(rest)
    more = desk.speaker.say("more_below", count=_WORDS[left] if left < len(_WORDS) else left) if left > 0 else ""
    slots = {"titles": and_list(rest), "titles_cap": and_list(rest), "titles_or": and_list(rest, "or"), "more": more}
    why = _why(titles[0], args)
    return {
        **slots,
        "first": short(titles[0], titles),
        "because": f"{', ' if ':' in why else ': '}{lower(why)}" if why else "",
        "why": f" {why}." if why else "",
        "others": desk.speaker.say("others", **slots) if rest else "",
    }


def short(title: Mapping[str, Any], among: Sequence[Mapping[str, Any]]) -> str:
    """A title by its name alone: the card tells its year, unless two of one name are there."""
    alike = Counter(str(one["title"]) for one in among)
    return named(title) if alike[str(title["title"])] > 1 else str(title["title"])


def likes(titles: Sequence[Mapping[str, Any]]) -> str:
    """What films are to be like: two by name, more as "those"."""
    return and_list([short(title, titles) for title in titles]) if len(titles) <= 2 else "those"


def few(titles: Sequence[Mapping[str, Any]]) -> str:
    """The first few with their years, and how many more."""
    if len(titles) <= NAMED:
        return and_list([named(title) for title in titles])
    return f"{', '.join(named(title) for title in titles[:NAMED])} and {len(titles) - NAMED} more"


def lower(reason: str) -> str:
    """A reason in the middle of a sentence: "You gave Heat 9" begins small, "Heat is …" does not."""
    text = reason.rstrip(".")
    return text[:1].lower() + text[1:] if text.startswith(_SMALL) else text


def _why(title: Mapping[str, Any], args: Mapping[str, Any]) -> str:
    """The tool's reason; else who made it and what people give it, where that is something to go by."""
    if title.get("reason"):
        return str(title["reason"]).rstrip(".")
    asked = {str(one).lower() for one in (args.get("filters") or {}).get("people", ())}
    makers = [name for name in title.get("directors") or () if name.lower() not in asked][:2]
    vote = title.get("vote_average") or 0
    if args.get("description") or args.get("sort"):
        return ""
    if makers and not asked:
        return f"{and_list(makers)} directed it" + (f", and people give it {vote:.1f}" if vote >= GOOD else "")
    return f"People give it {vote:.1f}" if vote >= GOOD else ""


def _order(sort: str, title: Mapping[str, Any]) -> str:
    """What puts the first one first, as in ", rated 8.5"."""
    year, minutes, vote = title.get("year"), title.get("runtime"), title.get("vote_average")
    match sort:
        case "rating" if vote:
            return f", rated {vote:.1f}"
        case "newest" | "oldest" if year:
            return f", from {year}"
        case "shortest" | "longest" if minutes:
            return f", at {minutes} minutes"
    return ""


def _empty(args: Mapping[str, Any], tool: str, desk: Desk) -> Said:
    """Nothing found: says so, and offers to drop the wish that asks most, where another stays."""
    filters = dict(args.get("filters") or {})
    asked = {name: value for name, value in filters.items() if name != "exclude_title_ids"}
    if filters.get("exclude_title_ids") and desk.state.found_ids:
        return Said(desk.speaker.say("no_more"))
    wishes = [group for group in _LOOSEN if any(asked.get(name) for name in group)]
    if len(wishes) < 2:
        return Said(desk.speaker.say("nothing_found", wish=wish(asked) or "that", loosen=""))
    looser = {name: value for name, value in asked.items() if name not in wishes[0]}
    dropped = {name: asked[name] for name in wishes[0] if name in asked}
    intent = {"recommend": "recommend", "discover_titles": "discover"}.get(tool, "plot")
    again = Request(intent=intent, filters=looser, description=str(args.get("description") or ""))
    note = {} if args.get("title_ids") else {"asks": "yes", "requests": [again.model_dump(mode="json", exclude_defaults=True)]}
    loosen = desk.speaker.say("loosen", what=wish(dropped)) if note else ""
    return Said(desk.speaker.say("nothing_found", wish=wish(asked), loosen=loosen), note)
