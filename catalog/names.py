"""Names as people type them: one folded form for "The Godfather: Part II", "godfather 2" and "the godfather pt. ii"."""

from __future__ import annotations

import re
import unicodedata

ARTICLES = frozenset({"the", "a", "an"})
_NUMBERS = {
    **{word: str(n) for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve thirteen".split(), 1)},
    **{word: str(n) for n, word in enumerate("ii iii iv v vi vii viii ix x xi xii xiii".split(), 2)},
}
_COUNTERS = frozenset({"part", "pt", "chapter", "episode", "ep", "vol", "volume"})
_INITIALS = re.compile(r"\b(?:\w\.){2,}")
_SEPARATORS = re.compile(r"[^\w]+|_+")
# What NFKD does not take apart
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "", "'": "", "‘": "", "`": ""})


def words(text: str) -> list[str]:
    """The words of `text` without case, accents or punctuation; "&" is "and", "E.T." is "et", "³" is a word of its own."""
    text = _INITIALS.sub(lambda match: match[0].replace(".", ""), text.casefold().translate(_LETTERS))
    text = text.replace("&", " and ").replace("³", " 3").replace("²", " 2").replace("½", " 1/2")
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", plain).split()


def without_article(parts: list[str]) -> list[str]:
    """`parts` less a leading or trailing ("Matrix, The") article, unless that is all there is."""
    if len(parts) > 1 and parts[0] in ARTICLES:
        return parts[1:]
    return parts[:-1] if len(parts) > 1 and parts[-1] in ARTICLES else parts


def numbered(parts: list[str]) -> list[str]:
    """`parts` with number words and Roman numerals as digits, and "part 2", "vol. 2", "episode 2" as "2"."""
    digits = [_NUMBERS.get(part, part) for part in parts]
    kept: list[str] = []
    for at, part in enumerate(digits):
        following = digits[at + 1] if at + 1 < len(digits) else ""
        if part in _COUNTERS and at > 0 and (following.isdecimal() or following == "i"):
            continue
        kept.append("1" if part == "i" and at > 0 and digits[at - 1] in _COUNTERS else part)
    return kept


def fold(text: str) -> str:
    """The form in which names are compared: `words`, less an article, with numbers as digits."""
    return " ".join(numbered(without_article(words(text))))


def plain(text: str) -> str:
    """The folded form with numbers left as written: for names half typed, where "vi" may become "vice"."""
    return " ".join(without_article(words(text)))
