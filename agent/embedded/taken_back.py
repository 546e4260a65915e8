"""What an undo or a redo did, in a sentence: told from the journal's summaries, which are never said as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from agent.embedded.text import and_list

_YEAR = re.compile(r" \(\d{4}\)$")
_UNDID, _REDID = "Undid: ", "Redid: "
_Tell = Callable[[list[str]], str]


def taken_back(summaries: Sequence[str]) -> str:
    """As in "Heat, Ronin and Thief are out of your diary again"; same things are said once for all their titles."""
    groups: dict[tuple[int, bool], list[str]] = {}
    others: list[str] = []
    for summary in reversed(summaries):  # the last written is undone first, and told last
        text = summary.strip().rstrip(".")
        redone = text.startswith(_REDID)
        plain = text.removeprefix(_UNDID).removeprefix(_REDID)
        for number, (pattern, _, _) in enumerate(_KINDS):
            match = re.match(pattern, plain)
            if match:
                groups.setdefault((number, redone), []).append(match[1])
                break
        else:
            others.append(_small(plain) + (" counts again" if redone else " no longer counts"))
    told = []
    for (number, redone), names in groups.items():
        _, undo, redo = _KINDS[number]
        told.append((redo if redone else undo)(list(dict.fromkeys(names))))
    return "; ".join([*told, *others]) if len(told) + len(others) > 2 else " and ".join([*told, *others])


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _are(names: list[str], rest: str) -> str:
    """As in "Heat and Ronin are out of your diary again"."""
    titles = [_YEAR.sub("", name.removeprefix("a rewatch of ")) for name in names]
    many = len(titles) > 1 or " and " in titles[0] or titles[0].endswith("films")
    return f"{and_list(titles)} {'are' if many else 'is'} {rest}"


def _says(rest: str) -> _Tell:
    return lambda names: _are(names, rest)


def _to(lead: str, rest: str) -> _Tell:
    return lambda names: f"{lead}{and_list(names)}{rest}"


def _tastes(sentence: str) -> _Tell:
    """Names such as "dislikes War films", as the person's own tastes."""

    def tell(names: list[str]) -> str:
        said = [re.sub(r"^dislikes ", "you don't like ", re.sub(r"^likes ", "you like ", name)) for name in names]
        return sentence.format(and_list(said))

    return tell


def _on_list(names: list[str], where: str) -> str:
    """Names such as "Heat (1995) to Watchlist", as one sentence for each list."""
    lists: dict[str, list[str]] = {}
    for name in names:
        titles, _, list_name = re.sub(r" from (?=[^ ].*$)", " to ", name).rpartition(" to ")
        lists.setdefault(list_name, []).append(re.sub(r" \(\d{4}\)", "", titles))
    return ", and ".join(_are(titles, f"{where} “{list_name}” again") for list_name, titles in lists.items())


# What a summary begins with, then what its undo and its redo come to.
_KINDS: tuple[tuple[str, _Tell, _Tell], ...] = (
    (r"Logged (.+? \(\d{4}\)|[^,]+)", _says("out of your diary again"), _says("back in your diary")),
    (r"Deleted (.+?) of \d+ \w+ \d{4} from the diary", _says("back in your diary"), _says("out of your diary again")),
    (r"Rated (.+) \d+/10 \(it was \d+\)", _to("", " has the old rating back"), _to("", " has the new rating again")),
    (r"Rated (.+) \d+/10", _says("no longer rated"), _says("rated again")),
    (r"Removed the rating of (.+)", _says("rated as before"), _says("no longer rated")),
    (r"Corrected (.+)", _to("", " is as it was before"), _to("", " is changed again")),
    (r"Added (.+ to .+)", lambda names: _on_list(names, "off"), lambda names: _on_list(names, "on")),
    (r"Removed (.+ from .+)", lambda names: _on_list(names, "on"), lambda names: _on_list(names, "off")),
    (r"Made the list (.+?)(?: with .+)?$", _to("the list “", "” is gone"), _to("the list “", "” is there again")),
    (r"Deleted the list (.+?)(?: \(.+\))?$", _to("your list “", "” is back"), _to("the list “", "” is gone again")),
    (r"Cleared (.+) \(.+\)$", _to("“", "” has its films back"), _to("“", "” is empty again")),
    (r"Renamed (.+) to .+", _to("your list is called “", "” again"), _to("the list “", "” has its new name again")),
    (r"Remembered: (.+)", _tastes("I've forgotten that {}"), _tastes("I remember again that {}")),
    (r"Forgot: (.+)", _tastes("I remember again that {}"), _tastes("I've forgotten that {}")),
)
