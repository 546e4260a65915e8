"""Names of titles: which words of a message may be one, and which titles they may mean. Pure and in memory."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from agent.embedded.text import ARTICLES, Token, key, tokens, without_article, words
from domain import Title

LONGEST = 13  # words in the longest title that is looked for
TYPO_CUTOFF = 84.0  # rapidfuzz ratio from which a misspelt name is taken for the title
SHORT_CUTOFF = 88.0  # names of up to six letters differ by less
ORDINARY_IN = 2  # a word that this many plots use in lower case is an ordinary one
_VERBS = frozenset("was is has had looks sounds seems would will can could did does s really made were just also".split())
_FILM = frozenset({"movie", "movies", "film", "films"})
_PARTS = frozenset({"part", "vol", "volume", "chapter", "episode"})
_PIECES = re.compile(r"\s*(?::| - | – )\s*")
_INNER = re.compile(r"(?<=\w)[-·.](?=\w)")
_LOWER = re.compile(r"(?<![\w'])[a-z][a-z']*(?![\w'])")


@dataclass(frozen=True)
class Span:
    """Words `text[start:end]` that name the titles `title_ids`."""

    start: int
    end: int
    title_ids: tuple[str, ...]


class TitleLexicon:
    """Every way to write a known title. `ordinary` adds words that are no sign of a title by themselves."""

    def __init__(self, titles: Sequence[Title], nicknames: Mapping[str, str], ordinary: Iterable[str] = ()) -> None:
        self.by_id: dict[str, Title] = {title.title_id: title for title in titles}
        self._prose = Counter(word for title in titles for word in set(_LOWER.findall(" ".join((title.overview, *title.themes)))))
        self._ordinary = {word for word, plots in self._prose.items() if plots >= ORDINARY_IN} | set(ordinary)
        people = Counter(word for title in titles for name in {*title.directors, *title.cast} for word in set(words(name)))
        self._ordinary |= {word for word, times in people.items() if times >= 2}
        self._phrases = _phrases(" ".join((title.overview, *title.themes)) for title in titles) | set(ordinary)
        self._exact: dict[str, tuple[str, ...]] = _aliases(titles, nicknames, self.by_id)
        self._names = list(self._exact)

    def is_common(self, word: str) -> bool:
        """Whether plots use `word` in lower case."""
        return word in self._prose

    def family(self, title_ids: Sequence[str]) -> list[str]:
        """`title_ids` and all titles whose name begins with theirs: a whole series."""
        names = [key(self.by_id[one].title) for one in title_ids if one in self.by_id]
        return [one for one, title in self.by_id.items() if any(f"{key(title.title)} ".startswith(f"{name} ") for name in names)]

    def exact(self, name: str) -> tuple[str, ...]:
        """Ids of the titles that are called so, the best known first; () for none."""
        return self._exact.get(key(name), ())

    def spans(self, text: str) -> list[Span]:
        """The longest known names in `text` that do not overlap. Ordinary words count only where their capitals say so."""
        found: list[Span] = []
        toks = tokens(text)
        shouted = _is_shouted(text)
        at = 0
        while at < len(toks):
            span = self._longest_at(text, toks, at, shouted)
            if span is None:
                at += 1
            else:
                found.append(span[0])
                at += span[1]
        return found

    def _longest_at(self, text: str, toks: list[Token], at: int, shouted: bool) -> tuple[Span, int] | None:
        for size in range(min(LONGEST, len(toks) - at), 0, -1):
            piece = toks[at : at + size]
            name = " ".join(token.word for token in piece)
            bare = " ".join(token.word for token in piece if token.word not in ARTICLES) if size > 2 else name
            for tried, cut in ((name, 0), (bare, 0), (name.removesuffix("s"), 2)):
                raw = text[piece[0].start : piece[-1].end]
                if cut and not raw.endswith(("'s", "’s")):
                    continue
                ids = self._exact.get(tried)
                ordinary = self.is_ordinary(tried) or self.is_ordinary(name)
                signed = ordinary and (_with_year(text, piece) or _is_capitalised(text, piece, at, shouted))
                if ids and (not ordinary or (signed and not _goes_on(text, toks, at + size))):
                    return Span(piece[0].start, piece[-1].end - cut, ids), size
        return None

    def is_ordinary(self, name: str) -> bool:
        """Whether the words of `name` are said every day, so that they need a sign to be taken for a title."""
        bare = without_article(name)
        parts = bare.split()
        if parts[-1] in _FILM:
            parts = parts[:-1]
            return all(part in self._ordinary for part in parts)
        if len(parts) > 1:
            return bare in self._phrases
        return all(part in self._ordinary or part.isdigit() or len(part) < 2 for part in parts)

    def closest(self, name: str) -> tuple[str, ...]:
        """Ids of the titles whose name is `name` but for a typo; () where nothing is near enough."""
        wanted = key(name)
        if not wanted:
            return ()
        for name in (wanted, " ".join(word for word in wanted.split() if word not in ARTICLES)):
            if name in self._exact:
                return self._exact[name]
        bare = without_article(wanted)
        cutoff = SHORT_CUTOFF if len(bare) <= 6 else TYPO_CUTOFF
        if len(bare) < 4:
            return ()
        best = process.extractOne(bare, self._names, scorer=fuzz.ratio, score_cutoff=cutoff)
        return self._exact[best[0]] if best and _same_numbers(bare, best[0]) else ()


def _same_numbers(one: str, other: str) -> bool:
    """As in "Toy Story 5" is no typo of "Toy Story 3"."""
    return [w for w in one.split() if w.isdigit()] == [w for w in other.split() if w.isdigit()]


def _is_shouted(text: str) -> bool:
    """Whether capitals say nothing here: all of it is upper case, or every word begins with one."""
    found = [m.group() for m in re.finditer(r"[A-Za-z]{2,}", text)]
    return len(found) > 2 and all(word[0].isupper() for word in found)


def _goes_on(text: str, toks: list[Token], after: int) -> bool:
    """Whether the next word begins with a capital too: "Body Double" is no "Body"."""
    if after >= len(toks):
        return False
    if toks[after - 1].word == "it" and toks[after].word in _VERBS:
        return True
    gap = text[toks[after - 1].end : toks[after].start]
    return gap == " " and text[toks[after].start].isupper() and text[toks[after].start : toks[after].end] != "I"


def _with_year(text: str, piece: list[Token]) -> bool:
    """As in "the thing (1982)": a year in brackets is a title's."""
    return bool(re.match(r"\s*\((?:18|19|20)\d\d\)", text[piece[-1].end :]))


