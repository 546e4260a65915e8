"""The words of a message, recognised: everything that is sure by itself is marked before any intent is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agent.embedded.lexicon import TitleLexicon
from agent.embedded.marks import Marked, one
from agent.embedded.people import PeopleLexicon
from agent.embedded.request import Mention
from agent.embedded.slots import days, lists, numbers, ratings, years
from agent.embedded.slots.facets import FacetWords, one_of
from agent.embedded.text import key
from domain import Title

_QUOTED = re.compile(r'"(?P<in>[^"]{1,80})"|(?<![\w])\'(?P<in2>[^\']{1,80})\'(?![\w])')
_YEAR_AFTER = re.compile(
    r"\s*(?:[(\[]\s*(?P<y>(?:18|19|20)\d\d)\s*[)\]]|,?\s*(?:from|of|the)?\s*(?P<y2>(?:19|20)\d\d)(?:'s)?(?:\s+(?:one|"
    r"version|film|movie))?(?![\w/]|\s+(?:hours|min)))"
)
_YEAR_BEFORE = re.compile(r"(?:the\s+)?(?P<y>(?:19|20)\d\d)(?:'s)?\s+(?:version of\s+|film\s+|movie\s+)?$")

_A_THEME = 5  # films that a theme is told of
_BY = re.compile(
    r"\b(?:by|starring|directed by|featuring|from director|with actor|director|actor|actress|films? of|movies? of|works? "
    r"of)\s+(?P<slot>[a-z][a-z'.-]+(?: [a-z'.-]+){0,2}?)"
    r"(?=$|[,.?!;]|\s+(?:and|or|from|in|but|under|that|movies?|films?|before|after|over|with|please|made|did|is)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Words:
    """`prompts/embedded/words.yaml`, read."""

    genres: Mapping[str, Sequence[str]]
    genre_pairs: Mapping[str, Sequence[str]]
    moods: Mapping[str, Sequence[str]]
    languages: Mapping[str, Sequence[str]]
    sentiments: Mapping[int, Sequence[str]]
    ordinary: Sequence[str]
    nicknames: Mapping[str, str]
    themes: Mapping[str, str]


class Reader:
    """Marks messages. Built once from the catalogue and the words; `read` is pure."""

    def __init__(self, titles: Sequence[Title], words: Words) -> None:
        said = [phrase for table in (words.genres, words.moods, words.languages) for phrases in table.values() for phrase in phrases]
        self.titles = TitleLexicon(titles, words.nicknames, [*map(str, words.ordinary), *said])
        self.people = PeopleLexicon(titles, self.titles.is_common)
        self.facets = FacetWords(words.genres, words.genre_pairs, words.moods, words.languages)
        self._themes = Counter(theme for title in titles for theme in {key(one) for one in title.themes})
        self._theme_words = words.themes
        self.sentiments = {phrase: rating for rating, phrases in words.sentiments.items() for phrase in phrases}
        self.felt_pattern = re.compile(one_of([p.replace("'", "") for p in self.sentiments]), re.IGNORECASE)

    def read(self, text: str, today: date, own_lists: Sequence[str] = ()) -> Marked:
        """`text` with everything marked that can be told without knowing what is asked."""
        marked = Marked(text)
        known = lists.known_list(own_lists)
        if known:
            marked.sub("W", known, lambda m: m["name"])
        marked.sub("W", lists.LIST, lists.list_name)
        self._quotes(marked)
        self._titles(marked)
        marked.put_all("P", [(s.start, s.end, s.name) for s in self.people.spans(marked.text)])
        marked.sub("P", _BY, self._person)
        for pattern in (ratings.OUT_OF, ratings.STARS, ratings.EACH):
            marked.sub("R", pattern, ratings.given)
        marked.sub("V", years.VOTES, years.votes)
        marked.sub("D", days.DAY, lambda m: days.period(m, today))
        marked.sub("L", years.LENGTHS, years.lengths)
        marked.sub("Y", years.YEARS, lambda m: years.years(m, today.year))
        marked.sub("R", ratings.GAVE, ratings.given)
        marked.sub("R", ratings.AFTER_COMMA, ratings.given)
        marked.sub("G", self.facets.genre_pattern, self.facets.genre)
        marked.sub("N", self.facets.language_pattern, self.facets.language)
        marked.sub("M", self.facets.mood_pattern, self.facets.mood)
        marked.sub("S", numbers.SORT, numbers.sort)
        marked.sub("C", _COUNT, _count)
        return marked

    def theme(self, said: str) -> str | None:
        """The theme that `said` names, as `TitleFilter` takes it: "superheroes" is "superhero"; None where too few films have it."""
        plain = key(said)
        meant = self._theme_words.get(plain, plain)
        for phrase in dict.fromkeys((meant.removesuffix("es"), meant.removesuffix("s"), meant)):
            if len(phrase) > 3 and sum(times for theme, times in self._themes.items() if phrase in theme) >= _A_THEME:
                return phrase
        return None

    def _person(self, match: re.Match[str]) -> str | None:
        """Who is named after "by" or "starring"; an unknown name in capitals stays as it is, and finds nothing."""
        said = match["slot"]
        if said.lower().split()[0] in ("the", "a", "an", "my", "this", "that", "who", "whom", "some", "someone", "any"):
            return None
        return self.people.closest(said) or (
            said if said[0].isupper() and all(word[0].isupper() for word in said.split() if len(word) > 2) else None
        )

    def _quotes(self, marked: Marked) -> None:
        found: list[tuple[int, int, Any]] = []
        for match in _QUOTED.finditer(marked.text):
            said = marked.plain(match.group("in") or match.group("in2") or "").strip()
            ids = self.titles.closest(said)
            end, year = _year_after(marked.text, match.end())
            if ids or (len(said.split()) <= 8 and said[:1].isupper()):
                found.append((match.start(), end, self.mention(said, ids, year)))
        marked.put_all("T", found)

    def _titles(self, marked: Marked) -> None:
        found: list[tuple[int, int, Any]] = []
        for span in self.titles.spans(marked.text):
            start, (end, year) = span.start, _year_after(marked.text, span.end)
            before = _YEAR_BEFORE.search(marked.text[: span.start])
            if year is None and before and len(span.title_ids) > 1:
                start, year = before.start(), int(before["y"])
            mention = self.mention(marked.text[span.start : span.end], span.title_ids, year)
            if year is not None and mention.year is None:
                end, start = span.end, span.start
            found.append((start, end, mention))
        marked.put_all("T", found)

    def mention(self, said: str, ids: Sequence[str], year: int | None) -> Mention:
        """The title that `said` names; a year that fits one of `ids` (give or take one) settles which."""
        known = [self.titles.by_id[one_id] for one_id in ids]
        fits = [t.title_id for t in known if year is not None and t.year == year] or [
            t.title_id for t in known if year is not None and t.year is not None and abs(t.year - year) == 1
        ]
        if year is not None and not fits and len(known) != 0:
            return Mention(text=said, title_ids=tuple(ids)) if len(known) > 1 else Mention(text=said, year=year)
        return Mention(text=said, title_ids=tuple(fits or ids), year=year)


def _year_after(text: str, end: int) -> tuple[int, int | None]:
    match = _YEAR_AFTER.match(text, end)
    return (match.end(), int(match["y"] or match["y2"])) if match else (end, None)


_COUNT = re.compile(
    numbers.COUNT.pattern.replace(numbers.HEAD + r"\b", rf"(?:{numbers.HEAD}\b|{one('G')}|{one('P')}(?:'s)?)"), re.IGNORECASE
)


def _count(match: re.Match[str]) -> int | None:
    return numbers.count(match)
