"""Requests that read: facts, likeness, plots, the diary, and going on from what was found."""

from __future__ import annotations

import re
from datetime import date

from agent.embedded import references
from agent.embedded.build_follow import meant, seen_all
from agent.embedded.build_tastes import WOULD
from agent.embedded.dialogue import State
from agent.embedded.frames import Framed
from agent.embedded.marks import ANY, Marked
from agent.embedded.mentions import Context, Named, named
from agent.embedded.reading import Reader
from agent.embedded.request import Mention, Period, Request
from agent.embedded.said import day_of, rating_of, titles
from agent.embedded.wishes import count_of, filters_of, sort_of

_COMPARE = re.compile(r"\b(shorter|longer|older|newer|more recent|better rated|better)\b", re.IGNORECASE)


_SAME_RATING = re.compile(r"\bsame (?:rating|score|stars|points|again)\b", re.IGNORECASE)
_TOO = re.compile(r"\b(?:so|too|that|as|very)\b", re.IGNORECASE)
_REPEATABLE = frozenset({"rate", "details", "seen", "my_rating", "on_list", "list_add", "list_remove", "similar", "log_watch"})
_ALL_OF_THEM = 20
_THE_ONE = re.compile(r"(?:the|that) one\b", re.IGNORECASE)
_BUT = re.compile(
    rf"(?:,\s*|\s+but\s+|\s+and\s+)(?:(?:not|nothing|no|also|too|very|more|from|in|with|something|is|it's|under|"
    rf"preferably)\s+)*{ANY}(?:\s+{ANY})*\s*$",
    re.IGNORECASE,
)


def about_title(
    framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request
) -> Request | None:
    """Facts of titles, and the person's own with them."""
    which = framed.get("which")
    found = titles(framed, marked, reader, context)
    if framed.get("than"):  # two titles side by side
        other = named(framed.get("than"), marked, reader, context)
        found = Named((*found.mentions, *other.mentions), found.pointing or other.pointing)
    if which:
        found = _which(which, marked, context)
    if not found.mentions and (not found.pointing or len(form.split()) >= 9):
        return None
    unknown = [m for m in found.mentions if not m.title_ids]
    if len(unknown) == len(found.mentions) and any(len(m.text.split()) > 4 and not m.text[:1].isupper() for m in unknown):
        return None
    if framed.get("obj") and not any(m.title_ids for m in found.mentions) and marked.of(framed.get("obj"), "P") and framed.intent != "seen":
        return None
    lists = marked.of(form, "W")
    seen = seen_all(marked.plain(framed.get("obj")), state, draft) if framed.intent == "already_seen" else None
    return seen or draft.with_(
        titles=found.mentions,
        pick=found.pointing if not found.mentions else None,
        when=day_of(form, marked),
        list_name=lists[0].value if lists else None,
        everything=bool(framed.get("all")),
        sort=sort_of(form, marked),
        filters=filters_of(form, marked) if framed.intent == "details" else {},
    )


def _which(words: str, marked: Marked, context: Context) -> Named:
    """As in "which one is the shortest?": a pick among what was shown."""
    bare = re.sub(r"^(?:the|by|from|in|with|about)\s+", "", marked.plain(words))
    for guess in (f"the {bare} one", f"the one with {bare}"):
        found = references.resolve(guess, Marked(guess), context.shown, context.focus, context.facts)
        if found:
            return Named(tuple(Mention(text=bare, title_ids=(one_id,)) for one_id in found[:1]))
    return Named()


