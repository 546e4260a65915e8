"""Names of lists as they are said: "my watchlist", "favourites", "my Halloween list", "a list called …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WATCHLIST = (
    r"watch[\s-]?lists?|to-watch(?:[\s-]list)?|to watch list|list of (?:films|movies|things) to (?:watch|see)|films to "
    r"(?:watch|see) list|queue|must[\s-](?:watch|see)s?(?: list)?|want to (?:watch|see) list|up next list"
)
_FAVORITES = r"favou?rites?(?: list| films| movies| ones)?|favs|faves(?: list)?|all[\s-]time (?:favou?rites|faves)"
_WATCHING = r"(?:currently[\s-])?watching(?: list)|currently watching"
_COMPLETED = r"completed(?: list)?|finished list"
_OWN = r"(?:my|the|our|a|an|that|this|mine)"
LIST = re.compile(
    rf"(?:\b(?:{_OWN}|your|on|to|from|in|in to|into)\s+)?(?:(?:new|own|personal|whole|"
    rf"entire)\s+)?\b(?:(?P<watchlist>{_WATCHLIST})|(?P<favorites>{_FAVORITES})|(?P<watching>{_WATCHING})|"
    rf"(?P<completed>{_COMPLETED}))\b"
    rf"|(?:\b{_OWN}\s+)?(?:(?:new|custom|own|empty)\s+)*\blist\s+(?:called|named|titled|for(?= (?:[A-Z\"']))|with the "
    rf"name)\s+(?:\"(?P<quoted>[^\"]+)\"|'(?P<single>[^']+)'|(?P<called>[\w'’&\- ]+?))(?=\s*(?:$|[,.!?;:]|\b(?:with|and "
    rf"(?:put|add|rename|delete)|and then|from|please|to|containing|for me|starting)\b))"
    rf"|\b(?:my|our|the|an?)\s+(?:(?:new|own|custom|empty)\s+)?(?:\"(?P<q2>[^\"]+)\"|(?!list)(?P<own>(?!(?:whole|entire|"
    rf"full|new|short|long|second|first|last|next|other)\s)[\w'’&-]+(?:\s+(?!(?:to|from|on|in|off|my|the|and|is|an?|that|"
    rf"which|it|me|i|with|for|sorts?|has)\s)[\w'’&-]+){{0,3}}?))\s+list\b(?!\s+(?:called|named|titled))"
    rf"|(?:\b{_OWN}\s+)?(?:new\s+)?\blist\s+(?:\"(?P<q4>[^\"]+)\"|(?P<cap>(?-i:[A-Z])[\w'’&-]*(?:\s+[\w'’&-]+){{0,4}}?)"
    rf"(?=\s*(?:$|[,.!?;:]|\bwith\b|\band (?:add|put)\b)))"
    rf"|\b(?:to|from|off|on|in|into)\s+\"(?P<q3>[^\"]+)\"(?=\s*$)"
    rf"|\b(?:my|the)\s+(?P<mine>list)\b(?!s?\s+(?:called|named|titled))",
    re.IGNORECASE,
)


def known_list(names: Sequence[str]) -> re.Pattern[str] | None:
    """A pattern for the person's own lists, where their names are known: "from best of 90s", "delete date night" need no "list" then."""
    said = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if len(name) > 2)
    return (
        re.compile(
            rf"(?:\b(?:to|from|off|on|in|into)\s+|(?:^|(?<=[\s,.!])){_DONE_TO}\s+(?=\W*(?:(?:my|the)\s+)?\W*(?:{said})\b))"
            rf"(?P<slot>(?:my\s+|the\s+)?\"?(?P<name>{said})\"?(?:\s+list)?)(?![\w])",
            re.IGNORECASE,
        )
        if said
        else None
    )


LIST_VERB = re.compile(
    r"\b(?:add|put|save|stick|throw|chuck|pop|include|move|remove|take|drop|delete|cross|what'?s|what is|what do i have|rename|retitle|"
    r"clear|empty|get rid of)\b",
    re.IGNORECASE,
)
_DONE_TO = r"(?:delete|remove|clear|empty|wipe|rename|retitle|show(?: me)?|open|read|trash|bin|scrap|get rid of|drop|ditch)"
_NAME = (
    r"(?P<name>(?!(?:it|that|this|them|there|here|my|mine|these|those|all|everything|again|now|please|too|first|second|third|last)\b)"
    r"[\w'’&\- ]{3,40}?)"
)
_UNKNOWN = (
    re.compile(
        rf"(?:add|put|save|stick|throw|chuck|pop|include|move) .+ (?P<to>to|on|onto|into|in) (?:the |my )?{_NAME}"
        r"(?: (?:too|as well|also))?",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:remove|take|drop|delete|cross) .+ (?:from|off|off of|out of) (?:the |my )?{_NAME}", re.IGNORECASE),
    re.compile(rf"(?:what(?:'s|s| is)|show me what(?:'s|s| is)|what do i have) on (?:the |my )?{_NAME}", re.IGNORECASE),
    re.compile(rf"(?:delete|rename|retitle|clear|empty|get rid of) (?:the |my )?{_NAME}(?: (?:to|as) .+)?", re.IGNORECASE),
)
_NO_LIST = re.compile(
    r"\b(?:diary|journal|log|entry|entries|review|ratings?|score|data|account|profile|preferences?|history|watch(?:es|ed)?|tv|netflix|"
    r"prime|disney|hulu|hbo|cinemas?|theaters?|dvd|lists?|date of|queue|undo|everything|order|english|general|particular|mind)\b",
    re.IGNORECASE,
)


def may_be_list(clause: str) -> tuple[str, bool] | None:
    """The name in a clause that could be one of the person's own lists, and whether it can be nothing else ("add X to it")."""
    for pattern in _UNKNOWN:
        match = pattern.fullmatch(clause)
        if match and not _NO_LIST.search(clause):
            return match["name"].strip(), bool(match.groupdict().get("to"))
    return None


def list_name(match: re.Match[str]) -> str | None:
    """The list that a match of `LIST` names; a plain "my list" is the watchlist."""
    groups = match.groupdict()
    for system in ("watchlist", "favorites", "watching", "completed"):
        if groups[system]:
            return system
    if groups["mine"]:
        return "watchlist"
    name = next((groups[g] for g in ("quoted", "single", "called", "q2", "own", "q3", "q4", "cap") if groups.get(g)), None)
    if name is None or len(name.strip()) < 2:
        return None
    return name.strip()
