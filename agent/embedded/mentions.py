"""Which titles the words after a verb name: "Heat 8 and blade runer 7", "the first two", "it"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.embedded import references
from agent.embedded.marks import Mark, Marked, one
from agent.embedded.reading import Reader
from agent.embedded.request import Mention
from agent.embedded.slots.ratings import Given
from agent.embedded.text import key

_CUT = re.compile("|".join(one(kind) for kind in "DRWV"))
_JOIN = re.compile(
    r"\s*(?:,\s*(?:and|&|then|followed by|plus|or)?\s+|\s+(?:and then|and also|and|&|\+|plus|then|followed by|as well as|"
    r"or)\s+|\s*;\s*|\s*,\s*)\s*",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r"^(?:(?:the|a|this|that|my)\s+)?(?:film|movie|flick|feature|classic)s?\s*(?:called|named|titled|:)?\s+(?=\S)|"
    r"^(?:watching|seeing|called|named|titled|something called|all of|about|of|for|a bit of|some|"
    r"the whole of|also|both|either|just|to)\s+|^[\s,:;.–—-]+|^(?:again|finally|then|please|too)\s+(?=\S)",
    re.IGNORECASE,
)
_TAILS = re.compile(
    r"(?:\s+(?:again|too|as well|also|instead|yet|already|before|ever|once more|movie|film|flick|today|please|now|though|"
    r"tho|later|here|there|for once|"
    r"with (?:my|the|a|some|friends|him|her|them|mum|mom|dad|everyone|family)\b.*|by myself|alone|at (?:the|my|a|home|"
    r"work)\b.*|in (?:the )?(?:cinemas?|theat(?:er|re)s?|imax|bed|3d|one sitting|full)\b.*|"
    r"on (?:netflix|tv|dvd|blu-?ray|prime|disney|hulu|hbo|amazon|a plane|the plane|my|the|streaming|vhs|imax)\b.*|for the "
    r".{1,12}? time|for (?:later|me|fun)|"
    r"(?:and|which|it|that) (?:it )?(?:was|is|were|seems|looks|i|really|blew|made|has)\b.*|because\b.*|since\b.*|but\b.*|"
    r"so\b.*|if\b.*|last time|this time|the other day|a while ago|ages ago|recently|just now|earlier|tonight|in one go|"
    r"at all|or not|i think|i guess|i believe|from|and|was|is|on|at|to|in|as|a|an|for|with|the one with|out|up|off))+$",
    re.IGNORECASE,
)
_ONLY_NUMBER = re.compile(r"[\s,:]*(?:an? )?(?P<n>10|[1-9])[\s,.!]*")
_NUMBER_LAST = re.compile(r"(?P<name>.+?)[\s:,–-]+(?:an?\s+)?(?P<n>10|[1-9])$")
_GENERIC = frozenset(
    "a an the some any my your this that these those few lot lots of good great bad nice new old best movie movies film "
    "films flick flicks something anything "
    "nothing everything stuff thing things one ones more other another it them they there really very so such lovely decent "
    "cool amazing title titles "
    "show shows what which that to in on at and or i me watch see list you we be all is was with about for like from much "
    "many else interesting highest lowest least worst most".split()
)
_NOT_A_NAME = re.compile(
    r"^(?:to|that|when|how|if|what|who|because|i|you|we|my|your|it's|its|there|where|why|not|no|in|on|at|with|by|for|from|"
    r"than|so)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"[^\w\s'&:.!-]|\b(?:i|we|it|he|she|they|you|me|my|our|was|were|is|are|am|be|been|had|has|have|did|do|would|will|can|could|got|"
    r"saw|seen|watched?|felt|went|cried|laughed|fell|love[ds]?|like[ds]?|hate[ds]?|enjoy(?:ed)?|really|very|so|too|not|again|both|each|"
    r"then|also|with|films?|movies?|wine|dinner|popcorn|pizza|drinks?|tonight|later|it's|that|this|those|these|stars?|rating|please)\b",
    re.IGNORECASE,
)
_TITLE_NUMBER = re.compile(rf"({one('T')})\s+(\d{{1,2}})(?![\w/])")


@dataclass(frozen=True)
class Context:
    """What words may point back to: titles shown, titles just spoken of, and what is known of them."""

    shown: Sequence[str]
    focus: Sequence[str]
    facts: references.Facts


@dataclass(frozen=True)
class Named:
    """The titles that were named, and what was said beside them."""

    mentions: tuple[Mention, ...] = ()
    pointing: str | None = None  # words that point at nothing that was shown
    generic: bool = False


def named(piece: str, marked: Marked, reader: Reader, context: Context, *, loose: bool = False, rated: bool = False) -> Named:
    """The titles in `piece`. `loose`: only sure names count; `rated`: a number after a name is its rating."""
    found: list[Mention] = []
    last: list[Mention] = []
    pointing: str | None = None
    generic = False
    for segment, mark in _segments(piece, marked):
        here: list[Mention] = []
        for part in _parts(segment, marked, reader):
            number = _ONLY_NUMBER.fullmatch(marked.plain(part)) if rated and (here or last) else None
            if number:  # "Heat yesterday 9": what follows a film and its day is its rating
                rated_ = [mention.with_rating(int(number["n"])) for mention in (here or last)[-1:]]
                (here or found)[-1:] = rated_
                continue
            one_ = _one(part, marked, reader, context, loose=loose or (bool(found or here) and not _plain_name(part, reader)), rated=rated)
            here += one_.mentions
            pointing = pointing or one_.pointing
            generic = generic or one_.generic
        found += here
        last = here or last
        if mark is not None and rated and last:
            given = [_given(mention, mark) for mention in last]
            found[found.index(last[0]) : found.index(last[0]) + len(last)] = given
            last = given
    unique = {(mention.title_ids or mention.text.lower()): mention for mention in reversed(found)}
    return Named(tuple(reversed(unique.values())), pointing, generic and not found)


def _segments(piece: str, marked: Marked) -> list[tuple[str, Mark | None]]:
    """`piece` cut at days, ratings and lists, each part with the day or rating behind it where there are several of them."""
    several = {kind for kind in "RD" if len(marked.of(piece, kind)) > 1}
    out: list[tuple[str, Mark | None]] = []
    at = 0
    for match in _CUT.finditer(piece):
        mark = marked.marks[match.group()]
        out.append((piece[at : match.start()], mark if mark.kind in several else None))
        at = match.end()
    out.append((piece[at:], None))
    return out


def _given(mention: Mention, mark: Mark) -> Mention:
    if isinstance(mark.value, Given):
        return mention.with_rating(mark.value.value) if mark.value.value and mention.rating is None else mention
    return mention.model_copy(update={"when": mention.when or mark.value})


def _parts(segment: str, marked: Marked, reader: Reader) -> list[str]:
    whole = marked.plain(segment).strip(" ,.!?")
    joined = _JOIN.split(segment)
    if len(joined) > 1 and not marked.of(segment, "T") and reader.titles.closest(_clean(whole)):
        return [segment]
    if "&" in segment and not marked.of(segment, "T") and not all(reader.titles.exact(_clean(marked.plain(part))) for part in joined):
        return [segment]
    if len(joined) > 1 and references.is_reference(whole):
        return [segment]
    return [part for part in joined if part.strip()]


def _clean(part: str) -> str:
    previous = None
    while previous != part:
        previous = part
        part = _HEADS.sub("", part).strip()
    return part


def _one(part: str, marked: Marked, reader: Reader, context: Context, *, loose: bool, rated: bool) -> Named:
    titles = marked.of(part, "T")
    if titles:
        return Named(tuple(_with_number(part, marked, reader, rated)) or tuple(mark.value for mark in titles))
    plain = marked.plain(part).strip(" ,.!?;:-–—")
    for words in (plain, _TAILS.sub("", plain).strip(" ,")):
        if references.is_reference(words):
            ids = references.resolve(part if words == plain else part[: len(part)], marked, context.shown, context.focus, context.facts)
            ids = ids or references.resolve(words, marked, context.shown, context.focus, context.facts)
            linked = () if ids or references.IT.fullmatch(words) or references.ALL.fullmatch(words) else _named_film(words, reader)
            if linked:
                return Named((reader.mention(words, linked, None),))
            return Named(tuple(Mention(text=words, title_ids=(one_id,)) for one_id in ids), None if ids else words)
    sequel = _sequel(plain, reader, context)
    return Named((sequel,)) if sequel else _linked(_clean(plain), reader, loose=loose, rated=rated)


def _named_film(words: str, reader: Reader) -> tuple[str, ...]:
    """As in "the film 9": words that could point, and name a title instead."""
    return reader.titles.exact(_clean(words)) or reader.titles.closest(words)


def _plain_name(part: str, reader: Reader) -> bool:
    """Whether a further part can hardly be but a name, so that it is never dropped in silence: no verb, no feeling, nothing common."""
    words = key(part).split()
    return 1 < len(words) <= 6 and not _NO_NAME.search(part) and not reader.felt_pattern.search(" ".join(words))


def _with_number(part: str, marked: Marked, reader: Reader, rated: bool) -> list[Mention]:
    """As in "Rocky 7" is a film that may not be known, but in "rated Rocky 7" the number is a rating."""
    out: list[Mention] = []
    for match in re.finditer(rf"({one('T')})(?:\s+(\d{{1,2}})(?![\w/]))?", part):
        mention: Mention = marked.marks[match.group(1)].value
        if match.group(2) and rated and 1 <= int(match.group(2)) <= 10:
            mention = mention.with_rating(int(match.group(2)))
        elif match.group(2) and not rated:
            name = f"{mention.text} {match.group(2)}"
            mention = reader.mention(name, reader.titles.exact(name), None)
        out.append(mention)
    return out


_SEQUEL = re.compile(
    r"(?:the )?(?:part|number|chapter|volume|vol\.?) ?(?P<n>\d|two|three|four|ii|iii|iv)|(?:the|its) (?P<next>sequel)", re.IGNORECASE
)


def _sequel(words: str, reader: Reader, context: Context) -> Mention | None:
    """As in "part 2" of what was just spoken of."""
    match = _SEQUEL.fullmatch(words)
    titles = [title for title in map(context.facts, context.focus) if title]
    if not match or len(titles) != 1:
        return None
    ids = reader.titles.exact(f"{titles[0].title} {match['n'] or '2'}")
    return reader.mention(words, ids, None) if len(ids) == 1 else None


def _linked(plain: str, reader: Reader, *, loose: bool, rated: bool) -> Named:
    short = _TAILS.sub("", plain).strip(" ,.!?;:-–—")
    if is_generic(short, reader) and not reader.titles.exact(short):
        return Named(generic=True)
    for name in dict.fromkeys((plain, short)):
        ids = reader.titles.closest(name)
        if ids:
            return Named((reader.mention(name, ids, None),))
        year = re.fullmatch(
            r"(?:the\s+)?(?P<y0>(?:19|20)\d\d)\s+(?P<n0>.+)|(?P<n>.+?)[\s,(]+(?:from\s+|the\s+)?(?P<y>(?:19|"
            r"20)\d\d)(?:\s+(?:one|version))?\)?",
            name,
        )
        if year:
            bare, said = year["n"] or year["n0"], int(year["y"] or year["y0"])
            ids = reader.titles.closest(bare)
            if ids:
                return Named((reader.mention(bare, ids, said),))
        ending = _NUMBER_LAST.fullmatch(name) if rated else None
        if ending:
            ids = reader.titles.closest(ending["name"])
            if ids or _may_be_name(ending["name"], loose):
                mention = reader.mention(ending["name"], ids, None) if ids else Mention(text=ending["name"])
                return Named((mention.with_rating(int(ending["n"])),))
    if is_generic(short, reader):
        return Named(generic=True)
    prefix = _known_prefix(short, reader)
    if prefix:
        return Named((prefix,))
    return Named((Mention(text=short),)) if _may_be_name(short, loose) else Named()


def is_generic(words: str, reader: Reader) -> bool:
    """Whether `words` speak of films in general: "a good comedy"."""
    left = [w for w in key(reader.facets.mood_pattern.sub(" ", reader.facets.genre_pattern.sub(" ", words))).split() if not w.isdigit()]
    return all(word in _GENERIC for word in left)


def _known_prefix(words: str, reader: Reader) -> Mention | None:
    parts = words.split()
    for size in range(len(parts) - 1, 0, -1):
        name = " ".join(parts[:size])
        ids = reader.titles.exact(name)
        if ids and (size > 1 or parts[0][:1].isupper()) and not is_generic(name, reader):
            return reader.mention(name, ids, None)
    return None


def _may_be_name(words: str, loose: bool) -> bool:
    """Whether unknown `words` may be a title that only a larger catalogue knows."""
    if not words or len(words.split()) > 8 or _NOT_A_NAME.match(words) or not re.search(r"\w", words):
        return False
    return not loose or words[:1].isupper()