def similar(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """Films like others, with what should differ."""
    words = framed.get("obj")
    if WOULD.match(marked.plain(form)) and re.match(r"(?:to|a|an|some|something|any|the)\b", words):
        return None
    sure = not words or bool(
        re.search(
            r"\b(?:similar|movies?|films?|something|anything|more|stuff|ones?|just) (?:\w+ )?(?:like|to)\b|similar to",
            marked.plain(form),
            re.IGNORECASE,
        )
    )
    found = titles(framed, marked, reader, context, loose=not sure)
    if not found.mentions and (not found.pointing or not sure):
        return None
    if not any(m.title_ids for m in found.mentions) and (marked.of(words, "P") or marked.of(words, "G")):
        return None
    wanted = filters_of(form, marked)
    same = {m.title_ids[0] for m in found.mentions if m.title_ids} == set(state.shown)
    if state.found_ids and not wanted and same and len(state.shown) > 1:
        return draft.with_(intent="more", follows=True, count=count_of(form, marked))  # "more like these" goes on with the same question
    relative = _COMPARE.search(form)
    named_by_year = [c for c in words if c in marked.marks and any(marked.marks[c].words in m.text for m in found.mentions)]
    rest = "".join(c for c in form if c not in named_by_year)
    return draft.with_(
        titles=found.mentions,
        pick=found.pointing,
        filters=filters_of(rest, marked),
        count=count_of(form, marked),
        sort=None,
        relative=relative.group(1) if relative else None,
    )


def plot(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """A plot told, with facts before and within it."""
    if _THE_ONE.match(form):
        shown = references.resolve(form, marked, context.shown, context.focus, context.facts)
        if shown:
            return draft.with_(intent="details", aspect="all", titles=tuple(Mention(text="", title_ids=(one_id,)) for one_id in shown))
    head, desc = framed.get("head"), framed.get("desc")
    added = _BUT.search(desc)
    if added:  # "anything with time travel but funny"
        head, desc = f"{head} {added.group()}", desc[: added.start()]
    keep = "".join(c for c in desc if c not in marked.marks or marked.marks[c].kind not in "YLPVC")
    words = re.sub(
        r"(?:\s+(?:and|or|from|with|in|by|of|starring|directed|stars|featuring|made|released))*\s*$", "", marked.plain(keep)
    ).strip(" ,.?!")
    only = "".join(c for c in desc if c in marked.marks and marked.marks[c].kind in "YLPVC")
    filters = filters_of(head + " " + only, marked)
    if len(words) < 3 or not re.search(r"[A-Za-z]{3}", words):
        return None
    return draft.with_(description=words, filters=filters, count=count_of(form, marked))


def search(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """A title by name; a kind of film is no name."""
    words = framed.get("obj")
    found = named(words, marked, reader, context)
    called = re.search(r"\b(?:called|named|titled|title|search|look up|lookup)\b", form, re.IGNORECASE)
    known = any(m.title_ids for m in found.mentions)
    if not found.mentions or (not known and (filters_of(form, marked) or not (called or words[:1].isupper()))):
        return None
    if not known and re.search(r"\b(?:films?|movies?|about|recommend\w*|something|anything|one)\b", words):
        return None
    return draft.with_(titles=found.mentions)


def finding(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """Films by what is marked in the clause; "how many" wants all of them, "new releases" the newest."""
    filters = filters_of(form, marked)
    count = _ALL_OF_THEM if form.lower().startswith("how many") else count_of(form, marked)
    return draft.with_(filters=filters, sort=None if filters else sort_of(form, marked) or "newest", count=count)


def read_back(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """The diary or the ratings, in a stretch of days or from a rating on."""
    rating, _ = rating_of(form, marked, bare=framed.intent == "ratings")
    votes = marked.of(form, "V")
    years = marked.of(form, "Y")
    when = day_of(form, marked)
    when = None if when and when.start.year == 1 else when  # "recently" is no stretch of days
    if when is None and years and years[0].value[0] and years[0].value[1] is not None:
        low, high = years[0].value
        when = Period(day=date(low, 1, 1), start=date(low, 1, 1), end=date(high, 12, 31))
    return draft.with_(rating=int(votes[0].value) if votes else rating, when=when, sort=sort_of(form, marked), count=count_of(form, marked))


def going_on(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """More, fewer, others: all of them need a last result."""
    if framed.intent == "compare":
        rel = marked.plain(framed.get("rel"))
        if _TOO.search(rel) and (state.found is None or not rel.lower().endswith(("old", "new"))):
            return None  # "not too old" at the start is a wish of its own
        than = (
            named(framed.get("obj") or framed.get("than"), marked, reader, context) if framed.get("obj") or framed.get("than") else Named()
        )
        if than.pointing and not than.mentions and state.found is None:
            return None
        return draft.with_(
            titles=than.mentions,
            relative=rel,
            follows=state.found is not None,
            filters={} if _TOO.search(rel) else filters_of(form, marked),
            count=count_of(form, marked),
        )
    if framed.intent == "as_many":
        return draft.with_(intent="discover", count=count_of(form, marked), follows=True) if state.found else None
    if framed.intent == "not_those" and re.search(r"\bwrong\b", form, re.IGNORECASE) and not state.found_new:
        return meant(framed, form, marked, reader, context, state, draft)
    if framed.intent == "not_those":
        found = named(re.sub(r".*\b(?=those|these|that|them|this|it|the)", "", form, flags=re.IGNORECASE), marked, reader, context)
        return draft.with_(titles=found.mentions, follows=True) if state.found else None
    if framed.intent == "why":
        pointed = re.sub(r"^why (?:(?:is|are|did you|do you|would you|pick|choose|suggest|recommend) )*", "", form, flags=re.IGNORECASE)
        return draft.with_(titles=named(pointed, marked, reader, context, loose=True).mentions, follows=True)
    return draft.with_(count=count_of(form, marked), follows=True)


def cheer_up(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """As in "I'm sad today": something that lifts, not more of it."""
    moods = [mark.value for mark in marked.of(form, "M")]
    if moods and not set(moods) & {"sad", "melancholic", "bleak"}:
        return None
    return draft.with_(intent="recommend", aspect="cheer", filters={"moods": ["uplifting", "heartwarming"]})


def same_again(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    """As in "and Ronin?": the same question or write for another title."""
    found = named(framed.get("obj"), marked, reader, context, loose=True)
    if not found.mentions or not all(m.title_ids for m in found.mentions):
        return None
    did = str(state.note.get("did") or "details")
    if _SAME_RATING.search(form) and _same_rating(state) is None:
        return None
    same = did if did in _REPEATABLE else "details"
    return draft.with_(
        intent=same,
        titles=found.mentions,
        aspect=state.note.get("aspect") or ("all" if same == "details" else None),
        list_name=state.note.get("list_name"),
        when=day_of(form, marked),
        rating=_same_rating(state) if _SAME_RATING.search(form) else rating_of(form, marked)[0],
    )


def _same_rating(state: State) -> int | None:
    given = [result.call["args"].get("rating") for result in state.last_write]
    return next((int(rating) for rating in given if rating), None)
