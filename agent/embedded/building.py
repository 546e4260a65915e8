"""From a frame that fits to a request: the words in its places are read, and a frame whose places make no sense is refused."""

from __future__ import annotations

import re
from collections.abc import Callable

from agent.embedded.dialogue import State
from agent.embedded.frames import Framed
from agent.embedded.marks import Marked, one
from agent.embedded.mentions import Context, Named, named
from agent.embedded.reading import Reader
from agent.embedded.request import Mention, Period, Request
from agent.embedded.slots.ratings import HIGHEST, LOWEST, Given, felt
from agent.embedded.tastes import LASTING, tastes
from agent.embedded.wishes import count_of, filters_of, sort_of

_BARE_NUMBER = re.compile(r"(?<![\w/.,-])(\d{1,3})(?![\w/%]|[.,]\d)")
_COMPARE = re.compile(r"\b(shorter|longer|older|newer|more recent|better rated|better)\b", re.IGNORECASE)
_FOR_NOW = re.compile(r"\b(?:want|feel like|fancy|in the mood|tonight|today|right now|this time|for now)\b", re.IGNORECASE)
_WOULD = re.compile(r"^(?:i|we)(?:'d| would)\s+(?:really |rather )?(?:like|love|enjoy|prefer)\b|^i like to (?:see|watch|find|have)\b", re.IGNORECASE)
_LIKENESS = frozenset({"similar", "plot", "remember"})
_LIKE_TITLE = re.compile(rf"\b(?:like|similar(?: to)?|such as|in the vein of|along the lines of|comparable to) (?:the (?:film|movie),? )?{one('T')}", re.IGNORECASE)
_NOT_SEEN = re.compile(r"\b(?:coming out|trailer|ads? for|poster|preview|will be|going to be|wants? to)\b", re.IGNORECASE)
_ME = re.compile(r"^(?:me|us)\b", re.IGNORECASE)
FREE = frozenset({"thanks", "bye", "greet", "help", "undo", "redo", "delete_data", "preferences", "lists", "already_seen"})


def build(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State) -> Request | None:
    """The request that `framed` makes of the clause `form`; None where its words make no sense there."""
    if framed.intent not in _LIKENESS and _LIKE_TITLE.search(framed.get("obj")):
        return None
    draft = Request(intent=framed.intent, text=marked.plain(form), aspect=framed.aspect)
    maker = _MAKERS.get(framed.intent)
    return maker(framed, form, marked, reader, context, state, draft) if maker else draft


def rating_of(piece: str, marked: Marked, *, bare: bool = False) -> tuple[int | None, str | None]:
    """The rating in `piece` (the last one, where it goes "from 7 to 8"), or what was said where it is beyond 1-10."""
    negated = marked.negated(piece)
    given = [marked.marks[c].value for c in piece if c in marked.marks and marked.marks[c].kind == "R" and c not in negated]
    if not given and bare:
        numbers = [int(n) for n in _BARE_NUMBER.findall(re.sub(r"\bnot (?:an? )?\d+", "", piece))]
        given = [Given(n if LOWEST <= n <= HIGHEST else None, str(n)) for n in numbers]
    if not given:
        return None, None
    return given[-1].value, None if given[-1].value is not None else given[-1].said


def day_of(piece: str, marked: Marked) -> Period | None:
    """The days in `piece`, the last that is not negated."""
    negated = marked.negated(piece)
    found = [marked.marks[c].value for c in piece if c in marked.marks and marked.marks[c].kind == "D" and c not in negated]
    return found[-1] if found else None


def felt_in(piece: str, marked: Marked, reader: Reader, found: Named | None = None) -> int | None:
    """The rating that feelings in `piece` stand for; words of titles do not count."""
    plain = "".join(" " if c in marked.marks and marked.marks[c].kind in "TPW" else c for c in piece)
    plain = marked.plain(plain)
    for mention in found.mentions if found else ():
        plain = plain.replace(mention.text, " ")
    return felt(plain, reader.sentiments)


def _titles(framed: Framed, marked: Marked, reader: Reader, context: Context, *, rated: bool = False, loose: bool = False) -> Named:
    words = framed.get("obj")
    found = named(words or "it", marked, reader, context, rated=rated, loose=loose)
    return found if words or found.mentions else Named(pointing="it")


