"""Pointing back: "the second one", "that one", "the one with De Niro", "both", "the older one", among titles that were shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from agent.embedded.marks import Marked
from agent.embedded.slots.numbers import NUMBER, number
from agent.embedded.text import words
from domain import Title

Facts = Callable[[str], Title | None]

_ORDINALS = {word: at for at, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split())}
_ORDINALS |= {f"{n}{end}": n - 1 for n, end in ((1, "st"), (2, "nd"), (3, "rd"), *((n, "th") for n in range(4, 11)))}
_ORDINALS |= {"last": -1, "final": -1, "latter": -1, "former": 0, "top": 0}
_ORD = "|".join(_ORDINALS)
_THING = r"(?:ones?|films?|movies?|titles?|options?|suggestions?|picks?|entry|result)"
_FEW = r"(?:[2-9]|two|three|four|five|six|seven|eight)"
IT = re.compile(
    rf"(?:it|that|that {_THING}|this|this {_THING}|the (?:film|movie|title)|that thing|it there|him|her|that last one|the "
    rf"same(?: one)?|same one|itt?)",
    re.IGNORECASE,
)
ALL = re.compile(
    rf"(?:them|those|these|both(?: of (?:them|those|these))?|all(?: of (?:them|those|these|it))?|all (?:{_FEW})(?: of "
    rf"them)?|they|the (?:lot|pair)|everything|them (?:all|both)|(?:those|these|the) "
    rf"(?:{_FEW}|films|movies|ones|both)(?: {_THING})?|both {_THING}|the whole lot)",
    re.IGNORECASE,
)
_OTHER = re.compile(rf"(?:the )?other(?:s| {_THING})?|the rest(?: of (?:them|those))?", re.IGNORECASE)
_FIRST_N = re.compile(
    rf"(?:the |your )?(?P<end>first|last|top|final|bottom) (?P<n>{NUMBER}|couple)(?: {_THING})?(?: of (?:them|those|"
    rf"these))?",
    re.IGNORECASE,
)
_NTH = re.compile(
    rf"(?:the |your |my )?(?:very )?(?P<ord>{_ORD})(?: {_THING})?(?: (?:of|in|on) (?:them|those|these|the list|that list|"
    rf"your list))?(?: {_THING})?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"(?:the )?(?:number|no\.?|nr\.?|#|option|choice)\s*(?P<n>{NUMBER})", re.IGNORECASE)
_ONE = re.compile(
    rf"(?:the |that |this )?(?P<what>.+?)\s*(?:{_THING}|version|remake|original|flick)|the {_THING} (?:(?:that(?:'s| is|s| "
    rf"was)?|which is|who) )?(?P<with>.+)",
    re.IGNORECASE,
)
_ORDERED = (
    (re.compile(r"(?:new(?:er|est)?|latest|most recent|more recent|recent|remake|modern|later)\b", re.IGNORECASE), "year", max),
    (re.compile(r"(?:old(?:er|est)?|original|earliest|earlier|classic)\b", re.IGNORECASE), "year", min),
    (re.compile(r"short(?:er|est)?\b", re.IGNORECASE), "runtime", min),
    (re.compile(r"long(?:er|est)?\b", re.IGNORECASE), "runtime", max),
    (re.compile(r"(?:best|better|highest|higher)[- ]?(?:rated)?\b", re.IGNORECASE), "vote_average", max),
    (re.compile(r"(?:more|most)[- ](?:popular|famous|known|well[- ]known)\b", re.IGNORECASE), "vote_count", max),
)
_WHOLE = re.compile(
    r"the (?:original|remake|new one|old one|latter|former|newest|oldest|latest|shortest|longest|first|second|third|last)", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?P<y>(?:19|20)\d\d)\b")


def is_reference(piece: str) -> bool:
    """Whether `piece`, in plain words, points at something rather than naming it."""
    piece = piece.strip()
    simple = (IT, ALL, _OTHER, _FIRST_N, _NTH, _NUMBERED, _WHOLE)
    return any(pattern.fullmatch(piece) for pattern in simple) or bool(
        re.fullmatch(rf"(?:the|that|this) .+ (?:{_THING}|version)|the {_THING} .+", piece, re.IGNORECASE)
    )


def resolve(piece: str, marked: Marked, shown: Sequence[str], focus: Sequence[str], facts: Facts) -> tuple[str, ...]:
    """Ids that `piece`, a part of `marked`, points at; () where it points at nothing that was shown."""
    said = marked.plain(piece).strip()
    if IT.fullmatch(said):
        return tuple(focus) if len(focus) == 1 else tuple(shown) if len(shown) == 1 else ()
    if ALL.fullmatch(said):
        pool = focus if len(focus) > 1 else shown or focus
        return tuple(pool)
    if _OTHER.fullmatch(said):
        rest = [one for one in shown if one not in focus]
        return tuple(rest) if len(rest) == 1 or "one" not in said.lower().split() else tuple(rest[:1])
    return _several(said, shown) or _by_place(said, shown) or _by_facts(piece, marked, shown, facts)


def _several(said: str, shown: Sequence[str]) -> tuple[str, ...]:
    match = _FIRST_N.fullmatch(said)
    if match:
        many = 2 if match["n"].lower() == "couple" else int(number(match["n"]) or 0)
        return tuple(shown[:many] if match["end"].lower() in ("first", "top") else shown[-many:]) if many else ()
    parts = re.split(r"\s*(?:,|\band\b|&)\s*(?:the )?", said)
    if len(parts) > 1:
        each = [_by_place(part, shown) for part in parts if part]
        return tuple(one for ids in each for one in ids) if all(each) else ()
    return ()


def _by_place(said: str, shown: Sequence[str]) -> tuple[str, ...]:
    match = _NTH.fullmatch(said) or _NUMBERED.fullmatch(said)
    if not match:
        return ()
    at = _ORDINALS[match["ord"].lower()] if "ord" in match.groupdict() else int(number(match["n"]) or 0) - 1
    return (shown[at],) if -len(shown) <= at < len(shown) and (at >= 0 or at == -1) else ()


def _by_facts(piece: str, marked: Marked, shown: Sequence[str], facts: Facts) -> tuple[str, ...]:
    titles = [title for title in map(facts, shown) if title]
    said = marked.plain(piece).strip()
    year = _YEAR.search(said)
    if year:
        return tuple(t.title_id for t in titles if t.year == int(year["y"]))[:1]
    for mark in (marked.marks[c] for c in piece if c in marked.marks):
        hits = [t for t in titles if _fits(t, mark.kind, mark.value)]
        if hits and mark.kind in "PGMNYL":
            return (hits[0].title_id,)
    match = _ONE.fullmatch(said) or _WHOLE.fullmatch(said)
    if not match:
        return ()
    what = (match.groupdict().get("what") or match.groupdict().get("with") or said).strip().removeprefix("the ").strip()
    for pattern, field, best in _ORDERED:
        if pattern.match(what):
            known = [t for t in titles if getattr(t, field) is not None]
            return (best(known, key=lambda t: getattr(t, field)).title_id,) if known else ()
    return _by_words(what, titles)


def _fits(title: Title, kind: str, value: object) -> bool:
    match kind:
        case "P":
            return value in title.directors + title.cast
        case "G":
            return isinstance(value, tuple) and set(value[0]) <= set(title.genres)
        case "M":
            return value in title.moods
        case "N":
            return value == title.language
        case "Y" | "L":
            have = title.year if kind == "Y" else title.runtime
            low, high = value if isinstance(value, tuple) else (None, None)
            return have is not None and (low is None or have >= low) and (high is None or have <= high)
    return False


def _by_words(what: str, titles: Sequence[Title]) -> tuple[str, ...]:
    """The title whose name, people or plot says most of `what`."""
    wanted = {word for word in words(what) if len(word) > 3 or word.isdigit()} - {"with", "about", "where", "that", "from", "film", "movie"}
    if not wanted:
        return ()
    scored = [
        (len(wanted & set(words(" ".join((t.title, t.title, *t.directors, *t.cast, t.overview, *t.themes))))), -at, t)
        for at, t in enumerate(titles)
    ]
    best = max(scored, default=(0, 0, None), key=lambda one: one[:2])
    return (best[2].title_id,) if best[2] and best[0] * 2 >= len(wanted) else ()
