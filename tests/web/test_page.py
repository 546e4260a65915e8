"""The chat page in a real browser: it talks, shows, confirms, undoes, and survives a bad line."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from .conftest import PHONE, WIDE, Double, axe_findings


def say(page: Page, text: str) -> Locator:
    """Sends `text` and returns its turn."""
    page.get_by_role("textbox", name="Message to Rafilm").fill(text)
    page.keyboard.press("Enter")
    turn = page.locator("rafilm-turn").last
    expect(turn.locator(".you")).to_contain_text(text)
    return turn


def finished(page: Page) -> None:
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()


def panel(page: Page) -> Locator:
    return page.locator("rafilm-panel")


def test_an_answer_streams_in_as_safe_markdown(page: Page) -> None:
    turn = say(page, "tell me a story")
    expect(turn.locator(".answer")).to_contain_text("Picture the quietest room")
    expect(page.get_by_role("button", name="Stop the answer")).to_be_visible()  # still coming in
    finished(page)
    expect(turn.locator("em")).to_have_text("quietest")
    expect(turn.locator("strong")).to_have_text("Dom")
    expect(turn.locator("li")).to_have_count(3)
    expect(turn.locator("a")).to_have_count(1)
    expect(turn.locator("a")).to_have_attribute("href", "https://example.org/films")
    expect(turn.locator("b")).to_have_count(0)
    expect(turn.locator(".answer")).to_contain_text("<b>nor here</b>")
    expect(page.locator("[aria-live=polite]").last).to_contain_text("nor here")


def test_a_suggestion_brings_title_cards(page: Page) -> None:
    page.get_by_role("button", name="A heist inside a dream").click()
    turn = page.locator("rafilm-turn")
    expect(turn.locator("rafilm-card")).to_have_count(7)
    card = turn.locator("rafilm-card").first
    expect(card.get_by_role("heading")).to_have_text("Inception")
    expect(card).to_contain_text("2010 · 2h 28m · ★ 8.1")
    expect(card).to_contain_text("The dream heist itself")


def test_a_run_says_where_the_user_is(page: Page, double: Double) -> None:
    say(page, "hello")
    finished(page)
    props = double.service.frames[0]["input"]["forwardedProps"]
    assert set(props) == {"timezone", "locale"}
    assert all(props.values())


def test_a_change_shows_and_can_be_undone(page: Page) -> None:
    expect(panel(page)).to_contain_text("Ronin")
    turn = say(page, "add Thief to my watchlist")
    expect(turn.locator(".change")).to_contain_text("Added Thief to your watchlist")
    expect(panel(page)).to_contain_text("Thief")
    turn.get_by_role("button", name="Undo").click()
    expect(turn.locator(".change")).to_contain_text("Undone")
    expect(panel(page)).not_to_contain_text("Thief")
    page.reload()
    expect(page.locator(".change")).to_contain_text("Undone")


def test_the_diary_follows_the_conversation(page: Page) -> None:
    page.get_by_role("tab", name="Diary").click()
    expect(panel(page)).to_contain_text("No watches yet")
    say(page, "log Heat, 9/10, last night")
    expect(panel(page).get_by_role("listitem")).to_contain_text(re.compile(r"20\s+Heat\s+1995\s+★ 9"))


def test_yes_goes_ahead(page: Page, double: Double) -> None:
    turn = say(page, "clear my watchlist")
    expect(turn.get_by_role("group", name="Confirmation")).to_contain_text("Remove all 2 titles")
    turn.get_by_role("button", name="Yes, go ahead").click()
    expect(page.locator(".change")).to_contain_text("Cleared your watchlist")
    expect(panel(page)).to_contain_text("Nothing waiting yet")
    expect(page.get_by_text("You said yes.")).to_be_visible()
    frame = double.service.frames[-1]["input"]
    assert frame["messages"] == []
    assert frame["resume"] == [{"interruptId": "int-1", "status": "resolved", "payload": {"approved": True}}]


def test_no_leaves_everything(page: Page) -> None:
    say(page, "clear my watchlist").get_by_role("button", name="No").click()
    expect(page.locator("rafilm-turn").last.locator(".text")).to_contain_text("Left as it was.")
    expect(panel(page)).to_contain_text("Ronin")


def test_an_open_question_is_asked_again_after_a_reload(page: Page) -> None:
    expect(say(page, "clear my watchlist").get_by_role("button", name="No")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Yes, go ahead").click()
    expect(page.locator(".change")).to_contain_text("Cleared your watchlist")
    expect(page.locator(".you")).to_have_count(1)


def test_a_reload_while_the_answer_to_a_question_comes_in_tells_it_once(page: Page) -> None:
    say(page, "clear my watchlist").get_by_role("button", name="Yes").click()
    expect(page.locator("rafilm-turn").last.locator(".text")).to_contain_text("Your")
    page.reload()
    expect(page.locator(".change")).to_have_count(1)
    finished(page)
    expect(page.get_by_text("Your watchlist is empty now.", exact=True)).to_have_count(1)
    page.reload()
    expect(page.locator(".change")).to_have_count(1)


def test_stop_ends_the_answer(page: Page) -> None:
    turn = say(page, "something slow")
    expect(turn.locator(".text")).to_contain_text("word5 ")
    page.get_by_role("button", name="Stop the answer").click()
    expect(turn.locator(".answer")).to_contain_text("Stopped.")
    expect(turn.locator(".answer")).not_to_contain_text("word399")
    finished(page)


def test_an_error_says_so_and_retry_asks_again(page: Page) -> None:
    turn = say(page, "break please")
    expect(turn.locator(".error")).to_contain_text("The model cannot be reached")
    turn.get_by_role("button", name="Retry").click()
    expect(page.locator("rafilm-turn")).to_have_count(1)
    expect(page.locator("rafilm-turn .text")).to_contain_text("Back again")


COUNTED = " ".join(f"n{i}" for i in range(40))


def test_a_socket_cut_in_mid_answer_loses_and_doubles_nothing(page: Page, double: Double) -> None:
    double.service.cut_after = 12
    turn = say(page, "count")
    finished(page)
    expect(turn.locator(".text p")).to_have_text(COUNTED)
    attach = double.service.frames[-1]
    assert (attach["type"], attach["afterSeq"]) == ("ATTACH", 12)


def test_a_line_that_drops_twice_still_completes(page: Page, double: Double) -> None:
    turn = say(page, "count")
    for word in ("n3 ", "n20"):
        expect(turn.locator(".text")).to_contain_text(word)
        double.drop_sockets()
    finished(page)
    expect(turn.locator(".text p")).to_have_text(COUNTED)


def test_a_reload_in_mid_answer_takes_it_up_again(page: Page) -> None:
    say(page, "log heat")
    finished(page)
    expect(say(page, "count").locator(".text")).to_contain_text("n4 ")
    page.reload()
    expect(page.locator("rafilm-turn")).to_have_count(2)
    finished(page)
    expect(page.locator("rafilm-turn").last.locator(".text p")).to_have_text(COUNTED)
    page.reload()
    expect(page.locator("rafilm-turn").last.locator(".text p")).to_have_text(COUNTED)
    expect(page.locator(".you")).to_have_count(2)


def test_a_message_sent_while_the_line_is_down_arrives_once(page: Page, double: Double) -> None:
    expect(panel(page)).to_contain_text("Ronin")
    double.service.refuse_all = True
    double.drop_sockets()
    turn = say(page, "count")
    expect(page.locator(".banner")).to_contain_text("Connection lost")
    double.service.refuse_all = False
    page.get_by_role("button", name="Try now").click()
    finished(page)
    expect(turn.locator(".text p")).to_have_text(COUNTED)
    assert [frame["type"] for frame in double.service.frames] == ["RUN"]


def test_an_expired_guest_starts_afresh(page: Page, double: Double) -> None:
    say(page, "count")
    finished(page)
    double.service.tokens.clear()
    page.reload()
    expect(page.get_by_text("so this is a fresh start")).to_be_visible()
    expect(page.locator("rafilm-turn")).to_have_count(0)
    expect(say(page, "count").locator(".text p")).to_have_text(COUNTED)


def test_a_card_acts_at_once(page: Page) -> None:
    card = say(page, "tell me about inception").locator("rafilm-card")
    card.get_by_role("button", name="Add Inception (2010) to your watchlist").click()
    expect(card.get_by_role("button", name="On your watchlist")).to_be_visible()
    expect(panel(page)).to_contain_text("Inception")
    card.get_by_role("button", name="Rate Inception").click()
    card.get_by_role("button", name="9 of 10").click()
    expect(card.get_by_role("button", name="Your rating of Inception (2010): 9 of 10")).to_be_focused()
    card.get_by_role("button", name="Mark Inception (2010) as watched").click()
    expect(card.get_by_role("button", name="Watched")).to_be_visible()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(card.get_by_role("button", name="Mark Inception (2010) as watched")).to_be_visible()


def test_new_chat_is_empty_and_the_old_thread_is_left(page: Page, double: Double) -> None:
    say(page, "count")
    finished(page)
    page.get_by_role("button", name="New chat").click()
    expect(page.get_by_role("heading", name="What are we watching?")).to_be_visible()
    say(page, "count")
    finished(page)
    assert len({run.thread_id for run in double.service.runs.values()}) == 2


def test_a_message_over_the_limit_is_not_sent(page: Page, double: Double) -> None:
    box = page.get_by_role("textbox")
    box.fill("x" * 8_001)
    expect(page.get_by_text("8,001 of 8,000 characters")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    box.fill("x" * 8_000)
    page.keyboard.press("Enter")
    finished(page)
    assert len(double.service.frames) == 1


def test_a_phone_has_one_column_and_a_sheet(page: Page) -> None:
    page.set_viewport_size(PHONE)
    say(page, "a heist")
    finished(page)
    page.get_by_role("button", name="My films").click()
    sheet = page.get_by_role("dialog", name="Your films")
    expect(sheet).to_contain_text("Ronin")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.get_by_role("button", name="My films")).to_be_focused()
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate("document.querySelector('rafilm-chat').shadowRoot.querySelector('.log').scrollWidth") <= width


def test_everything_can_be_done_by_keyboard(page: Page) -> None:
    box = page.get_by_role("textbox")
    box.focus()
    page.keyboard.type("first line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("add thief")
    expect(box).to_have_value("first line\nadd thief")
    page.keyboard.press("Enter")
    expect(page.locator(".change")).to_be_visible()
    finished(page)
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
        if page.get_by_role("button", name="Undo: Added Thief").evaluate("button => button.matches(':focus')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".change")).to_contain_text("Undone")
    expect(box).to_be_focused()
    page.get_by_role("tab", name="Watchlist").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Diary")).to_be_focused()
    expect(panel(page)).to_contain_text("No watches yet")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing(page: Page, scheme: Literal["light", "dark"], size: ViewportSize) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    assert axe_findings(page) == []
    for text in ("a heist", "add thief", "break it", "tell me about inception", "tell me a story", "clear my watchlist"):
        say(page, text)
        finished(page)
    page.get_by_role("button", name="Undo: Added Thief").click()
    page.get_by_role("button", name="Rate Inception").last.click()
    assert axe_findings(page) == []
    if size == PHONE:
        page.get_by_role("button", name="My films").click()
        assert axe_findings(page) == []