def _is_capitalised(text: str, piece: list[Token], at: int, shouted: bool) -> bool:
    if shouted or at == 0 or text[: piece[0].start].rstrip()[-1:] in ".!?:":
        return False
    marks = [text[token.start] for token in piece if token.word not in {*_SMALL}]
    return bool(marks) and all(mark.isupper() for mark in marks) and text[piece[0].start : piece[-1].end] != "I"


_SMALL = ("the", "a", "an", "of", "and", "in", "on", "to", "for", "with", "at", "by")


def _phrases(texts: Iterable[str]) -> set[str]:
    """Two or three words in lower case that plots use in a row."""
    found: set[str] = set()
    for text in texts:
        for run in re.findall(r"(?<![\w'])[a-z][a-z']*(?: [a-z][a-z']*)+", text):
            said = run.split()
            found |= {" ".join(said[at : at + size]) for size in (2, 3) for at in range(len(said) - size + 1)}
    return found


def _aliases(titles: Sequence[Title], nicknames: Mapping[str, str], by_id: Mapping[str, Title]) -> dict[str, tuple[str, ...]]:
    """Names by trust: the full one; without articles or "Part"; the original, or the part before or after a colon."""
    ranks: tuple[dict[str, list[str]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
    for title in sorted(titles, key=lambda one: -one.vote_count):
        full = {key(title.title)}
        loose = {key(_INNER.sub("", title.title)), *(name.replace("½", " 1 2") for name in full)}
        loose |= {without_article(name) for name in full | loose}
        loose |= {" ".join(w for w in name.split() if w not in _PARTS) for name in full | loose}
        loose |= {" ".join(w for w in name.split() if w not in ARTICLES) for name in full | loose}
        other = _pieces(title.title) | ({key(title.original_title)} if title.original_title else set())
        for rank, names in zip(ranks, (full, loose - full, other - loose - full), strict=True):
            for name in names - {""}:
                rank[name].append(title.title_id)
    for name, title_id in nicknames.items():
        if title_id in by_id:
            ranks[1].setdefault(key(name), [title_id])
    exact = {name: tuple(ids) for name, ids in (ranks[1] | ranks[0]).items()}
    for name, ids in ranks[2].items():
        if name not in exact and len(ids) == 1 and len(name) > 2:
            exact[name] = tuple(ids)
    return exact


def _pieces(name: str) -> set[str]:
    parts = [part for part in _PIECES.split(name) if part]
    if len(parts) < 2:
        return set()
    tails = {key(" ".join(parts[n:])) for n in range(1, len(parts))}
    keys = {key(parts[0])} | {tail for tail in tails if len(tail.split()) > 1}
    return {one for name in keys for one in (name, without_article(name))} - {""}
