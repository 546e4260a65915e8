"""Clauses that no frame fits: a bare title, facets, or what the nearest examples say."""

from __future__ import annotations

import re

from agent.embedded.building import day_of, felt_in, rating_of
from agent.embedded.dialogue import State
from agent.embedded.marks import Marked, one
from agent.embedded.mentions import Context, Named, is_generic, named
from agent.embedded.reading import Reader
from agent.embedded.references import is_reference
from agent.embedded.request import Request
from agent.embedded.yes_no import understand_yes_no
from agent.embedded.wishes import Filters, count_of, filters_of, sort_of

UNSURE = 0.40  # cosine under which the nearest example says too little
TALE = 5  # words that tell something, from which facts in a clause belong to a plot
OUTSIDE = 0.50
SURE_TO_WRITE = 0.62
SURE_TO_FIND = 0.52
SMALL_TALK = 0.55  # what is least costly to miss
_FILM = re.compile(r"\b(?:films?|movies?|flicks?|cinema|watch(?:ing)?|actors?|director|shows?)\b", re.IGNORECASE)
_RECOMMEND = re.compile(
    r"\b(?:recommend\w*|suggest\w*|what (?:should|can|could|shall|to|do) (?:i |we |you )?(?:watch|see|think)|something|tonight|this evening|in the mood|in mood|feel(?:ing)? like|fancy|surprise|"
    r"i(?:'m| am)? (?:want|wanna|need|feeling|craving)|i want|i need|for me|for us|pick|choose|bored|i'd like|i would like|want to watch|wanna watch|looking for something|good for|movie night|to watch|kind of mood)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(r"\b(?:show|find|list|give|recommend|suggest|what|which|search|looking|want|any|are there|is there|do you|tell|name|need|mood|feel|who)\b", re.IGNORECASE)
_GOING_ON = re.compile(r"^(?:and|but|or|only|also|make|in|from|with|without|not|no|under|over|what about|how about|maybe|ideally|preferably|just|less|more|shorter|nothing|ok|okay|hmm|now)\b", re.IGNORECASE)
_ADDS = re.compile(r"^(?:and|also|plus|as well|with)\b|\b(?:also|too|as well)$", re.IGNORECASE)
_SWITCHES = re.compile(r"^(?:(?:and |so |ok |hmm )?(?:what|how) about|instead|rather|actually|maybe)\b|\binstead$", re.IGNORECASE)
_LOOKS = re.compile(r"(?P<what>.+?) (?:looks?|sounds?|seems?|is|are|was|were|might be|could be|would be)\b.*", re.IGNORECASE)
_ANEW = re.compile(r"\b(?:something|anything|more|less|er than|funnier|scarier|lighter|darker|happier|sadder|tenser|cheerier)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:songs?|albums?|listen|speakers?|playlist|weather|temperature|humid\w*|restaurants?|hotels?|flights?|recipe|stocks?|bitcoin)\b", re.IGNORECASE)
_TOPIC = re.compile(r"\b(?P<topic>(?:[a-z'-]+\s+){0,2}?[a-z'-]+)\s+(?:films?|movies?|flicks?)\b", re.IGNORECASE)
_EMPTY = frozenset(
    "a an the some any my your this that these those few lot lots of good great bad nice new other more best top worst must me us you we i want like love watch see find show give list recommend "
    "suggest name tell what which who whose is are was were be been do does did have has had can could would should for with by from in on at to and or but not no nothing something "
    "anything favorite favourite really very pretty kind sort type popular similar different another one two three all every same interesting decent cool amazing awesome random "
    "tonight please need looking search about it's its im i'm there movie film films movies his her their out else so much many it popular rated high low well known "
    "famous classic recent right next perfect solid watching feature feel make made full length whats hows thats theres seen haven't havent watched genre searching flick rent era tells most category available playing kinds sorts types lets try going really little bit see saw watch called certain old recent single particular entire whole first second big first last hollywood usually liked enjoy enjoyed also maybe just think thinking theres".split()
)
_TO_YOU = re.compile(r"\b(?:you|your|i'm|i am|i'd|i would|i have|i don't|i was|i will|i'll|thank\w*|please|it to|this one|that one|my)\b", re.IGNORECASE)
_SCENE = re.compile(r"(?:a|an|two|three|some|someone|somebody|people|kids|guys?|man|woman|boy|girl)\s+\S+\s+(?:\S+\s+)*(?:in|with|who|that|of|on|from|at|gets?|is|are|and|goes|against|inside|under|becomes?|finds?|falls?)\s+\S+", re.IGNORECASE)
_NOT_SCENES = frozenset({"outside", "greet", "thanks", "bye", "help", "undo", "delete_data"})
_WRITES = frozenset({"log_watch", "rate", "list_add", "list_remove"})
_SIGNS = {
    "log_watch": re.compile(rf"\b(?:watched|saw|seen|cinema|theat\w+|tv|movie night|finished|sat|had|came back|took|double bill|done)\b|{one('D')}", re.IGNORECASE),
    "list_add": re.compile(r"\b(?:later|save|keep|pile|forget|round|down|point|rainy|day|list|stick|put|add|some ?time)\b", re.IGNORECASE),
    "list_remove": re.compile(r"\b(?:off|remove|lose|drop|no need|changed my mind|delete|out)\b", re.IGNORECASE),
}
_QUESTION = re.compile(r"(?:who|what|when|where|which|why|how|is|was|were|are|did|does|do|have|has|can|could|should|would|tell|show)\b", re.IGNORECASE)
_NEED_TITLE = frozenset({"log_watch", "rate", "list_add", "list_remove", "similar", "details", "seen", "my_rating"})
FIND = frozenset({"recommend", "discover", "plot"})


def unframed(
    clause: str, bare: str, marked: Marked, reader: Reader, context: Context, state: State, scores: dict[str, float]
) -> Request:
    """What the clause asks, by its facets and by `scores` of the nearest examples."""
    draft = Request(intent="unclear", text=marked.plain(bare))
    scores = _weighed(bare, marked, state, scores)
    best = max(scores, key=lambda intent: scores[intent])
    alone = _bare_title(bare, marked, reader)
    if alone:
        return draft.with_(intent="details", aspect="all", titles=alone)
    if best == "outside" and scores[best] >= OUTSIDE:
        return draft.with_(intent="outside")
    pointed = named(bare, marked, reader, context) if is_reference(marked.plain(bare)) else Named()
    if pointed.mentions:
        return draft.with_(intent="details", aspect="all", titles=pointed.mentions)
    yes = understand_yes_no(draft.text)
    if yes is not None:
        return draft.with_(intent="ack" if yes else "never_mind")
    if _ELSEWHERE.search(bare) and not _FILM.search(bare):
        return draft.with_(intent="outside")
    filters = filters_of(bare, marked)
    titled = _titled(best, scores[best], bare, marked, reader, context, draft)
    if titled:
        return titled
    if best in ("like", "dislike") and filters and scores[best] >= 0.6 and re.match(r"(?:i|my|we)\b", bare, re.IGNORECASE) and not _ASKING.search(bare):
        from agent.embedded.tastes import tastes

        found = [one for one in tastes(bare, marked, reader, best) if one[0] != "note"]
        if found:
            return draft.with_(intent="remember", preferences=tuple(found))
    wish = _wish(clause, bare, marked, reader, state, filters, best, scores)
    if wish:
        return wish
    if _SCENE.match(bare) and not marked.of(bare, "T") and best not in _NOT_SCENES:
        return draft.with_(intent="plot", description=marked.plain(bare))
    if scores[best] < UNSURE:
        return _long_shot(draft, bare, marked)
    if best in ("recommend", "discover") and scores[best] < SURE_TO_FIND and not _RECOMMEND.search(bare):
        return draft
    if best in FIND:
        return draft.with_(intent="recommend" if best == "discover" else best, description=marked.plain(bare) if best == "plot" else "")
    if best in _NEED_TITLE or best in ("list_create", "correct", "like", "dislike"):
        return _long_shot(draft, bare, marked)
    pointed_at = _LOOKS.match(bare)
    if pointed_at and is_reference(marked.plain(pointed_at["what"])):
        return draft.with_(titles=named(pointed_at["what"], marked, reader, context).mentions)
    if best in ("greet", "thanks", "bye", "help") and scores[best] < SMALL_TALK:
        return draft
    if best == "delete_data" and scores[best] < SMALL_TALK:
        return draft
    lists = marked.of(bare, "W")
    return draft.with_(
        intent=best, list_name=lists[0].value if lists else ("watchlist" if best == "list_read" else None), when=day_of(bare, marked),
        pick="last" if best == "delete_entry" else None,
    )  # fmt: skip


def _weighed(bare: str, marked: Marked, state: State, scores: dict[str, float]) -> dict[str, float]:
    """`scores` with what the marks speak for and against."""
    kinds = {marked.marks[c].kind for c in bare if c in marked.marks}
    out = dict(scores)

    def shift(amount: float, *intents: str) -> None:
        for intent in intents:
            out[intent] = out.get(intent, 0.0) + amount

    if "T" not in kinds:
        shift(-0.3, *_NEED_TITLE)
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


def _bare_title(bare: str, marked: Marked, reader: Reader) -> tuple[object, ...]:
    plain = marked.plain(bare).strip(" .!?,\"'")
    only = re.fullmatch(r"(?:the (?:film|movie) )?([\ue000-\ue0ff](?:\s*(?:,|and|&)\s*[\ue000-\ue0ff])*)", bare)
    if only:
        return tuple(mark.value for mark in marked.of(bare, "T"))
    ids = reader.titles.exact(plain) or (reader.titles.closest(plain) if len(plain) > 5 else ())
    if ids and not is_generic(plain, reader) and not (filters_of(bare, marked) and not reader.titles.exact(plain)):
        return (reader.mention(plain, ids, None),)
    return ()


def _titled(best: str, score: float, bare: str, marked: Marked, reader: Reader, context: Context, draft: Request) -> Request | None:
    """A clause around a title, by what the nearest examples do with one."""
    if best not in _NEED_TITLE or not marked.of(bare, "T") or score < UNSURE:
        return None
    sign = _SIGNS.get(best)
    if best in _WRITES and (_QUESTION.match(bare) or (sign and not sign.search(bare)) or score < SURE_TO_WRITE) and not ("R" in {marked.marks[c].kind for c in bare if c in marked.marks} and best in ("log_watch", "rate")):
        best = "details"
    if best in _WRITES and (_QUESTION.match(bare) or score < SURE_TO_WRITE):
        best = "details"
    found = named(bare, marked, reader, context, loose=True, rated=best in ("log_watch", "rate"))
    sure = tuple(mention for mention in found.mentions if mention.title_ids)
    if not sure:
        return None
    rating, bad = rating_of(bare, marked)
    if best in ("log_watch", "rate") and rating is None and not bad:
        rating = felt_in(bare, marked, reader, found)
    lists = marked.of(bare, "W")
    return draft.with_(
        intent=best, titles=sure, rating=rating, bad_rating=bad, when=day_of(bare, marked), aspect="all" if best == "details" else None,
        list_name=lists[0].value if lists else "watchlist" if best.startswith("list") else None,
        filters=filters_of(bare, marked) if best == "similar" else {}, count=count_of(bare, marked) if best == "similar" else None,
    )  # fmt: skip


def _wish(
    clause: str, bare: str, marked: Marked, reader: Reader, state: State, filters: Filters, best: str, scores: dict[str, float]
) -> Request | None:
    """A wish for films, by facets; short ones after a result refine it."""
    count, sort = count_of(bare, marked), sort_of(bare, marked)
    unwanted = [one for c in marked.negated(bare) if marked.marks[c].kind == "T" for one in reader.titles.family(marked.marks[c].value.title_ids)]
    if unwanted:
        filters = filters | {"exclude_title_ids": unwanted}
    plain = marked.plain(bare)
    topic = _topic(bare, marked)
    person = reader.people.closest(topic) or topic if topic and all(word[0].isupper() for word in topic.split()) and len(topic.split()) > 1 else reader.people.closest(topic) if topic[:1].isupper() else None
    if person:
        filters, topic = filters | {"people": [*filters.get("people", []), person]}, ""
    tale = _tale(bare, marked)
    if tale and not _RECOMMEND.search(bare):
        return Request(intent="plot", text=plain, description=tale, filters=_facts_only(filters), count=count)
    if topic:
        return Request(intent="plot", text=plain, description=topic, filters=filters, count=count)
    if not filters and not (best in FIND and (sort or count)):
        return None
    follows = state.found is not None and bool(filters) and _is_fragment(clause, bare)
    if scores.get("plot", 0) > 0.55 and best == "plot" and not follows:
        return Request(intent="plot", text=plain, description=plain, filters=_facts_only(filters), count=count)
    intent = "recommend" if _RECOMMEND.search(bare) and "people" not in filters and sort is None else "discover"
    request = Request(intent=intent, text=plain, filters=filters, count=count, sort=sort, follows=follows)
    if follows:
        return request.with_(also=bool(_ADDS.search(clause)) and not _SWITCHES.search(clause), relative="anew" if _ANEW.search(bare) else None)
    return request


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
    words = [word for word in re.findall(r"[a-z']+", "".join(" " if c in marked.marks else c for c in bare).lower()) if word not in _EMPTY and len(word) > 2]
    return plain if len(words) >= TALE else ""


def _topic(bare: str, marked: Marked) -> str:
    """"heist" in "good heist movies": a word right before "films" that is no facet and says something."""
    plain = "".join(" | " if c in marked.marks else c for c in bare)
    match = _TOPIC.search(plain)
    if not match:
        return ""
    words = [word for word in match["topic"].split() if word.lower() not in _EMPTY and len(word) > 2]
    return " ".join(words)


def _long_shot(draft: Request, bare: str, marked: Marked) -> Request:
    """A longer tale that nothing fits is most likely a plot half remembered; anything else is not understood."""
    plain = marked.plain(bare)
    tale = len(plain.split()) >= 7 and not marked.of(bare, "T") and not _TO_YOU.search(plain)
    return draft.with_(intent="plot", description=plain) if tale else draft
