"""Takes the README's pictures of the page from a running service: python -m docs.pictures.take http://127.0.0.1:8000

Needs Chromium on the PATH; pngquant makes the files small where it is installed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

HERE = Path(__file__).parent
DESKTOP: ViewportSize = {"width": 1280, "height": 960}
PHONE: ViewportSize = {"width": 390, "height": 844}
AT_THE_DESK = [
    "log Heat yesterday, 9/10",
    "I watched Inception last Sunday, 9/10",
    "add Paprika, Fargo, Collateral and Ronin to my watchlist",
    "what should I watch tonight?",
    "add The Prestige to my list",
]
ON_THE_SOFA = [
    "log Spirited Away last Sunday, 10/10",
    "I watched Amélie yesterday, 9/10",
    "something heartwarming for tonight",
    "add the second one",
]


def main(url: str) -> None:
    """Talks as a new guest at both sizes and writes a picture of each."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        picture(browser, url, DESKTOP, "light", "chat-desktop", AT_THE_DESK)
        picture(browser, url, PHONE, "dark", "chat-phone", ON_THE_SOFA)
        browser.close()


def picture(browser: Browser, url: str, size: ViewportSize, scheme: str, name: str, messages: list[str]) -> None:
    """One conversation at one size, as it stands after its last answer."""
    context = browser.new_context(viewport=size, base_url=url, color_scheme="dark" if scheme == "dark" else "light", device_scale_factor=2)
    page = context.new_page()
    page.goto("/")
    for message in messages:
        tell(page, message)
    page.get_by_role("textbox").blur()
    page.wait_for_timeout(1_000)  # posters and the panel come in
    path = HERE / f"{name}.png"
    page.screenshot(path=path)
    if quantize := shutil.which("pngquant"):
        subprocess.run([quantize, "--force", "--skip-if-larger", "--output", path, path], check=True)  # noqa: S603 - our own file
    context.close()


def tell(page: Page, message: str) -> None:
    """Sends a message and waits for the end of its turn."""
    page.get_by_role("textbox").fill(message)
    page.keyboard.press("Enter")
    expect(page.locator("rafilm-turn").last.locator(".you")).to_contain_text(message)
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible(timeout=30_000)


if __name__ == "__main__":
    main(sys.argv[1])
