"""Days and stretches of days, as people say them, by the person's own calendar."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import dateparser  # type: ignore[import-untyped]
from rapidfuzz import fuzz, process

from agent.embedded.request import Period
from agent.embedded.slots.numbers import NUMBER, number

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_SOME = r"(?:days|weeks|months|years|decades|ages|yonks|(?:a |some )?(?:long |little )?(?:while|time)|long)"
_VAGUE = (  # a time, but no day
    rf"{_SOME}(?: and {_SOME})? (?:ago|back)|(?:back )?when (?:i|we) (?:was|were) (?:a |an |in |at |still |very |little |at )*[a-z]+|"
    r"as an? (?:kid|child|teen(?:ager)?|student|boy|girl)|(?:back )?in (?:my|our) (?:childhood|youth|teens|twenties|thirties|school days)|"
    r"(?:back )?in (?:the )?(?:day|college|uni(?:versity)?|high school|(?:19|20)?\d0'?s)|growing up|"
    r"back in (?:\d{4}|the \w+)|(?:last|this|that|over the|in the) (?:spring|summer|autumn|winter)|the other (?:day|night|week|evening)|"
    r"at some point|once upon a time|during (?:lockdown|covid|the pandemic)|on (?:my|our|his|her|their|a) (?:last )?(?:[a-z]+'s )?"
    r"(?:birthday|anniversary|honeymoon|holidays?|vacation|wedding|first date|trip)|on (?:easter|thanksgiving|new year's)(?: \w+day)?|"
    r"(?:recently|lately)(?=\s*(?:[,.!?;]|$))"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
DAY = re.compile(
    r"(?<![\w-])(?:"
    rf"(?P<near>(?:the\s+)?day before yesterday|(?:the\s+)?night before last|yesterday{_PART}|last night|tonight|today|this "
    rf"(?:morning|afternoon|evening)|tomorrow{_PART}|just now|earlier today|the day after tomorrow)"
    rf"|(?P<weekend>(?:over |on |at )?(?:(?:the|this|last|this past|next) )weekend)"
    rf"|(?P<ago>(?P<n>{NUMBER}|an?|a couple(?: of)?|a few|few) (?P<unit>day|night|week|month|year)s? ago)"
    rf"|(?P<stretch>(?:in |over |during |for |within )?(?:the )?(?P<which>this|last|past|previous|next|current)(?: "
    rf"(?P<m>{NUMBER}|couple of|few))? (?P<span>week|month|year|day|night)s?)\b(?!\s*end)"
    rf"|(?P<dated>(?:on |since )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?:,? \d{{4}})?|(?:on )?{_MONTH}\.? "
    rf"(?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b(?!:)(?:,? \d{{4}})?|(?:on )?\d{{4}}-\d{{2}}-\d{{2}}|(?:on "
    rf")?\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|on \d{{1,2}}/\d{{1,2}})"
    rf"|(?P<weekday>(?:(?:on|last|this|this past|next|since) )*{_WEEKDAY}\b{_PART}(?: last week)?)"
    rf"|(?P<month>(?:in|during|since|last|this) {_MONTH}\b(?: (?P<myear>\d{{4}}))?)"
    r"|(?P<nth>on the \d{1,2}(?:st|nd|rd|th))"
    r"|(?P<feast>(?:on|at|last|this) (?:christmas eve|christmas day|christmas|new year's eve|new year's day|new years eve|"
    r"halloween|valentine's day|valentines day|boxing day))"
    rf"|(?P<vague>{_VAGUE})"
    r"|(?P<misspelt>(?:on|last|this) \w{2,}day)"
    r")(?![\w-])",
    re.IGNORECASE,
)
_FEASTS = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
    "new year's day": (1, 1),
    "halloween": (10, 31),
    "valentine": (2, 14),
    "boxing day": (12, 26),
}
_TYPO = 70.0  # rapidfuzz ratio from which "wensday" is a weekday
_LENGTHS = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365}


def period(match: re.Match[str], today: date) -> Period | None:
    """The days that a match of `DAY` means; None where it means none after all ("may", "sun")."""
    said, groups = match.group().lower(), match.groupdict()
    if groups["weekend"]:
        return _weekend(said, today)
    if groups["stretch"]:
        return _stretch(groups["which"].lower(), groups["m"], groups["span"].lower(), today)
    if groups["month"]:
        return _month(said, groups["myear"], today)
    if groups["vague"]:
        return unknown(today)
    if groups["feast"]:
        return _feast(said, today)
    if groups["weekday"] and re.fullmatch(r"(?:sun|sat|wed|mon|fri)", said):
        return None
    if groups["misspelt"]:
        meant = process.extractOne(said.split()[-1], _WEEKDAYS, scorer=fuzz.ratio, score_cutoff=_TYPO)
        if meant is None:
            return unknown(today)
        said, groups = f"on {meant[0]}", {**groups, "weekday": meant[0]}
    found = _parsed(said, groups, today)
    if found is None:
        return None
    return Period(day=found, start=found, end=today if said.startswith("since") else found)


def unknown(today: date) -> Period:
    """A time that was named, on no day that can be told."""
    return Period(day=today, start=date.min, end=today, vague=True)


def _parsed(said: str, groups: dict[str, str | None], today: date) -> date | None:
    if groups["ago"]:
        amount = (groups["n"] or "").lower()
        value = 2 if amount.startswith("a couple") else 3 if "few" in amount else 1 if amount in ("a", "an") else int(number(amount) or 0)
        unit = "day" if groups["unit"] == "night" else groups["unit"]
        said = f"{value} {unit}s ago"
    near = {"night before last": -2, "day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "day after tomorrow": 2}
    if groups["near"]:
        hits = [(len(words), shift) for words, shift in near.items() if words in said]
        return today + timedelta(days=max(hits)[1] if hits else 0)
    last_week = said.endswith("last week")
    if groups["weekday"]:
        name = re.findall(_WEEKDAY, said)[0][:3]
        if said.startswith("next"):
            return today + timedelta(days=([day[:3] for day in _WEEKDAYS].index(name) - today.weekday()) % 7 or 7)
        back = (today.weekday() - [day[:3] for day in _WEEKDAYS].index(name)) % 7
        return today - timedelta(days=(back or 7) + (7 if last_week and back and back <= today.weekday() else 0))
    bare = re.sub(r"\b(?:on|the|since|this past|this|last|of|morning|afternoon|evening|night|week)\b|(?<=\d)(?:st|nd|rd|th)\b", " ", said)
    settings = {"RELATIVE_BASE": datetime(today.year, today.month, today.day), "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
    read = dateparser.parse(" ".join(bare.split()), languages=["en"], settings=settings)
    if read is None:
        return None
    found: date = read.date()
    if last_week and found >= today - timedelta(days=today.weekday()):
        found -= timedelta(days=7)
    return found


def _weekend(said: str, today: date) -> Period:
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    if "last" in said and today.weekday() >= 5:
        saturday -= timedelta(days=7)
    if "next" in said:
        saturday += timedelta(days=7)
    return Period(day=saturday, start=saturday, end=saturday + timedelta(days=1))


def _stretch(which: str, many: str | None, span: str, today: date) -> Period:
    if many:
        value = 2 if many.startswith("couple") else 3 if many == "few" else int(number(many) or 1)
        start = today - timedelta(days=value * _LENGTHS[span])
        return Period(day=start, start=start, end=today, vague=True)
    if span in ("day", "night"):
        start = today - timedelta(days=1)
        return Period(day=start, start=start, end=start if span == "night" else today)
    start = {"week": today - timedelta(days=today.weekday()), "month": today.replace(day=1), "year": today.replace(month=1, day=1)}[span]
    if which in ("this", "current"):
        return Period(day=today, start=start, end=today, vague=True)
    if which == "next":
        ahead = today + timedelta(days=_LENGTHS[span])
        return Period(day=ahead, start=today + timedelta(days=1), end=ahead)
    if which == "past":
        back = today - timedelta(days=_LENGTHS[span])
        return Period(day=back, start=back, end=today, vague=span != "week")
    end = start - timedelta(days=1)
    first = {"week": start - timedelta(days=7), "month": end.replace(day=1), "year": end.replace(month=1, day=1)}[span]
    return Period(day=today - timedelta(days=_LENGTHS[span]), start=first, end=end, vague=span != "week")


def _month(said: str, year: str | None, today: date) -> Period | None:
    name = re.sub(r"\b(?:in|during|since|last|this)\b|\d{4}", "", said).strip()
    number_ = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].index(name[:3]) + 1
    of = int(year) if year else today.year if number_ <= today.month else today.year - 1
    start = date(of, number_, 1)
    end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if said.startswith("since"):
        end = today
    return Period(day=start, start=start, end=min(end, today) if of == today.year else end, vague=True)


def _feast(said: str, today: date) -> Period | None:
    for name, (month, day) in _FEASTS.items():
        if name in said:
            found = date(today.year, month, day)
            found = found if found <= today else found.replace(year=today.year - 1)
            return Period(day=found, start=found, end=found)
    return None
