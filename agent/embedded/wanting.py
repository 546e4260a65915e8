"""Wishes for films, by their facets: what is wanted anew, what only refines the last wish, and what is a plot with facts in it."""

from __future__ import annotations

import re

from agent.embedded.dialogue import State
from agent.embedded.marks import Marked, one
from agent.embedded.reading import Reader
from agent.embedded.request import Request
from agent.embedded.wishes import Filters, count_of, filters_of, sort_of

SURE_PLOT = 0.55
TALE = 5  # words that tell something, from which facts in a clause belong to a plot
FIND = frozenset({"recommend", "discover", "plot"})
RECOMMEND = re.compile(
    r"\b(?:recommend\w*|suggest\w*|what (?:should|can|could|shall|to|do) (?:i |we |you )?(?:watch|see|think)|something|"
    r"tonight|this evening|in the mood|in mood|feel(?:ing)? like|fancy|surprise|"
    r"i(?:'m| am)? (?:want|wanna|need|feeling|craving)|i want|i need|for me|for us|pick|choose|bored|i'd like|i would like|"
    r"want to watch|wanna watch|looking for something|good for|movie night|to watch|kind of mood)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:show|find|list|give|recommend|suggest|what|which|search|looking|want|any|are there|is there|do you|tell|name|"
    r"need|mood|feel|who)\b",
    re.IGNORECASE,
)
_GOING_ON = re.compile(
    r"^(?:and|but|or|only|also|make|in|from|with|without|not|no|under|over|what about|how about|maybe|ideally|preferably|"
    r"just|less|more|shorter|nothing|ok|okay|hmm|now|(?:any|some|ones?)(?: ones?)? (?:from|in|with|by|under|over|before|after|without))\b"
    r"|^(?:(?:is|are) there |do you have |got )?(?:any|some|ones)(?: ones| older| newer)?\s*[\ue000-\uf8ff]\W*$",
    re.IGNORECASE,
)
_ADDS = re.compile(r"^(?:and|also|plus|as well|with)\b|\b(?:also|too|as well)$", re.IGNORECASE)
_SWITCHES = re.compile(r"^(?:(?:and |so |ok |hmm )?(?:what|how) about|instead|rather|actually|maybe)\b|\binstead$", re.IGNORECASE)
_ANEW = re.compile(
    r"\b(?:something|anything|more|less|er than|funnier|scarier|lighter|darker|happier|sadder|tenser|cheerier)\b", re.IGNORECASE
)
_REORDER = re.compile(r"\bfirst$|^(?:sort|order|rank)\b|^by\b", re.IGNORECASE)
_EITHER = re.compile(rf"{one('P')}\s+or\s+{one('P')}", re.IGNORECASE)
_TOPIC = re.compile(r"\b(?P<topic>(?:[a-z'-]+\s+){0,2}?[a-z'-]+)\s+(?:films?|movies?|flicks?)\b", re.IGNORECASE)
_EMPTY = frozenset(
    "a an the some any my your this that these those few lot lots of good great bad nice new other more best top worst must "
    "me us you we i want like love watch see find show give list recommend "
    "suggest name tell what which who whose is are was were be been do does did have has had can could would should for "
    "with by from in on at to and or but not no nothing something "
    "anything favorite favourite really very pretty kind sort type popular similar different another one two three all "
    "every same interesting decent cool amazing awesome random "
    "tonight please need looking search about it's its im i'm there movie film films movies his her their out else so much "
    "many it popular rated high low well known "
    "famous classic recent right next perfect solid watching feature feel make made full length whats hows thats theres "
    "seen haven't havent watched genre searching flick rent era tells most category available playing kinds sorts types "
    "lets try going really little bit see saw watch called certain old recent single particular entire whole first second "
    "big first last hollywood usually liked enjoy enjoyed also maybe just think thinking theres".split()
)


