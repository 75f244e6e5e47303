"""The sandbox's chat page in a real browser, as a person uses it."""

import re
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from tests.e2e.demo import GUARD

PATIENCE = GUARD * 1000.0
"""Milliseconds."""


async def open_bot(page: Page, address: str, person: int) -> None:
    """The person's chat with the bot, on a phone: there the list of chats comes first.

    Groups that others have opened stand in it, too, and above.
    """
    await page.goto(f"{address}/chat?user={person}")
    await page.locator('[data-testid="chat"][data-type="private"]').click()
    # What was said before is there, or the button to begin: what follows counts messages.
    shown = page.locator('[data-testid="message"], [data-testid="start"]:visible')
    await shown.first.wait_for()


class ChatPage:
    """One tab; every step that is worth a look is kept as a picture."""

    def __init__(self, page: Page, screenshots: Path) -> None:
        self.page = page
        self.screenshots = screenshots

    @property
    def messages(self) -> Locator:
        """Those of the bot."""
        return self.page.locator('[data-testid="message"][data-from="bot"]')

    @property
    def last(self) -> Locator:
        return self.messages.last

    async def picture(self, name: str) -> None:
        await self.page.screenshot(path=self.screenshots / f"{name}.png")

    async def say(self, text: str, answer: str | re.Pattern[str]) -> Locator:
        """The bot's answer, once it says that; it stays what it is when others follow."""
        before = await self.messages.count()
        await self.page.get_by_test_id("input").fill(text)
        await self.page.get_by_test_id("send").click()
        await expect(self.messages).to_have_count(before + 1)
        message = await self.keep(self.last)
        await expect(message).to_contain_text(answer)
        return message

    async def keep(self, message: Locator) -> Locator:
        """The same message later, too."""
        message_id = await message.get_attribute("data-message-id")
        return self.page.locator(f'[data-testid="message"][data-message-id="{message_id}"]')

    async def tap(self, message: Locator, label: str) -> None:
        await message.locator(f'[data-testid="button"][data-label^="{label}"]').click()

    async def expect_photo(self, message: Locator) -> None:
        """It is there, and it is a picture: not an address that cannot be loaded."""
        photo = message.locator(".photo img")
        await expect(photo).to_have_js_property("complete", True)
        await expect(photo).not_to_have_js_property("naturalWidth", 0)

    async def move_clock(self, button: str) -> None:
        """Returns when everything that fell due on the way is done."""
        progress = self.page.get_by_test_id("clock-progress")
        await self.page.get_by_test_id(button).click()
        await expect(progress).to_be_visible()
        await expect(progress).to_be_hidden(timeout=PATIENCE)