def _log(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    if _NOT_SEEN.search(framed.get("obj")):
        return None
    found = _titles(framed, marked, reader, context, rated=True)
    when = day_of(form, marked)
    rating, bad = rating_of(form, marked)
    several = sum(1 for m in found.mentions if m.rating is not None)
    if not found.mentions and not found.generic and not found.pointing:
        return None
    if found.generic and not re.search(r"\b(?:watched|saw|seen|log)\b", form, re.IGNORECASE):
        return None
    again = bool(framed.get("re")) or re.search(r"\b(?:again|re-?watch(?:ed)?|(?:second|third|\d+(?:nd|rd|th)) time|once more)\b", form, re.IGNORECASE)
    first = re.search(r"\bfirst time\b", form, re.IGNORECASE)
    if rating is None and not bad and not several:
        rating = felt_in(form, marked, reader, found)
    return draft.with_(
        titles=found.mentions, pick=found.pointing, when=when, rating=None if several > 1 else rating, bad_rating=bad,
        rewatch=True if again else False if first else None,
    )  # fmt: skip


def _rate(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    if _ME.match(framed.get("obj")) or re.search(r"\b(?:a|another) (?:try|shot|chance)\b", form):
        return None
    found = _titles(framed, marked, reader, context, rated=True)
    if not found.mentions and not found.pointing:
        return None
    rating, bad = rating_of(form, marked)
    if rating is None and not bad:
        rest = "".join(" " if c in marked.marks and marked.marks[c].kind == "T" else c for c in form)
        for mention in found.mentions:
            rest = rest.replace(mention.text, " ")
        if not any(m.rating for m in found.mentions):
            rating, bad = rating_of(rest, marked, bare=True)
        if rating is None and not bad:
            rating = felt_in(form, marked, reader, found)
    return draft.with_(titles=found.mentions, pick=found.pointing, rating=rating, bad_rating=bad)


def _about_title(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    found = _titles(framed, marked, reader, context)
    if not found.mentions and (not found.pointing or len(form.split()) >= 9):
        return None
    unknown = [m for m in found.mentions if not m.title_ids]
    if len(unknown) == len(found.mentions) and any(len(m.text.split()) > 4 and not m.text[:1].isupper() for m in unknown):
        return None
    if framed.get("obj") and not any(m.title_ids for m in found.mentions) and marked.of(framed.get("obj"), "P") and framed.intent != "seen":
        return None
    lists = marked.of(form, "W")
    return draft.with_(
        titles=found.mentions, pick=found.pointing if not found.mentions else None, when=day_of(form, marked),
        list_name=lists[0].value if lists else None, everything=bool(framed.get("all")), sort=sort_of(form, marked),
    )  # fmt: skip


def _optional_title(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    found = named(framed.get("obj"), marked, reader, context) if framed.get("obj") else Named()
    if framed.get("obj") and not found.mentions and not found.pointing:
        return None
    pick = found.pointing
    last = re.search(r"\b(?:last|latest|most recent)\b", form, re.IGNORECASE)
    return draft.with_(
        titles=found.mentions, pick=pick or ("last" if last else None), when=day_of(form, marked), everything=bool(framed.get("all"))
    )


def _correct(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    rating, bad = rating_of(form, marked, bare=True)
    when = day_of(form, marked)
    found = named(framed.get("obj"), marked, reader, context) if framed.get("obj") else Named()
    again = True if framed.get("re") else None
    if rating is None and bad is None and when is None and again is None:
        return None
    if framed.get("obj") and not found.mentions and not found.pointing:
        return None
    if when is not None and rating is not None and not marked.of(form, "R"):
        rating = None
    return draft.with_(titles=found.mentions, rating=rating, bad_rating=bad, when=when, rewatch=again)


def _list(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    lists = marked.of(form, "W")
    name = lists[0].value if lists else framed.get("W") or None
    found = named(framed.get("obj"), marked, reader, context) if framed.get("obj") else Named()
    if framed.intent in ("list_add", "list_remove"):
        if not found.mentions and not found.pointing:
            return None
        if found.mentions and not any(m.title_ids for m in found.mentions) and not lists and not re.match(r"add|put|save|queue|bookmark|remove", form, re.IGNORECASE):
            return None
        if name is None:
            name = _default_list(form, framed.intent, state)
    if framed.intent == "list_create" and (name is None or name in ("watchlist", "favorites", "watching", "completed")):
        return None
    if name is None and framed.intent in ("list_clear", "list_rename", "list_delete"):
        name = state.last_list
    if name is None:
        return None
    new = marked.plain(framed.get("new")).strip(" \"'.!?") or None
    if framed.intent in ("list_rename", "list_describe") and not new:
        return None
    return draft.with_(list_name=name, titles=found.mentions, pick=found.pointing, new_name=new)


def _default_list(form: str, intent: str, state: State) -> str:
    if re.match(r"(?:un-?)?(?:favou?rite|heart|star|fave)\b", form, re.IGNORECASE):
        return "favorites"
    if re.search(r"\bstart(?:ed)?(?: watching)?\b|\bbegun\b|'m watching|\bam watching\b", form, re.IGNORECASE):
        return "watching"
    there = re.search(r"\b(?:there|it too|that list|to it|on it)\b", form, re.IGNORECASE)
    return state.last_list if state.last_list and (intent == "list_remove" or there) else "watchlist"


def _taste(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    words, stance = framed.get("obj"), "dislike" if framed.intent in ("dislike",) else "like"
    if framed.intent == "like" and (_WOULD.match(marked.plain(form)) or marked.of(form, "D")):
        return None
    lasting = LASTING.search(marked.plain(form))
    if framed.intent == "dislike" and not lasting and _FOR_NOW.search(marked.plain(form)):
        return None
    pointed = named(words, marked, reader, context) if words and not tastes(words, marked, reader, stance) else Named()
    if pointed.mentions or pointed.pointing:
        return _felt_about(pointed, stance, form, marked, reader, state, draft)
    found = tastes(words, marked, reader, stance)
    if framed.intent == "forget" and not found:
        found = [("max_runtime", "", "like")]
    notes = [one for one in found if one[0] == "note"]
    if not found or (framed.intent in ("like", "dislike") and any(len(n[1].split()) > 4 or re.match(r"(?:to|that|how|when|it|if|where|you|what)\b", n[1]) for n in notes)):
        return None
    liked = tuple(mark.value for mark in marked.of(words, "T")) if stance == "like" else ()
    return draft.with_(intent="forget" if framed.intent == "forget" else "remember", preferences=tuple(found), titles=liked)


def _felt_about(pointed: Named, stance: str, form: str, marked: Marked, reader: Reader, state: State, draft: Request) -> Request | None:
    """"I love it": of what was just logged a rating, of anything else a taste; "I don't like those": something else, please."""
    if stance == "dislike" and state.found_new:
        return draft.with_(intent="not_those", titles=pointed.mentions)
    if any(result.call["name"] == "log_watch" for result in state.turns[-1].results) if state.turns else False:
        return draft.with_(intent="rate", titles=pointed.mentions, rating=felt_in(form, marked, reader))
    ids = [m.title_ids[0] for m in pointed.mentions if m.title_ids]
    return draft.with_(intent="remember", preferences=tuple(("title", one, stance) for one in ids)) if ids else None


def _remember(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    rest = framed.places["rest"]
    negative = re.search(r"\b(?:hate|dislike|can't stand|don't|dont|never|not|no|avoid|nothing|allergic|scared)\b", rest, re.IGNORECASE)
    stated = re.sub(r"^(?:that )?(?:i|we)(?:'m| am)?\s+(?:really |absolutely )?(?:love|like|hate|dislike|prefer|adore|enjoy|can't stand|don't like|dont like|do not like|never watch|a fan of|into|not into)\s+", "", rest, flags=re.IGNORECASE)
    found = tastes(stated, marked, reader, "dislike" if negative else "like")
    if not found or any(one[0] == "note" for one in found):
        found = [("note", marked.plain(rest).strip()[:200], "like")]
    return draft.with_(intent="remember", preferences=tuple(found))


def _similar(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    words = framed.get("obj")
    if _WOULD.match(marked.plain(form)) and re.match(r"(?:to|a|an|some|something|any|the)\b", words):
        return None
    sure = not words or bool(re.search(r"\b(?:similar|movies?|films?|something|anything|more|stuff|ones?|just) (?:\w+ )?(?:like|to)\b|similar to", marked.plain(form), re.IGNORECASE))
    found = _titles(framed, marked, reader, context, loose=not sure)
    if not found.mentions and (not found.pointing or not sure):
        return None
    if not any(m.title_ids for m in found.mentions) and (marked.of(words, "P") or marked.of(words, "G")):
        return None
    relative = _COMPARE.search(form)
    return draft.with_(
        titles=found.mentions, pick=found.pointing, filters=filters_of(form, marked), count=count_of(form, marked),
        sort=None, relative=relative.group(1) if relative else None,
    )  # fmt: skip


def _plot(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    head, desc = framed.get("head"), framed.get("desc")
    keep = "".join(c for c in desc if c not in marked.marks or marked.marks[c].kind not in "YLPVC")
    words = re.sub(r"(?:\s+(?:and|or|from|with|in|by|of|starring|directed|stars|featuring|made|released))*\s*$", "", marked.plain(keep)).strip(" ,.?!")
    only = "".join(c for c in desc if c in marked.marks and marked.marks[c].kind in "YLPVC")
    filters = filters_of(head + " " + only, marked)
    if len(words) < 3 or not re.search(r"[A-Za-z]{3}", words):
        return None
    return draft.with_(description=words, filters=filters, count=count_of(form, marked))


def _search(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    words = framed.get("obj")
    found = named(words, marked, reader, context)
    called = re.search(r"\b(?:called|named|titled|title|search|look up|lookup)\b", form, re.IGNORECASE)
    known = any(m.title_ids for m in found.mentions)
    if not found.mentions or (not known and (filters_of(form, marked) or not (called or words[:1].isupper()))):
        return None
    if not known and re.search(r"\b(?:films?|movies?|about|recommend\w*|something|anything|one)\b", words):
        return None
    return draft.with_(titles=found.mentions)


def _read_back(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    rating, _ = rating_of(form, marked, bare=framed.intent == "ratings")
    votes = marked.of(form, "V")
    years = marked.of(form, "Y")
    when = day_of(form, marked)
    if when is None and years and years[0].value[0] and years[0].value[1] is not None:
        low, high = years[0].value
        from datetime import date

        when = Period(day=date(low, 1, 1), start=date(low, 1, 1), end=date(high, 12, 31))
    return draft.with_(rating=int(votes[0].value) if votes else rating, when=when, sort=sort_of(form, marked), count=count_of(form, marked))


def _going_on(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    if framed.intent == "compare":
        than = named(framed.get("obj") or framed.get("than"), marked, reader, context) if framed.get("obj") or framed.get("than") else Named()
        if than.pointing and not than.mentions and state.found is None:
            return None
        return draft.with_(titles=than.mentions, relative=framed.get("rel"), follows=state.found is not None, filters=filters_of(form, marked), count=count_of(form, marked))
    if framed.intent == "as_many":
        return draft.with_(intent="discover", count=count_of(form, marked), follows=True) if state.found else None
    if framed.intent == "not_those":
        found = named(re.sub(r".*\b(?=those|these|that|them|this|it|the)", "", form, flags=re.IGNORECASE), marked, reader, context)
        return draft.with_(titles=found.mentions, follows=True) if state.found else None
    return draft.with_(count=count_of(form, marked), follows=True)


def _same_again(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    found = named(framed.get("obj"), marked, reader, context, loose=True)
    if not found.mentions or not all(m.title_ids for m in found.mentions):
        return None
    did = str(state.note.get("did") or "details")
    same = did if did in ("details", "seen", "my_rating", "on_list", "list_add", "list_remove", "similar", "log_watch") else "details"
    return draft.with_(
        intent=same, titles=found.mentions, aspect=state.note.get("aspect") or ("all" if same == "details" else None), list_name=state.note.get("list_name"),
        rating=rating_of(form, marked)[0],
    )  # fmt: skip


def _favorite_person(framed: Framed, form: str, marked: Marked, reader: Reader, context: Context, state: State, draft: Request) -> Request | None:
    found = [one for one in tastes(framed.get("obj"), marked, reader, "like") if one[0] != "note"]
    return draft.with_(intent="remember", preferences=tuple(found)) if found else None


_Maker = Callable[[Framed, str, Marked, Reader, Context, State, Request], Request | None]
_MAKERS: dict[str, _Maker] = {
    "log_watch": _log, "already_seen": _about_title, "rate": _rate, "unrate": _about_title, "correct": _correct,
    "delete_entry": _optional_title, "delete_review": _optional_title, "details": _about_title, "seen": _about_title,
    "my_rating": _about_title, "on_list": _about_title, "search": _search, "similar": _similar, "plot": _plot,
    **dict.fromkeys(("list_add", "list_remove", "list_create", "list_rename", "list_describe", "list_clear", "list_delete", "list_read"), _list),
    **dict.fromkeys(("like", "dislike", "forget"), _taste), "remember": _remember, "favorite_person": _favorite_person,
    "diary": _read_back, "ratings": _read_back, "same_again": _same_again,
    **dict.fromkeys(("more", "not_those", "compare", "why", "as_many"), _going_on),
}  # fmt: skip
