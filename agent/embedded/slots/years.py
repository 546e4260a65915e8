"""Release years and decades, lengths in minutes, and public votes."""

from __future__ import annotations

import re

from agent.embedded.slots.numbers import NUMBER, number

Range = tuple[int | None, int | None]

_DECADE_WORDS = {
    "twenties": 1920,
    "thirties": 1930,
    "forties": 1940,
    "fifties": 1950,
    "sixties": 1960,
    "seventies": 1970,
    "eighties": 1980,
    "nineties": 1990,
    "noughties": 2000,
    "aughts": 2000,
    "two thousands": 2000,
    "twenty tens": 2010,
}
_Y = r"(?:19|20)\d\d"
YEARS = re.compile(
    r"(?<![\w/-])(?:"
    rf"(?P<span>(?:from |between |in )?(?P<a>{_Y})\s*(?:-|–|to|and|until|through)\s*(?P<b>{_Y}))"
    rf"|(?P<rel>(?:from |made |released )?(?P<word>before|pre-?|older than|until|up to|no later than|by|after|post-?|newer "
    rf"than|more recent than|since|starting|from after|later than)[\s-]*(?:the |year )?(?P<y>{_Y}s?|'?\d0'?s|"
    rf"{'|'.join(_DECADE_WORDS)}))"
    rf"|(?P<decade>(?:from |in |of |out of |set in )?(?:the )?(?:(?P<part>early|mid|late)[\s-]*)?(?:(?P<d4>(?:19|20)\d0)'?s|"
    rf"(?P<d2>'?\d0)'?s|(?P<dw>{'|'.join(_DECADE_WORDS)})))"
    rf"|(?P<exact>(?:from|in|of|released in|made in|year) (?:the year )?(?P<e>{_Y}))"
    rf"|(?P<bare>\(?(?P<e2>{_Y})\)?)"
    r"|(?P<era>(?:this|the 21st|the twenty-first|21st) century|(?:from |of |in |over )?(?:the )?(?:last|past|this) "
    r"(?:decade|ten years|10 years)|(?:the |last |20th |the 20th )century|really old|very old|recent(?:ish)?|modern|brand "
    r"new|old[- ]school|golden age|classics?|old)(?!\s+(?:day|days|man|men|woman|lady|friends?|boys?|girls?|guy|people|"
    r"couple|world|house|age|life|fashioned|enough|times|york))"
    r")(?![\w/])",
    re.IGNORECASE,
)
_ERAS = {
    "this century": (2000, None),
    "21st century": (2000, None),
    "twenty-first century": (2000, None),
    "20th century": (None, 1999),
    "last century": (None, 1999),
    "really old": (None, 1959),
    "very old": (None, 1959),
    "old-school": (None, 1989),
    "old school": (None, 1989),
    "golden age": (None, 1960),
    "classic": (None, 1979),
    "classics": (None, 1979),
    "old": (None, 1979),
}
RECENT_YEARS = 8

_HOURS = (
    rf"(?:(?:an|{NUMBER})(?:\s*(?:and|&)\s*(?:a\s+)?(?:half|½))?\s*-?\s*(?:hours?|hrs?|h)(?:\s*(?:and\s+)?(?:a half|"
    rf"\d{{1,2}})\s*(?:min(?:ute)?s?|m)?)?|half an hour)"
)
_MINUTES = rf"{NUMBER}\s*-?\s*(?:min(?:ute)?s?|m)\b"
_LENGTH = rf"(?P<len>{_HOURS}|{_MINUTES})"
LENGTHS = re.compile(
    rf"(?P<most>\b(?:under|below|less than|shorter than|no longer than|not longer than|no more than|not more than|at most|"
    rf"max(?:imum)?(?: of)?|up to|within|in under|<)\s+(?:about\s+)?{_LENGTH}(?:\s+(?:long|max|or less))?)"
    rf"|(?P<most2>{_LENGTH.replace('<len>', '<len2>')}\s*(?:or less|or under|or shorter|max(?:imum)?|tops|at most))"
    rf"|(?P<least>(?:\b(?:over|above|more than|longer than|at least|min(?:imum)?(?: of)?|no shorter than|not under)|"
    rf">)\s+{_LENGTH.replace('<len>', '<len3>')}(?:\s+long)?)"
    rf"|(?P<least2>{_LENGTH.replace('<len>', '<len4>')}\s*(?:or more|or longer|plus|\+))"
    rf"|(?P<near>\b(?:about|around|roughly|approximately|like)\s+{_LENGTH.replace('<len>', '<len5>')}(?:\s+long)?)"
    rf"|(?P<short>\b(?:(?:(?:really|very|quite|fairly|something|pretty) )?short(?:ish)?(?=\s*(?:$|[,.!?;]|and\b|but\b|"
    rf"from\b|films?\b|movies?\b|ones?\b|[a-z-]+ (?:films?|movies?)\b))|not (?:too|so|very|that) long|nothing (?:too )?long|"
    rf"(?:something )?quick (?=one|watch|film|movie)|something quick))"
    rf"|(?P<long>\b(?:(?:really|very|quite|something|nice and|properly) long\b(?! (?:time|ago|while))|(?<!how )(?<!too "
    rf")long(?=\s+(?:films?|movies?|ones?)\b)))"
    rf"|(?P<have>(?:i(?:'ve)? (?:only )?(?:have|got|have got)|we(?:'ve)? (?:only )?(?:have|got)|only)\s+(?:about\s+|"
    rf"like\s+)?{_LENGTH.replace('<len>', '<len6>')})",
    re.IGNORECASE,
)
SHORT, NOT_LONG, LONG, NEAR = 100, 120, 150, 15  # minutes
VOTES = re.compile(
    rf"\b(?:rated|rating|score|scored|scores|imdb|votes?|vote average)\s*(?:of\s+|is\s+)?(?:above|over|at least|higher than|"
    rf"more than|better than|>=?)\s+(?P<n>{NUMBER})(?:\s*(?:/|out of)\s*10)?(?:\s+(?:or (?:more|higher|above|better)|on "
    rf"imdb|on tmdb))?"
    rf"|\b(?:at least|above|over|more than|better than)\s+(?:an?\s+)?(?P<n2>{NUMBER})(?:\s*(?:/|out of)\s*10)?\s*(?:rating|"
    rf"on imdb|on tmdb|average|stars on imdb)"
    rf"|\brated\s+(?P<n3>{NUMBER})\s*(?:\+|plus|or (?:more|higher|above|better|up))",
    re.IGNORECASE,
)


