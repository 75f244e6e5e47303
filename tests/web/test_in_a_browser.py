"""The pages in a real browser, which holds them to their own security headers."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import BrowserContext

from tests.support.browser import chromium
from tests.support.product import ANA, BOT_LINK, Product


@pytest.fixture
async def context() -> AsyncIterator[BrowserContext]:
    async with chromium() as browser:
        context = await browser.new_context(timezone_id="Asia/Tokyo", locale="en")
        context.set_default_timeout(15_000)
        yield context


async def test_the_whole_way_on_two_origins(
    product: Product, shop: str, context: BrowserContext
) -> None:
    """Instagram is another origin than ours, as in real life: form-action must let it through."""
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    await page.goto(str(await product.invite()))
    assert complaints == [], "style and script are allowed by our own policy"
    button = page.get_by_test_id("continue")
    background = await button.evaluate("button => getComputedStyle(button).backgroundColor")
    assert background == "rgb(36, 129, 204)", "the style sheet is in force"
    await button.click()
    await page.wait_for_url(f"{product.origin}/instagram/oauth/authorize?**")
    await page.get_by_test_id("account-tea.shop").click()
    await page.get_by_test_id("allow").click()
    # Browsers carry the fragment of Instagram's redirect over to where ours leads.
    await page.wait_for_url(f"{product.public_url / 'connect' / 'done'}#_")
    back = await page.get_by_test_id("back").get_attribute("href")
    await page.reload()
    assert await page.get_by_test_id("back").get_attribute("href") == back
    typed_code = await page.get_by_test_id("typed-code").inner_text()

    assert back is not None
    assert back.startswith(f"{BOT_LINK}?start=L")
    async with product.database.reading() as stored:
        person = await stored.people.get(ANA)
    assert person is not None
    assert person.time_zone == "Asia/Tokyo"
    assert len(typed_code) == 8


async def test_the_documentation_of_the_api_fits_a_phone(
    product: Product, context: BrowserContext
) -> None:
    page = await context.new_page()
    await page.set_viewport_size({"width": 360, "height": 800})
    await page.goto(str(product.public_url / "api" / "docs"))

    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    await page.get_by_text("OpenAPI 3.1").click()
    await page.wait_for_url("**/api/openapi.json")
