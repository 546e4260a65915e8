"""One message, several requests: where one ends and the next begins, and which words around them say nothing."""

from __future__ import annotations

import re

from agent.embedded.marks import one

_VERB = (
    r"(?:re-?)?(?:add|log|put|remove|delete|take|rate|give|gave|mark|watch(?:ed)?|saw|seen|tell|show|find|recommend|suggest|"
    r"undo|remember|forget|"
    r"create|make|rename|clear|empty|set|change|save|drop|move|throw|stick|queue|bookmark|list|search|look|note|record|"
    r"start(?:ed)?|finish(?:ed)?|"
    r"rewatch(?:ed)?|watched|rated|don't|never|update|correct|fix|"
    r"what(?:'s|s)?|who(?:'s)?|how|when|which|where|why|is|was|are|did|does|do|have|has|can|could|would you|should|"
    r"i|i'm|i've|i'd|i'll|we|we've|my|let's|please|any|also|something|anything|maybe"
    r")\b"
)
_AND = r"(?:and then|and also|and please|and can you|oh and|and|then|also|plus|but also|but|as well as|&|\+)"
_SPLIT = re.compile(
    rf"(?P<stop>(?:[.!?]+(?=\s|$)|;|\n|…)+\s*(?:{_AND}\b,?\s*)?)"
    rf"|(?P<join>\s*,?\s+{_AND},?\s+(?=(?:also\s+|then\s+|please\s+|just\s+|finally\s+)?{_VERB}))"
    rf"|(?P<comma>\s*,\s*(?=(?:also\s+|then\s+|please\s+|just\s+)?(?:add|log|put|remove|delete|rate|give|mark|tell|show|"
    rf"find|recommend|suggest|undo|remember|"
    rf"create|make|rename|clear|set|watched|saw|what|who|how|when|which|any|can you|could you|should i|do you|did i|have i|"
    rf"i(?:'m|'ve|'d)? \w+|we \w+|please)\b))",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:[\s,.!?;:*–—-]+|(?:hey|hi|hello|ok|okay|so|well|oh|um+|uh|erm|alright|right|great|cool|nice|perfect|yes|yeah|yep|"
    r"yup|sure|and|also|then|but|please|pls|plz|"
    r"nah(?=,? (?:take|drop|remove|lose|scratch|bin|put|add|delete|log)\b)|"
    r"just|ah|hmm+|rafilm|good (?:morning|evening|afternoon)|now|btw|by the way|anyway|actually|lol|haha|wow|thanks|thank "
    r"you|thx|maybe|basically|honestly|for now|"
    r"next|first|finally|lastly|oh and|buddy|bot|there|one more thing|"
    r"quick question|question|i was wondering(?: if)?|i wonder(?: if)?|do you think you (?:can|could)|would you mind|is it possible to|"
    r"(?:can|could|would|will) (?:you|u|ya)(?: (?:please|pls|maybe|possibly|also|just|kindly))*|are you able to|i(?:'d| "
    r"would) (?:like|love|want) you to|i (?:want|need) you to|"
    r"i(?:'d| would) (?:like|love) to (?=log|add|rate|know|create|make|see my|remove|delete|put|record|undo|find|get)|"
    r"i (?:want|need) to (?=log|add|rate|know|create|make|see my|remove|delete|put|record|undo|find|get|change|correct|"
    r"clear|rename)|i wanna (?=log|add|rate|know|create|make|remove|delete|find)|"
    r"help me(?: to)? (?=find|log|add|make|create)|let's (?=log|add|rate|create|make|remove|delete|put)|go ahead and|"
    r"do you know(?: by any chance)? (?=who|what|when|how|which|where|if)|(?:please )?tell me (?=who|what|when|how|which|"
    r"where|why)|any idea (?=who|what|when|how|which|where)|remind me (?=who|what|when|how|which|where))(?:(?=[\s,.!?:-]|$)|"
    r"(?<=\s)))\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,.!?;:…)]+|[\s,]+(?:please|pls|plz|thanks|thank you|thx|cheers|for me|mate|rafilm|man|if you can|if possible|"
    r"would you|could you|can you|then|"
    r"kthx|ty|lol|haha|:\)|;\)|x+|tho|though|ta|by the way|btw|will you|if you don't mind|when you can))+$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\W*(?:(?:can you |could you |please )*tell me|let me know|i was wondering|i wonder|listen|look|(?:one |quick "
    r")?question)\W*",
    re.IGNORECASE,
)
_TWO_LISTS = re.compile(
    rf"(?:and |please |can you )*(?P<verb>add|put|save|stick|move) (?P<first>.+?{one('W')}),?\s+(?:and|"
    rf",)\s+(?P<second>[^,]+?\s{one('W')})\W*",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"(?:[^a-z]|\b(?:today|then|so|and|also|last night)\b)*(?:my [a-z]+|me|the kids|[A-Z][a-z]+)", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"^(?P<day>{one('D')})[\s,:-]+(?=(?:i|we|my|watched|saw|rewatched|the kids)\b)", re.IGNORECASE)


def split(text: str) -> list[str]:
    """`text`, in which names are marked, as clauses; none is empty."""
    parts: list[str] = []
    at = 0
    for match in _SPLIT.finditer(text):
        if match.group("join") and _COMPANY.fullmatch(text[at : match.start()]):
            continue  # "my wife and I"
        parts.append(text[at : match.start()])
        joined = match.group("join")  # "and" stays with the clause it opens: it tells a refinement from a new wish
        at = match.start() + len(joined) - len(joined.lstrip(" ,")) if joined else match.end()
    parts.append(text[at:])
    parts = [piece for part in parts for piece in _two_lists(part)]
    return [part.strip() for part in parts if re.search(r"\w|[\ue000-\uf8ff]", part) and not _NOTHING.fullmatch(part)]


def _two_lists(part: str) -> list[str]:
    """As in "add the first to my watchlist and the second to my favourites": the verb serves both."""
    match = _TWO_LISTS.fullmatch(part.strip())
    return [f"{match['verb']} {match['first']}", f"{match['verb']} {match['second']}"] if match else [part]


def bare(clause: str) -> str:
    """`clause` without greetings, "can you please" and the like at its ends. May be empty."""
    previous = None
    while previous != clause:
        previous = clause
        clause = _TAIL.sub("", _LEAD.sub("", clause)).strip()
    moved = _DAY_FIRST.match(clause)
    if moved:
        clause = f"{clause[moved.end() :]} {moved['day']}"
    return clause


def trimmed(clause: str) -> str:
    """`clause` with only its outer punctuation gone."""
    return re.sub(r"^[\s,.!?;:*–—-]+|[\s,.!?;:…]+$", "", clause)