def years(match: re.Match[str], this_year: int) -> Range | None:
    """First and last year that a match of `YEARS` means."""
    groups = match.groupdict()
    if groups["span"]:
        low, high = sorted((int(groups["a"]), int(groups["b"])))
        return low, high
    if groups["rel"]:
        return _relative(groups["word"].lower(), groups["y"].lower())
    if groups["decade"]:
        first = _decade(groups["d4"] or groups["d2"] or groups["dw"])
        low, high = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}.get((groups["part"] or "").lower(), (0, 9))
        return first + low, first + high
    if groups["era"]:
        said = re.sub(r"^the ", "", groups["era"].lower())
        if said.endswith(("decade", "years")):
            return this_year - 10, None
        if said.startswith(("recent", "modern", "brand new")):
            return this_year - RECENT_YEARS, None
        return _ERAS.get(said)
    year = int(groups["e"] or groups["e2"])
    return (year, year) if 1880 <= year <= this_year + 5 else None


def _relative(word: str, said: str) -> Range:
    is_decade = not re.fullmatch(r"\d{4}", said)
    first = _decade(said) if is_decade else int(said)
    last = first + 9 if is_decade else first
    if word.startswith(("before", "pre", "older")):
        return None, first - 1
    if word.startswith(("until", "up to", "no later", "by")):
        return None, last
    if word.startswith(("since", "starting")):
        return first, None
    return last + 1, None


def _decade(said: str) -> int:
    said = said.lower().strip("'")
    if said in _DECADE_WORDS:
        return _DECADE_WORDS[said]
    value = int(re.sub(r"\D", "", said))
    if value >= 1000:
        return value
    return (2000 if value <= 20 else 1900) + value


def lengths(match: re.Match[str]) -> Range | None:
    """Least and most minutes that a match of `LENGTHS` means."""
    groups = match.groupdict()
    if groups["short"]:
        return None, NOT_LONG if "long" in groups["short"].lower() else SHORT
    if groups["long"]:
        return LONG, None
    value = minutes(next(text for name, text in groups.items() if name.startswith("len") and text))
    if value is None or value < 5:
        return None
    if groups["most"] or groups["most2"] or groups["have"]:
        return None, value
    if groups["near"]:
        return value - NEAR, value + NEAR
    return value, None


def minutes(said: str) -> int | None:
    """As in "two hours", "1h30", "90 min", "an hour and a half" in minutes."""
    said = said.lower().strip()
    if said == "half an hour":
        return 30
    parts = re.match(rf"(?P<n>an|{NUMBER})(?P<half>\s*(?:and|&)\s*(?:a\s+)?(?:half|½))?\s*-?\s*(?P<unit>h|m)[a-z]*(?P<rest>.*)", said)
    if not parts:
        return None
    value = 1.0 if parts["n"] == "an" else number(parts["n"]) or 0.0
    if parts["unit"] == "m":
        return int(value)
    extra = 30 if parts["half"] or "half" in parts["rest"] else int((re.findall(r"\d+", parts["rest"]) or ["0"])[0])
    return int(value * 60) + extra


def votes(match: re.Match[str]) -> float | None:
    """The least public vote that a match of `VOTES` asks for."""
    value = number(match.group("n") or match.group("n2") or match.group("n3"))
    return value if value is not None and 0 < value <= 10 else None
