"""Words: tokens with their places in the text, and the one spelling that all comparing is done in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[&+]")
_NUMERALS = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty".split()
    )
}
ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True)
class Token:
    """One word: its folded form and where it stands in the text, `text[start:end]`."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Lower case, no accents, no apostrophes; "&" and "+" are "and", "II" and "two" are "2"."""
    if word in "&+":
        return "and"
    plain = "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))
    plain = plain.replace("'", "").replace("’", "").replace("ß", "ss").replace("ø", "o").replace("æ", "ae")
    if plain in NUMBERS:
        return str(NUMBERS[plain])
    return _NUMERALS.get(plain, plain)


def tokens(text: str) -> list[Token]:
    """The words of `text`, in order."""
    return [Token(fold(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def words(text: str) -> tuple[str, ...]:
    """The folded words of `text`."""
    return tuple(fold(m.group()) for m in _TOKEN.finditer(text))


def key(text: str) -> str:
    """The folded words joined by spaces: two names with one key are one name."""
    return " ".join(words(text))


def without_article(key_: str) -> str:
    """`key_` without a leading "the", "a" or "an"."""
    first, _, rest = key_.partition(" ")
    return rest if first in ARTICLES and rest else key_


_SPELLINGS = (
    (re.compile(r"[‘’`´]"), "'"),
    (re.compile(r"[“”„]"), '"'),
    (re.compile(r"(?<!\w)w/(?=[\s\w])\s*"), "with "),
    (re.compile(r"\s+"), " "),
)


def tidy(text: str) -> str:
    """`text` with plain quotes and single spaces, its case kept."""
    for pattern, plain in _SPELLINGS:
        text = pattern.sub(plain, text)
    return text.strip()


_FACES = re.compile(
    r"(?<!\S)(?:[:;=]['’]?-?[)(DPpOo/\\|*\]\[]+|<3+|[xX]D+|\^_*\^)(?!\w)|[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]+"
    r"|\b(?:lol+|lmao|rofl|(?:ha){2,}h?|(?:he){2,}|xd+)\b"
)


def without_faces(text: str) -> str:
    """`text` without emoticons, emoji and laughter; as it is where nothing else is said."""
    left = re.sub(r"\s+", " ", re.sub(_FACES.pattern, " ", text, flags=re.IGNORECASE)).strip()
    return left if re.search(r"\w", left) else text


def and_list(parts: list[str] | tuple[str, ...], last: str = "and") -> str:
    """As in "a", "a and b", "a, b and c"."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
