"""The main job, whole and in the browser: link, ask, have a story captured, get a digest."""

import os
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.chat_page import PATIENCE, ChatPage
from tests.e2e.demo import Demo
from tests.e2e.people import TASHKENT, World, shown

CAPTION_LIMIT = 1024
ANA = 1001
"""Whom the chat page makes when nobody is there yet."""


@pytest.fixture
def screenshots(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Where the pictures of this walk are kept: FAROLERO_SCREENSHOTS, or the test's own folder."""
    root = Path(os.environ.get("FAROLERO_SCREENSHOTS", tmp_path))
    folder = root / str(request.node.callspec.id)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.timeout(900)
@pytest.mark.parametrize("disturbed", [False, True], ids=["undisturbed", "killed-on-the-way"])
async def test_a_newcomer_links_asks_and_gets_wrap_up_and_digest(
    demo: Demo, world: World, browser: Browser, screenshots: Path, *, disturbed: bool
) -> None:
    day = await world.begin_before_midnight()
    context = await browser.new_context(
        viewport={"width": 1280, "height": 900}, timezone_id=TASHKENT.key, locale="en-GB"
    )
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    first_tab = ChatPage(await context.new_page(), screenshots)

    await first_tab.page.goto(f"{demo.address}/chat")
    await first_tab.page.get_by_test_id("start").wait_for()
    await first_tab.picture("01-chat")
    await first_tab.page.get_by_test_id("start").click()
    await expect(first_tab.last).to_contain_text("Stories are saved before they vanish")
    await first_tab.picture("02-welcome")
    await first_tab.tap(first_tab.last, "🔗 Connect Instagram")
    await expect(first_tab.last).to_contain_text("You sign in at Instagram itself")
    await first_tab.picture("03-invitation")

    page = await _authorize(context, first_tab, screenshots)
    if disturbed:
        demo.kill()
        demo.start()
    await page.get_by_test_id("back").click()
    chat = ChatPage(page, screenshots)
    await page.get_by_test_id("start").wait_for()
    await chat.picture("07-deep-link")
    await page.get_by_test_id("start").click()
    await expect(chat.last).to_contain_text("Linked @casa.verde")
    await expect(chat.last).to_contain_text("every story is captured")
    await expect(chat.last).to_contain_text("every Monday at 09:00, Tashkent time")
    await chat.picture("08-linked")

    await _ask_for_the_overview(chat)
    await _look_at_a_post(chat)

    await page.get_by_test_id("accounts").get_by_text("@casa.verde").click()
    async with page.expect_response("**/stories") as answered:
        await page.get_by_test_id("publish-story").click()
    published = await (await answered.value).json()
    published_at = datetime.fromisoformat(published["timestamp"]).astimezone(TASHKENT)
    await expect(page.get_by_text("A story is published")).to_be_visible()
    await chat.picture("14-published")
    await chat.move_clock("clock-+1h")
    live = await chat.say("/live", "Live stories:")
    await expect(live).to_contain_text(re.compile(rf"{published_at:%H:%M} · 22\sh\s5\d\smin left"))
    await chat.picture("15-live")

    if disturbed:
        demo.kill()
        await expect(page.get_by_test_id("status")).to_have_text("connecting…")
        await chat.picture("16-killed")
        demo.start()
        await expect(page.get_by_test_id("status")).not_to_have_text("connecting…")
    await chat.move_clock("clock-+24h")
    heading = f"Stories of {day.day} "
    wrap_up = chat.messages.filter(has_text=heading)
    await expect(wrap_up).to_have_count(1)
    await expect(wrap_up).to_contain_text("all final")
    await wrap_up.scroll_into_view_if_needed()
    await chat.picture("17-wrap-up")
    await _expect_one_wrap_up_a_day(world)

    await _look_at_the_stories(chat, heading, published_at)

    await _choose_the_digest(chat, await world.now())
    await chat.move_clock("clock-+1h")
    digest = chat.messages.filter(has_text="Your day on Instagram")
    await expect(digest).to_have_count(1)
    await chat.expect_photo(digest)
    await digest.scroll_into_view_if_needed()
    await chat.picture("24-digest")
    await chat.move_clock("clock-+1h")
    await expect(digest).to_have_count(1)
    messages = (await world.get(f"/sandbox/telegram/chats/{ANA}/messages"))["messages"]
    [sent] = [one for one in messages if "Your day on Instagram" in shown(one)]
    assert sent["photo"] is not None
    assert 0 < len(sent["caption"].encode("utf-16-le")) // 2 <= CAPTION_LIMIT

    await context.close()
    assert demo.interrupt() == 0
    assert demo.errors == ""


async def _authorize(context: BrowserContext, chat: ChatPage, screenshots: Path) -> Page:
    """From the invitation through Instagram to our done page, in a tab of its own."""
    async with context.expect_page() as opened:
        await chat.tap(chat.last, "🔗 Continue to Instagram")
    page = await opened.value
    proceed = page.get_by_test_id("continue")
    await proceed.wait_for()
    await expect(page.locator("main")).to_contain_text("Ana")
    await expect(page.locator("li")).to_have_text(
        [
            "see your profile and your posts",
            "read your insights",
            re.compile(r"publish posts \(optional\)"),
        ]
    )
    await page.screenshot(path=screenshots / "04-start-page.png")
    await proceed.click()
    await page.get_by_test_id("account-casa.verde").click()
    await page.screenshot(path=screenshots / "05-consent.png")
    await page.get_by_test_id("allow").click()
    await expect(page.get_by_test_id("typed-code")).to_be_visible()
    await page.screenshot(path=screenshots / "06-done-page.png")
    return page


async def _ask_for_the_overview(chat: ChatPage) -> None:
    overview = await chat.say("/overview", "7 days")
    await chat.expect_photo(overview)
    await expect(overview).to_contain_text(re.compile(r"Reached: [\d,]+ [▲▼]\s[\d.]+%"))
    await chat.picture("09-overview-7-days")
    shown_before = await chat.messages.count()
    for number, days in enumerate((28, 90), start=10):
        await chat.tap(overview, f"{days} days")
        await expect(overview).to_contain_text(f"· {days} days,")
        await chat.expect_photo(overview)
        await chat.picture(f"{number}-overview-{days}-days")
    await expect(chat.messages).to_have_count(shown_before)


async def _look_at_a_post(chat: ChatPage) -> None:
    posts = await chat.say("/posts", "Page 1 of")
    await chat.picture("12-posts")
    await chat.tap(posts, "1")
    card = await _shown_after_tap(chat, posts, "Engagement by reach")
    await chat.expect_photo(card)
    await chat.picture("13-post-card")
    await chat.tap(card, "⟵ Back")
    await _shown_after_tap(chat, card, "Page 1 of")


async def _shown_after_tap(chat: ChatPage, message: Locator, words: str) -> Locator:
    """The message in its new shape, or the new one: a text cannot be edited into a picture."""
    shown_now = message.or_(chat.last).filter(has_text=words).last
    await expect(shown_now).to_be_visible()
    return await chat.keep(shown_now)


async def _expect_one_wrap_up_a_day(world: World) -> None:
    messages = (await world.get(f"/sandbox/telegram/chats/{ANA}/messages"))["messages"]
    headings = Counter(
        shown(one).splitlines()[0] for one in messages if "Stories of " in shown(one)
    )
    assert set(headings.values()) == {1}, headings


async def _look_at_the_stories(chat: ChatPage, heading: str, published_at: datetime) -> None:
    archive = await chat.say("/stories", "Past stories")
    text = (await archive.locator(".text").inner_text()).replace("\u00a0", " ")
    entries = text.split("\n\n")[1:]
    await chat.picture("18-stories")
    [number] = [
        number
        for number, entry in enumerate(entries, start=1)
        if f"{number}. {heading.removeprefix('Stories of ')}" in entry
    ]
    assert "all final" in entries[number - 1]
    await chat.tap(archive, str(number))
    sequence = await _shown_after_tap(chat, archive, heading)
    await chat.picture("19-sequence")
    slides = sequence.locator('[data-testid="button"]').filter(has_text=re.compile(r"^\d+$"))
    await slides.last.click()
    slide = await _shown_after_tap(chat, sequence, f"{published_at:%H:%M} · @casa.verde")
    await expect(slide).to_contain_text("✅ Final")
    await chat.picture("20-slide")


async def _choose_the_digest(chat: ChatPage, now: datetime) -> None:
    settings = await chat.say("/digest", "every Monday at 09:00")
    await chat.tap(settings, "@casa.verde")
    await expect(settings).to_contain_text("comes every Monday at 09:00")
    await chat.picture("21-digest-settings")
    await chat.tap(settings, "Daily")
    await expect(settings).to_contain_text("every day at 09:00")
    await chat.tap(settings, "🕘")
    await expect(settings).to_contain_text("At what hour")
    await chat.picture("22-digest-hours")
    hour = (now.astimezone(TASHKENT) + timedelta(hours=1)).hour
    await chat.tap(settings, f"{hour:02}:00")
    await expect(settings).to_contain_text(f"every day at {hour:02}:00, Tashkent time")
    await chat.picture("23-digest-daily")
