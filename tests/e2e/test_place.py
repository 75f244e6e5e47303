"""A time zone by typing and by sharing a location, in the browser on a phone."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from tests.e2e.chat_page import PATIENCE, ChatPage, open_bot
from tests.e2e.people import World

PHONE = ViewportSize(width=400, height=860)
PERSON = 951


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("FAROLERO_SCREENSHOTS", tmp_path)) / "place"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.timeout(300)
async def test_a_person_says_where_they_are_in_words_and_by_location(
    standing_world: World, browser: Browser, screenshots: Path
) -> None:
    await standing_world.person(PERSON, "Ana", "en")
    context = await browser.new_context(viewport=PHONE, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = await context.new_page()
    await open_bot(page, standing_world.address, PERSON)
    chat = ChatPage(page, screenshots)
    await page.get_by_test_id("start").click()
    await expect(chat.last).to_contain_text("Connect")

    settings = await chat.say("/settings", "This is a guess")
    await chat.tap(settings, "🕐 Time zone")
    await expect(settings).to_contain_text("Type the name of your city")
    await chat.picture("01-time-zones")
    found = await chat.say("Ciudad de Mexico", "which one?")
    await chat.picture("02-cities")
    await found.locator('[data-label*="Mexico, Mexico"]').click()
    await expect(found).to_contain_text("Time zone: Mexico City")

    await chat.tap(found, "🕐 Time zone")
    await chat.tap(found, "📍 By my location")
    await page.locator('[data-testid="reply-key"][data-label="📍 Share my location"]').click()
    await chat.picture("03-sharing")
    await page.get_by_label("Where are you?").select_option(label="Samarkand")
    await page.get_by_test_id("form-submit").click()
    await expect(chat.last).to_contain_text("Time zone: Samarkand")
    await expect(page.get_by_test_id("reply-keyboard")).to_be_hidden()
    await expect(page.get_by_test_id("location")).to_contain_text("39.65, 66.96")
    await expect(chat.messages.nth(-2)).to_contain_text("I have not kept your location")
    await chat.picture("04-saved")
    await context.close()