def wish(clause: str, bare: str, marked: Marked, reader: Reader, state: State, best: str, plot_score: float) -> Request | None:
    """What films are wanted, if any; `best` and `plot_score` tell what the nearest examples say."""
    count, sort, plain = count_of(bare, marked), sort_of(bare, marked), marked.plain(bare)
    filters = filters_of(bare, marked)
    unwanted = [
        one
        for sign in marked.negated(bare)
        if marked.marks[sign].kind == "T"
        for one in reader.titles.family(marked.marks[sign].value.title_ids)
    ]
    if unwanted:
        filters["exclude_title_ids"] = unwanted
    lists = marked.of(bare, "W")
    if lists and (filters or sort or RECOMMEND.search(bare)):  # "something short from my watchlist"
        return Request(intent="list_read", text=plain, list_name=lists[0].value, filters=filters, count=count, sort=sort)
    topic = _topic(bare, marked)
    person = _person(topic, reader)
    if person:
        filters["people"], topic = [*filters.get("people", []), person], ""
    description = _tale(bare, marked)
    if description and not RECOMMEND.search(bare):
        return Request(intent="plot", text=plain, description=description, filters=_facts_only(filters), count=count)
    if topic:
        return Request(intent="plot", text=plain, description=topic, filters=filters, count=count)
    films = best in FIND or re.search(r"\b(?:films?|movies?)\b", bare, re.IGNORECASE)
    if sort and not filters and state.found is not None and state.found.call["name"] == "discover_titles" and _REORDER.search(bare):
        return Request(intent="discover", text=plain, sort=sort, follows=True)
    if not filters and not (films and (sort or count)):
        return None
    follows = state.found is not None and bool(filters) and _is_fragment(clause, bare)
    if best == "plot" and plot_score > SURE_PLOT and not follows:
        return Request(intent="plot", text=plain, description=plain, filters=_facts_only(filters), count=count)
    either = "either" if _EITHER.search(bare) else None
    intent = "recommend" if RECOMMEND.search(bare) and "people" not in filters and sort is None else "discover"
    request = Request(intent=intent, text=plain, filters=filters, count=count, sort=sort, follows=follows, relative=either)
    if not follows:
        return request
    also = bool(_ADDS.search(clause)) and not _SWITCHES.search(clause)
    return request.with_(also=also, relative="anew" if _ANEW.search(bare) else either)


def _person(topic: str, reader: Reader) -> str | None:
    """Who is meant by a name before "movies": one that is known, or two capitalised words that find nothing."""
    if not topic[:1].isupper():
        return None
    full = len(topic.split()) > 1 and all(word[0].isupper() for word in topic.split())
    return reader.people.closest(topic) or (topic if full else None)


def _is_fragment(clause: str, bare: str) -> bool:
    """Whether a clause only adds to the last wish ("and in french"), rather than being a wish of its own ("movies from 1994")."""
    lead = re.sub(r"^[\s,.!]+", "", clause)
    marks = sum(1 for c in bare if "\ue000" <= c <= "\uf8ff")
    if re.match(r"(?:something|anything)\b", lead, re.IGNORECASE):
        return marks == 1 or bool(re.search(r"\b(?:more|less|too|er|bit|little|else)\b", bare))
    if _GOING_ON.search(lead):
        return not re.search(r"\b(?:what|which) (?:is|are|were)\b", bare)
    headed = re.search(r"\b(?:films?|movies?|flicks?)\b", bare, re.IGNORECASE) or bare.startswith(("a ", "an ", "some ", "top "))
    return not headed and not _ASKING.search(bare) and marks <= 1 and len(bare.split()) <= 5


def _facts_only(filters: Filters) -> Filters:
    """What is sure in a tale; its genres and moods are words of the tale."""
    return {name: value for name, value in filters.items() if name in ("year_from", "year_to", "people", "language")}


def _tale(bare: str, marked: Marked) -> str:
    """The words of a plot that is told with facts in it ("what 1997 film has a ship crashing into an iceberg"); "" for a mere wish."""
    kept = "".join(c for c in bare if c not in marked.marks or marked.marks[c].kind not in "YPCSLV")
    plain = re.sub(r"\s+", " ", marked.plain(kept)).strip(" ,.?!")
    words = [
        word
        for word in re.findall(r"[a-z']+", "".join(" " if c in marked.marks else c for c in bare).lower())
        if word not in _EMPTY and len(word) > 2
    ]
    return plain if len(words) >= TALE else ""


def _topic(bare: str, marked: Marked) -> str:
    """The "heist" of "good heist movies": a word right before "films" that is no facet and says something."""
    plain = "".join(" | " if c in marked.marks else c for c in bare)
    match = _TOPIC.search(plain)
    if not match:
        return ""
    words = [word for word in match["topic"].split() if word.lower() not in _EMPTY and len(word) > 2]
    return " ".join(words)
