"""Every screen that has a command of its own, on a phone, from a linked account."""

import asyncio
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from tests.e2e.chat_page import PATIENCE, ChatPage, open_bot
from tests.e2e.demo import Demo
from tests.e2e.people import TASHKENT, World

PHONE = ViewportSize(width=400, height=860)
PERSON = 901
ZIP = b"PK\x03\x04"
"""What every XLSX begins with."""


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("FAROLERO_SCREENSHOTS", tmp_path)) / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.timeout(600)
async def test_every_command_shows_on_a_phone_what_was_asked_for(
    demo: Demo, world: World, browser: Browser, screenshots: Path
) -> None:
    ana = await world.person(PERSON, "Ana", "en")
    await world.publish_story("casa.verde")
    await ana.open_deep_link(await ana.authorize("casa.verde"))
    await ana.wait_for("All read: ")
    # The first sync may have used up what may be asked in an hour, and there is much to ask.
    await world.jump(timedelta(hours=1))
    context = await browser.new_context(
        viewport=PHONE, timezone_id=TASHKENT.key, locale="en-GB", accept_downloads=True
    )
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = await context.new_page()
    await open_bot(page, demo.address, PERSON)
    chat = ChatPage(page, screenshots)

    await _top(chat)
    await _best_time(chat)
    await _audience(chat)
    await _compare(chat)
    await _archive(chat)
    await _post(chat)
    await _export(chat)
    await _expect_nothing_too_wide(page)
    await context.close()


async def _top(chat: ChatPage) -> None:
    top = await chat.say("/top", "What did best · @casa.verde")
    await expect(top).to_contain_text("Reach · 30 days")
    await chat.picture("01-top")
    await chat.tap(top, "By what?")
    await expect(top).to_contain_text("held against your own usual")
    await chat.picture("02-top-measures")
    await chat.tap(top, "Saves by reach")
    await expect(top).to_contain_text("Saves by reach · 30 days")
    await chat.tap(top, "90 days")
    await expect(top).to_contain_text("Saves by reach · 90 days")
    await chat.tap(top, "🥀 Weakest five")
    await expect(top).to_contain_text("What did least · @casa.verde")
    await chat.picture("03-bottom")


async def _best_time(chat: ChatPage) -> None:
    posts = await chat.say("/besttime", "Best time · 📷 Posts · @casa.verde")
    await chat.expect_photo(posts)
    await expect(posts).to_contain_text("Tashkent time")
    await expect(posts).to_contain_text(re.compile(r"Hours: .*\n?.*Weekdays: "))
    await chat.picture("04-best-time")
    await _turn_into(chat, posts, posts.locator('[data-label="🎬 Reels"]'), "Best time · 🎬 Reels")
    await chat.picture("05-best-time-reels")


async def _audience(chat: ChatPage) -> None:
    audience = await chat.say("/audience", "Followers by age · @casa.verde")
    await chat.expect_photo(audience)
    await expect(audience).to_contain_text(re.compile(r"25–34: [\d.]+\s?% · [\d,]+"))
    await chat.picture("06-audience")
    for number, (button, words) in enumerate(
        (
            ("Countries", "Followers by country"),
            ("💬 Who engages", "Engaged people by country"),
            ("Gender", "Engaged people by gender"),
        ),
        start=7,
    ):
        await chat.tap(audience, button)
        await expect(audience).to_contain_text(words)
        await chat.expect_photo(audience)
        await chat.picture(f"{number:02}-audience")


async def _compare(chat: ChatPage) -> None:
    compare = await chat.say("/compare", "What shall I compare?")
    await chat.picture("10-compare")
    await chat.tap(compare, "📅 Two periods")
    await expect(compare).to_contain_text(re.compile(r"Reach: [\d,]+ · [\d,]+ · [▲▼]"))
    await chat.picture("11-periods")
    await chat.tap(compare, "⟵ Back")
    await chat.tap(compare, "📷 Two posts")
    await expect(compare).to_contain_text("Which post or reel of @casa.verde?")
    await chat.picture("12-first-post")
    await chat.tap(compare, "2")
    await expect(compare).to_contain_text("And with which one of @casa.verde?")
    await chat.tap(compare, "1")
    await expect(compare).to_contain_text("Two posts · @casa.verde")
    await chat.picture("13-two-posts")


async def _archive(chat: ChatPage) -> None:
    archive = await chat.say("/archive", re.compile(r"Stories of \w+\s20\d\d"))
    await expect(archive).to_contain_text(re.compile(r"\w: \d+\sslides?"))
    await chat.picture("14-archive")
    first_day = archive.get_by_test_id("button").first
    await _turn_into(chat, archive, first_day, re.compile(r"Stories of \d+\s\w+"))
    await chat.picture("15-day")


async def _post(chat: ChatPage) -> None:
    help_to_it = await chat.say("/post", "Send me the link of a post or reel of yours")
    await expect(help_to_it).to_be_visible()
    await chat.picture("16-post")
    card = await chat.say("/post 2", "Engagement by reach")
    link = await card.locator('[data-testid="button"][href]').first.get_attribute("href")
    assert link is not None
    pasted = await chat.say(link, "Engagement by reach")
    await chat.expect_photo(pasted)
    heading = (await card.locator(".text").inner_text()).splitlines()[0]
    await expect(pasted).to_contain_text(heading)
    await chat.picture("17-pasted")


async def _export(chat: ChatPage) -> None:
    export = await chat.say("/export", "Numbers as a table")
    await chat.picture("18-export")
    await chat.tap(export, "📊 Numbers as a table")
    await chat.tap(export, "Posts")
    await expect(export).to_contain_text("Of which time?")
    await chat.picture("19-export-spans")
    await chat.tap(export, "28 days")
    await expect(export).to_contain_text("In which form?")
    await chat.tap(export, "XLSX")
    file = chat.page.get_by_test_id("document")
    await expect(file).to_contain_text(".xlsx")
    async with chat.page.expect_download() as downloading:
        await file.click()
    download = await downloading.value
    content = await asyncio.to_thread(Path(await download.path()).read_bytes)
    assert content.startswith(ZIP)
    await chat.picture("20-exported")


async def _turn_into(
    chat: ChatPage, message: Locator, button: Locator, words: str | re.Pattern[str]
) -> None:
    """It is edited, or another takes its place: a text cannot be edited into a picture."""
    before = await chat.messages.count()
    await button.click()
    await expect(message.or_(chat.last).filter(has_text=words).last).to_be_visible()
    await expect(chat.messages).to_have_count(before)


async def _expect_nothing_too_wide(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
