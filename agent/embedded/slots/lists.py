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
    """A pattern for lists that the conversation has named: "from best of 90s" needs no "list" then."""
    said = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if len(name) > 2)
    return (
        re.compile(rf"\b(?:to|from|off|on|in|into)\s+(?:my\s+|the\s+)?\"?(?P<name>{said})\"?(?:\s+list)?(?![\w])", re.IGNORECASE)
        if said
        else None
    )


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
