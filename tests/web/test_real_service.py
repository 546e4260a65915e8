"""The chat page against the real service and its embedded chat model: what is said happens, is seen, and can be taken back."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from .conftest import PHONE, WIDE, axe_findings
from .test_page import finished, panel, say

EMPTY_WATCHLIST = "Nothing waiting yet"
EMPTY_DIARY = "No watches yet"
CONVERSATION = ["movies like Alien", "tell me about Heat", "log Heat, 9/10, yesterday", "what should I watch?", "add Thief to my list"]


def tell(page: Page, text: str) -> Locator:
    """Sends `text` and returns its turn once it is over."""
    turn = say(page, text)
    finished(page)
    return turn


def shown_titles(turn: Locator) -> list[str]:
    """The names on a turn's cards."""
    expect(turn.locator("rafilm-card").first).to_be_visible()
    return turn.locator("rafilm-card h3").all_text_contents()


def test_an_answer_streams_in_with_cards(real_page: Page) -> None:
    deltas: list[str] = []

    def note(frame: str | bytes) -> None:
        event = json.loads(frame)
        if event["type"] == "TEXT_MESSAGE_CONTENT":
            deltas.append(event["delta"])

    real_page.on("websocket", lambda socket: socket.on("framereceived", note))
    real_page.reload()  # the first socket was open before anyone listened
    turn = tell(real_page, "movies like Alien")
    shown = shown_titles(turn)
    assert "Aliens" in shown
    assert "Alien" not in shown
    assert len(shown) == len(set(shown)) >= 3
    expect(turn.locator(".text")).to_contain_text(shown[0])
    assert len(deltas) > 1
    expect(turn.locator("rafilm-card").first).to_contain_text("1986 · 2h 17m")


def test_a_watch_is_written_and_taken_back_by_its_chip(real_page: Page) -> None:
    turn = tell(real_page, "log Heat, 9/10, yesterday")
    expect(turn.locator(".change")).to_contain_text("Heat (1995)")
    expect(panel(real_page).get_by_role("tab", name="Diary")).to_have_attribute("aria-selected", "true")
    entry = panel(real_page).get_by_role("listitem")
    expect(entry).to_contain_text(re.compile(r"Heat\s+1995\s+★ 9"))
    days = {date.today() - timedelta(days=ago) for ago in (1, 2)}  # a midnight may have passed
    assert date.fromisoformat(entry.locator("time").get_attribute("datetime") or "") in days
    turn.get_by_role("button", name="Undo").click()
    expect(turn.locator(".change")).to_contain_text("Undone")
    expect(panel(real_page)).to_contain_text(EMPTY_DIARY)


def test_the_watchlist_follows_and_undo_that_takes_it_back(real_page: Page) -> None:
    expect(panel(real_page)).to_contain_text(EMPTY_WATCHLIST)
    turn = tell(real_page, "add Thief to my watchlist")
    expect(turn.locator(".change")).to_contain_text("Added Thief (1981)")
    expect(panel(real_page).get_by_role("listitem")).to_contain_text("Thief")
    expect(tell(real_page, "undo that").locator(".change")).to_be_visible()
    expect(real_page.locator(".change").first).to_contain_text("Undone")
    expect(panel(real_page)).to_contain_text(EMPTY_WATCHLIST)


def test_clearing_asks_and_does_only_what_was_answered(real_page: Page) -> None:
    tell(real_page, "add Heat, Ronin and Thief to my watchlist")
    rows = panel(real_page).get_by_role("listitem")
    expect(rows).to_have_count(3)
    tell(real_page, "clear my watchlist").get_by_role("button", name="No", exact=True).click()
    expect(real_page.get_by_role("group", name="Confirmation")).to_contain_text("You said no.")
    finished(real_page)
    expect(rows).to_have_count(3)
    tell(real_page, "clear my watchlist")
    real_page.reload()  # the question is still there
    expect(rows).to_have_count(3)
    real_page.get_by_role("button", name="Yes, go ahead").click()
    expect(panel(real_page)).to_contain_text(EMPTY_WATCHLIST)
    finished(real_page)
    real_page.locator("rafilm-turn").last.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(3)


def test_a_reload_in_mid_turn_keeps_all(real_page: Page) -> None:
    tell(real_page, "log Ronin, 8/10, yesterday")
    say(real_page, "add Heat to my watchlist")
    real_page.reload()
    finished(real_page)
    turns = real_page.locator("rafilm-turn")
    expect(turns).to_have_count(2)
    expect(turns.last.locator(".you")).to_contain_text("add Heat to my watchlist")
    expect(turns.last.locator(".change")).to_contain_text("Heat (1995)")
    expect(panel(real_page).get_by_role("listitem")).to_contain_text("Heat")
    answers = real_page.locator(".text").all_text_contents()
    real_page.reload()
    expect(real_page.locator(".text")).to_have_text(answers)
    expect(real_page.locator(".change")).to_have_count(2)


def test_a_second_tab_sees_the_same_films(real_page: Page) -> None:
    tell(real_page, "log Ronin, 8/10, yesterday")
    tell(real_page, "add Thief to my watchlist")
    second = real_page.context.new_page()
    second.goto("/")
    expect(panel(second).get_by_role("listitem")).to_contain_text("Thief")
    second.get_by_role("tab", name="Diary").click()
    expect(panel(second).get_by_role("listitem")).to_contain_text(re.compile(r"Ronin\s+1998\s+★ 8"))
    tell(second, "log Heat today")
    expect(panel(second).get_by_role("listitem")).to_have_count(2)
    real_page.reload()
    real_page.get_by_role("tab", name="Diary").click()
    expect(panel(real_page).get_by_role("listitem")).to_have_count(2)


def test_a_phone_has_the_films_in_a_sheet(real_page: Page) -> None:
    real_page.set_viewport_size(PHONE)
    assert len(shown_titles(tell(real_page, "movies like Alien"))) >= 3
    assert real_page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    tell(real_page, "add Thief to my watchlist")
    real_page.get_by_role("button", name="My films").click()
    sheet = real_page.get_by_role("dialog", name="Your films")
    expect(sheet.get_by_role("listitem")).to_contain_text("Thief")
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)], ids=["light-wide", "dark-phone"])
def test_axe_finds_nothing_in_a_real_conversation(real_page: Page, scheme: Literal["light", "dark"], size: ViewportSize) -> None:
    real_page.emulate_media(color_scheme=scheme)
    real_page.set_viewport_size(size)
    for text in CONVERSATION:
        tell(real_page, text)
    real_page.get_by_role("button", name="Undo: Added Thief").click()
    tell(real_page, "delete everything")
    expect(real_page.get_by_role("group", name="Confirmation")).to_be_visible()
    assert axe_findings(real_page) == []
    real_page.get_by_role("button", name="No", exact=True).click()
    finished(real_page)
    if size == PHONE:
        real_page.get_by_role("button", name="My films").click()
    real_page.get_by_role("tab", name="Diary").click()
    expect(panel(real_page).get_by_role("listitem")).to_contain_text("Heat")
    assert axe_findings(real_page) == []
