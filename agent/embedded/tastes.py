"""Lasting tastes in words: "I hate musicals", "I love Denis Villeneuve", "nothing over two hours, ever"."""

from __future__ import annotations

import re

from agent.embedded.marks import Marked
from agent.embedded.reading import Reader
from agent.embedded.text import key

Taste = tuple[str, str, str]
"""about, value, stance: the arguments of `remember_preference`."""
_BUT_LIKES = re.compile(r"(?:\band|\bbut|,)\s+(?:i\s+)?(?:really\s+|do\s+)?(?:love|like|enjoy|adore|prefer)\b", re.IGNORECASE)
_FILMS = re.compile(r"\b(?:films?|movies?)\b", re.IGNORECASE)
_THEME_WORDS = 3
LASTING = re.compile(r"\b(?:ever|never|always|in general|generally|as a rule|from now on|usually|normally)\b", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,|\band\b|\bor\b|&|\bnor\b)\s*", re.IGNORECASE)
_NOISE = re.compile(
    r"^(?:(?:any|all|the|a|an|more|most|watching|seeing|really|very|too|films?|movies?|anything|things?|stuff|something|"
    r"with|by|starring|that (?:is|are)|that's|made by|directed by|everything|"
    r"lots of|works? of|when|much|so|of|to|in|about|for|from)\s+)+|(?:\s+(?:films?|movies?|flicks?|stuff|things?|work|films "
    r"and shows|genre|actors?|a lot|so much|very much|most|the most|ever|please|in general|as a rule|at all|anymore|any "
    r"more|either|always|these days|too|as well|though|best|more than anything|by the way))+$|[.!,]+$",
    re.IGNORECASE,
)


def tastes(words: str, marked: Marked, reader: Reader, stance: str) -> list[Taste]:
    """The tastes that `words`, a part of `marked`, name; unknown names stay notes."""
    out: list[Taste] = []
    negated = marked.negated(words)
    for sign in words:
        mark = marked.marks.get(sign)
        if mark is None:
            continue
        this = _stance(stance, words[: words.index(sign)], sign in negated)
        match mark.kind:
            case "G":
                out += [("genre", genre, this) for genre in mark.value[0]]
                if mark.value[1]:
                    out.append(("language", mark.value[1], this))
            case "M":
                out.append(("mood", mark.value, this))
            case "P":
                out.append(("person", mark.value, this))
            case "N":
                out.append(("language", mark.value, this))
            case "T" if len(mark.value.title_ids) == 1:
                out.append(("title", mark.value.title_ids[0], this))
            case "L":
                out += _length(mark.value, stance)
    return out or _by_words(words, marked, reader, stance)


def _stance(stance: str, before: str, negated: bool) -> str:
    """As in "I hate musicals and love Korean films": the words `before` a taste may turn it."""
    if stance == "like":
        return "dislike" if negated else "like"
    return "like" if _BUT_LIKES.search(before) else stance


def _length(value: tuple[int | None, int | None], stance: str) -> list[Taste]:
    low, high = value
    if stance == "dislike" and low is not None:
        return [("max_runtime", str(low), "like")]
    if stance == "like" and high is not None:
        return [("max_runtime", str(high), "like")]
    return []


def _by_words(words: str, marked: Marked, reader: Reader, stance: str) -> list[Taste]:
    out: list[Taste] = []
    for part in _SPLIT.split(words):
        plain = marked.plain(part)
        previous = None
        while previous != plain:
            previous = plain
            plain = _NOISE.sub("", plain).strip()
        if not plain or plain.lower() in ("it", "that", "this", "them", "those", "these"):
            continue
        person = reader.people.closest(plain)
        if person:
            out.append(("person", person, stance))
        elif (theme := reader.theme(plain)) and len(plain.split()) <= _THEME_WORDS and stance == "dislike":
            out.append(("theme", theme, stance))
        elif (
            stance == "like"
            and len(reader.titles.exact(plain)) == 1
            and not (reader.titles.is_ordinary(key(plain)) and _FILMS.search(words))
        ):
            out.append(("title", reader.titles.exact(plain)[0], stance))
        else:
            whole = marked.plain(part).strip() if reader.titles.is_ordinary(key(plain)) else plain
            out.append(("note", whole[:200], stance))
    return out
