"""Buttons in the place of the letters, and sharing a location."""

from typing import Any

from playwright.async_api import Page, expect

from tests.sandbox.chat.stand_in import ANA, StandIn

KEYBOARD: dict[str, Any] = {
    "rows": [
        [{"text": "Where I am", "asks_location": True}],
        [{"text": "Back", "asks_location": False}],
    ],
    "one_time": True,
}


async def test_a_key_says_its_words_and_a_one_time_keyboard_is_gone_then(
    world: StandIn, page: Page
) -> None:
    world.add_message(ANA, text="Where?", reply_keyboard=KEYBOARD)
    await page.goto(f"/chat?user={ANA}")
    keys = page.get_by_test_id("reply-key")
    await expect(keys).to_have_text(["Where I am", "Back"])
    await keys.last.click()
    await expect(page.get_by_test_id("message").last).to_contain_text("Back")
    await expect(page.get_by_test_id("reply-keyboard")).to_be_hidden()
    assert [call["text"] for call in world.called("messages")] == ["Back"]


async def test_the_newest_word_on_the_keyboard_counts(world: StandIn, page: Page) -> None:
    world.add_message(ANA, text="Where?", reply_keyboard={**KEYBOARD, "one_time": False})
    await page.goto(f"/chat?user={ANA}")
    await page.get_by_test_id("reply-key").last.click()
    await expect(page.get_by_test_id("message").last).to_contain_text("Back")
    await expect(page.get_by_test_id("reply-keyboard")).to_be_visible()

    gone = world.add_message(ANA, text="Thanks", reply_keyboard={"rows": [], "one_time": False})
    await world.announce("message", ANA, message_id=gone["message_id"])
    await expect(page.get_by_test_id("reply-keyboard")).to_be_hidden()


async def test_a_location_is_shared_after_a_dialog_that_can_be_refused(
    world: StandIn, page: Page
) -> None:
    world.add_message(ANA, text="Where?", reply_keyboard=KEYBOARD)
    await page.goto(f"/chat?user={ANA}")
    key = page.get_by_test_id("reply-key").first
    await key.click()
    await page.get_by_role("button", name="Cancel").click()
    assert world.called("location") == []

    await key.click()
    await page.get_by_label("Or latitude and longitude").fill("north")
    await page.get_by_test_id("form-submit").click()
    await expect(page.get_by_role("alert")).to_contain_text("Two numbers")
    await page.get_by_label("Or latitude and longitude").fill("-33.45, -70.67")
    await page.get_by_test_id("form-submit").click()
    await expect(page.get_by_test_id("location")).to_contain_text("-33.45, -70.67")
    (shared,) = world.called("location")
    assert (shared["latitude"], shared["longitude"]) == (-33.45, -70.67)
    await expect(page.get_by_test_id("reply-keyboard")).to_be_hidden()
