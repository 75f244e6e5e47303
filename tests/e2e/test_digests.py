"""A digest for a topic of a group, from the private chat: added, looked at, and muted."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Browser, ViewportSize, expect
from yarl import URL

from tests.e2e.chat_page import PATIENCE, ChatPage
from tests.e2e.demo import Demo
from tests.e2e.people import TASHKENT, Person, World, buttons

PHONE = ViewportSize(width=400, height=860)
PERSON = 902


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("FAROLERO_SCREENSHOTS", tmp_path)) / "digests"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.timeout(600)
async def test_a_daily_digest_goes_to_a_topic_is_previewed_and_muted(
    demo: Demo, world: World, browser: Browser, screenshots: Path
) -> None:
    ana = await world.person(PERSON, "Ana", "en")
    await ana.open_deep_link(await ana.authorize("casa.verde"))
    in_topic = await _topic_with_the_bot(world, ana)
    context = await browser.new_context(viewport=PHONE, timezone_id=TASHKENT.key, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = await context.new_page()
    await page.goto(f"{demo.address}/chat?user={PERSON}")
    chat = ChatPage(page, screenshots)

    # An administrator proposes the topic; the owner approves it in private.
    await page.get_by_test_id("topic").filter(has_text="Numbers").click()
    await expect(chat.messages).to_have_count(0)
    proposal = await chat.say("/here", "Whose Instagram account shall be shown here?")
    await expect(proposal).to_contain_text("Decide in private")
    question = await ana.open_deep_link(await _ticket(world, in_topic))
    await ana.tap(question, "Show @casa.verde")
    await page.get_by_test_id("back").click()
    await page.locator('[data-testid="chat"][data-type="private"]').click()
    await expect(chat.last).to_contain_text("@casa.verde in “Studio”")

    digests = await chat.say("/digest", "Your digests")
    await chat.picture("01-one-digest")
    await chat.tap(digests, "➕ Add a digest")
    await expect(digests).to_contain_text("Where shall it go?")
    await chat.picture("02-where-to")
    await chat.tap(digests, "# Studio")
    await expect(digests).to_contain_text("How often shall it come?")
    await chat.tap(digests, "Daily")
    await expect(digests).to_contain_text("every day at 09:00, Tashkent time")
    await expect(digests).to_contain_text("To: a topic of “Studio”")
    await chat.picture("03-daily-to-a-topic")

    await chat.tap(digests, "Preview")
    await expect(chat.last).to_contain_text("Your day on Instagram")
    await chat.picture("04-preview")

    await chat.tap(digests, "Pause or delete")
    await expect(digests).to_contain_text("for a week")
    await chat.picture("05-pause")
    await chat.tap(digests, "🔕 Mute 1 week")
    await expect(digests).to_contain_text("🔕 Muted until")
    await chat.picture("06-muted")
    await chat.tap(digests, "🔔 Unmute")
    await expect(digests).not_to_contain_text("Muted")

    await page.get_by_test_id("back").click()
    await page.get_by_test_id("topic").filter(has_text="Numbers").click()
    await expect(chat.last).to_contain_text("From now on @casa.verde is shown here")
    here = await chat.say("/digest", "Digests that come here")
    await expect(here).to_contain_text("@casa.verde: every day at 09:00, Tashkent time")
    await chat.picture("07-in-the-topic")
    said = (await world.get(in_topic))["messages"]
    assert not any("Your day on Instagram" in str(one) for one in said), "a preview is private"
    await context.close()


async def _topic_with_the_bot(world: World, ana: Person) -> str:
    """A group of Ana's with topics, in which the bot may write; where a topic's messages are."""
    groups = "/sandbox/telegram/groups"
    group = {
        "type": "supergroup",
        "title": "Studio",
        "owner_id": ana.user_id,
        "members": [],
        "is_forum": True,
    }
    chat_id = (await world.post(groups, group))["id"]
    await world.post(f"{groups}/{chat_id}/bot", {"status": "administrator", "by": ana.user_id})
    # Asked in private of the whole group: said later, it would be taken for the topic's question.
    await ana.wait_for("Show one of your accounts in “Studio”?")
    topic = await world.post(f"{groups}/{chat_id}/topics", {"name": "Numbers"})
    thread_id = topic["message_thread_id"]
    return f"/sandbox/telegram/chats/{chat_id}/messages?message_thread_id={thread_id}"


async def _ticket(world: World, in_topic: str) -> str:
    """What the button under the proposal brings to the private chat."""
    proposal = (await world.get(in_topic))["messages"][-1]
    return URL(str(buttons(proposal)[0]["url"])).query["start"]
