"""Clauses that no frame fits: one reading after the other is tried, the surest first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.embedded.dialogue import State
from agent.embedded.marks import Marked
from agent.embedded.mentions import Context, named
from agent.embedded.reading import Reader
from agent.embedded.references import is_reference
from agent.embedded.request import Mention, Request
from agent.embedded.said import day_of
from agent.embedded.tastes import tastes
from agent.embedded.titled import NEED_TITLE, UNSURE, bare_title, titled
from agent.embedded.wanting import FIND, RECOMMEND, wish
from agent.embedded.wishes import filters_of
from agent.embedded.yes_no import understand_yes_no

OUTSIDE = 0.50
SURE_TO_FIND = 0.52
SURE_TO_READ = 0.58
SMALL_TALK = 0.55  # what is least costly to miss
SURE_TASTE = 0.60
_FILM = re.compile(r"\b(?:films?|movies?|flicks?|cinema|watch(?:ing)?|actors?|director|shows?)\b", re.IGNORECASE)
_LOOKS = re.compile(r"(?P<what>.+?) (?:looks?|sounds?|seems?|is|are|was|were|might be|could be|would be)\b.*", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:songs?|albums?|listen|speakers?|playlist|weather|temperature|humid\w*|restaurants?|hotels?|flights?|recipe|"
    r"stocks?|bitcoin)\b",
    re.IGNORECASE,
)
_TO_YOU = re.compile(
    r"\b(?:you|your|i'm|i am|i'd|i would|i have|i don't|i was|i will|i'll|thank\w*|please|it to|this one|that one|my)\b", re.IGNORECASE
)
_NO = re.compile(
    r"(?:but |please |and )*(?:no more|not|no|nothing with|without|anything but|none of the)(?: any| the| a)? (?P<what>[\w -]{3,30}?)"
    r"(?: (?:films?|movies?|stuff|ones?|please))*",
    re.IGNORECASE,
)
_SCENE = re.compile(
    r"(?:a|an|two|three|some|someone|somebody|people|kids|guys?|man|woman|boy|girl)\s+\S+\s+(?:\S+\s+)*(?:in|with|who|that|"
    r"of|on|from|at|gets?|is|are|and|goes|against|inside|under|becomes?|finds?|falls?)\s+\S+",
    re.IGNORECASE,
)
_NOT_SCENES = frozenset({"outside", "greet", "thanks", "bye", "help", "undo", "delete_data"})
_READ_BACK = frozenset({"diary", "ratings", "preferences", "lists", "list_read", "delete_data", "undo", "delete_entry", "more", "why"})
_STATES = re.compile(r"(?:i|my|we)\b(?!.*\b(?:show|find|recommend|suggest|want|looking|need|mood)\b)", re.IGNORECASE)
_NO_LONG_SHOT = frozenset({*NEED_TITLE, "list_create", "correct", "like", "dislike"})


@dataclass(frozen=True)
class Clause:
    """A clause as it stands, without its politeness, and all that helps to read it. `best` is the nearest intent."""

    text: str
    bare: str
    marked: Marked
    reader: Reader
    context: Context
    state: State
    scores: dict[str, float]
    best: str

    @property
    def plain(self) -> str:
        """The words of the clause."""
        return self.marked.plain(self.bare)

    def asks(self, intent: str, **slots: object) -> Request:
        """A request of this clause."""
        return Request(intent=intent, text=self.plain).with_(**slots)


def unframed(text: str, bare: str, marked: Marked, reader: Reader, context: Context, state: State, scores: dict[str, float]) -> Request:
    """What the clause asks, by its facets and by `scores` of the nearest examples."""
    weighed = _weighed(bare, marked, state, scores)
    clause = Clause(text, bare, marked, reader, context, state, weighed, max(weighed, key=lambda intent: weighed[intent]))
    for reading in (_names, _without, _outside, _points, _answers, _title, _taste, _wish, _scene):
        request = reading(clause)
        if request is not None:
            return request
    return _nearest(clause)


def _names(c: Clause) -> Request | None:
    titles = bare_title(c.bare, c.marked, c.reader)
    return c.asks("details", aspect="all", titles=titles) if titles else None


def _without(c: Clause) -> Request | None:
    """As in "no superheroes" after a find: the same without a theme."""
    match = _NO.fullmatch(c.bare)
    theme = c.reader.theme(c.marked.plain(match["what"])) if match and c.state.found else None
    return c.asks("discover", filters={"exclude_themes": [theme]}, follows=True) if theme else None


def _outside(c: Clause) -> Request | None:
    elsewhere = _ELSEWHERE.search(c.bare) and not _FILM.search(c.bare)
    return c.asks("outside") if elsewhere or (c.best == "outside" and c.scores["outside"] >= OUTSIDE) else None


def _points(c: Clause) -> Request | None:
    number = re.fullmatch(r"#? ?([1-9])", c.plain)
    if number and len(c.state.shown) >= int(number[1]):
        return c.asks("details", aspect="all", titles=(Mention(text=c.plain, title_ids=(c.state.shown[int(number[1]) - 1],)),))
    found = named(c.bare, c.marked, c.reader, c.context).mentions if is_reference(c.plain) else ()
    return c.asks("details", aspect="all", titles=found) if found else None


def _answers(c: Clause) -> Request | None:
    yes = understand_yes_no(c.plain)
    return None if yes is None else c.asks("ack" if yes else "never_mind")


def _title(c: Clause) -> Request | None:
    return titled(c.best, c.scores[c.best], c.bare, c.marked, c.reader, c.context)


def _taste(c: Clause) -> Request | None:
    sure = c.best in ("like", "dislike") and c.scores[c.best] >= SURE_TASTE and _STATES.match(c.bare)
    if not sure or not filters_of(c.bare, c.marked):
        return None
    found = [one for one in tastes(c.bare, c.marked, c.reader, c.best) if one[0] != "note"]
    return c.asks("remember", preferences=tuple(found)) if found else None


def _wish(c: Clause) -> Request | None:
    return wish(c.text, c.bare, c.marked, c.reader, c.state, c.best, c.scores.get("plot", 0.0))


def _scene(c: Clause) -> Request | None:
    """As in "a heist in a dream": a noun with something happening to it is a plot."""
    fits = _SCENE.match(c.bare) and not c.marked.of(c.bare, "T") and c.best not in _NOT_SCENES and not _FILM.search(c.bare)
    return c.asks("plot", description=c.plain) if fits else None


def _nearest(c: Clause) -> Request:
    """What the nearest example wants, where it is near enough for what that would do."""
    score = c.scores[c.best]
    if score < UNSURE or c.best in _NO_LONG_SHOT:
        return _long_shot(c)
    if c.best in ("recommend", "discover") and score < SURE_TO_FIND and not RECOMMEND.search(c.bare):
        return c.asks("unclear")
    if c.best in FIND:
        return c.asks("plot", description=c.plain) if c.best == "plot" else c.asks("recommend")
    looks = _LOOKS.match(c.bare)
    if looks and is_reference(c.marked.plain(looks["what"])):  # "the first two look great": the next clause may lean on them
        return c.asks("unclear", titles=named(looks["what"], c.marked, c.reader, c.context).mentions)
    least = SMALL_TALK if c.best in ("greet", "thanks", "bye", "help") else SURE_TO_READ if c.best in _READ_BACK else UNSURE
    if score < least:
        return c.asks("unclear")
    lists = c.marked.of(c.bare, "W")
    name = lists[0].value if lists else "watchlist" if c.best == "list_read" else None
    return c.asks(c.best, list_name=name, when=day_of(c.bare, c.marked), pick="last" if c.best == "delete_entry" else None)


def _long_shot(c: Clause) -> Request:
    """A longer tale that nothing fits is most likely a plot half remembered; anything else is not understood."""
    tale = len(c.plain.split()) >= 7 and not c.marked.of(c.bare, "T") and not _TO_YOU.search(c.plain)
    return c.asks("plot", description=c.plain) if tale else c.asks("unclear")


def _weighed(bare: str, marked: Marked, state: State, scores: dict[str, float]) -> dict[str, float]:
    """`scores` with what the marks speak for and against."""
    kinds = {marked.marks[c].kind for c in bare if c in marked.marks}
    out = dict(scores)

    def shift(amount: float, *intents: str) -> None:
        for intent in intents:
            out[intent] = out.get(intent, 0.0) + amount

    if "T" not in kinds:
        shift(-0.3, *NEED_TITLE)
    else:
        shift(-0.3, "outside")
    if "R" in kinds:
        shift(0.1, "log_watch", "rate", "correct")
    if "D" in kinds:
        shift(0.05, "log_watch", "diary")
    if "W" in kinds:
        shift(0.15, "list_add", "list_remove", "list_read", "list_create")
    else:
        shift(-0.1, "list_read", "list_create")
    if kinds & set("GPMNYL"):
        shift(-0.25, "outside")
        shift(0.1, "discover", "recommend")
    if _FILM.search(bare):
        shift(-0.12, "outside")
    if state.found is None:
        shift(-0.2, "more", "why")
    return out
