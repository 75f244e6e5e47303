"""Phone width, light and dark, and a server that goes away."""

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.chat.stand_in import ANA, StandIn, button


async def test_phone_shows_one_column_at_a_time(world: StandIn, page: Page) -> None:
    await page.set_viewport_size({"width": 400, "height": 800})
    await page.goto("/chat")
    await expect(page.get_by_test_id("chats")).to_be_visible()
    await expect(page.get_by_test_id("messages")).to_be_hidden()
    await page.get_by_test_id("chat").first.click()
    await expect(page.get_by_test_id("message").last).to_be_in_viewport()
    await expect(page.get_by_test_id("chats")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") == 400
    await page.get_by_test_id("back").click()
    await expect(page.get_by_test_id("chats")).to_be_visible()
    await expect(page.get_by_test_id("messages")).to_be_hidden()


async def test_world_is_a_drawer_on_a_phone(world: StandIn, page: Page) -> None:
    await page.set_viewport_size({"width": 400, "height": 800})
    await page.goto("/chat?start=x")
    clock = page.get_by_test_id("clock-now")
    await expect(clock).not_to_be_in_viewport()
    await page.get_by_test_id("world-toggle").click()
    await expect(clock).to_be_in_viewport()
    await page.locator("#drawer-shade").click(position={"x": 10, "y": 400})
    await expect(clock).not_to_be_in_viewport()


async def test_world_can_be_closed_on_a_wide_screen(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await expect(page.get_by_test_id("clock-now")).to_be_visible()
    await page.get_by_test_id("world-toggle").click()
    await expect(page.get_by_test_id("clock-now")).to_be_hidden()


async def test_theme_follows_the_system_until_it_is_switched(world: StandIn, page: Page) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    await page.emulate_media(color_scheme="dark")
    await page.goto("/chat")
    assert await page.evaluate(background) == "rgb(23, 33, 43)"
    await page.get_by_role("button", name="Light or dark").click()
    assert await page.evaluate(background) == "rgb(255, 255, 255)"
    await page.reload()
    assert await page.evaluate(background) == "rgb(255, 255, 255)"


async def test_page_says_when_the_sandbox_is_away_and_comes_back(
    world: StandIn, page: Page
) -> None:
    await page.goto("/chat")
    await expect(page.get_by_test_id("status")).to_have_text("bot · @farolero_bot")
    world.away = True
    await world.announce("message", 1001)
    await expect(page.get_by_test_id("status")).to_have_text("connecting…")
    world.add_message(1001, text="said meanwhile")
    world.away = False
    await expect(page.get_by_test_id("message").last).to_contain_text("said meanwhile")
    await expect(page.get_by_test_id("status")).to_have_text("bot · @farolero_bot")


@pytest.mark.parametrize("count", range(3, 9))
async def test_buttons_of_a_row_shrink_to_stay_on_a_phone(
    empty_world: StandIn, page: Page, count: int
) -> None:
    empty_world.add_user(ANA, "Ana")
    labels = [f"Последние {number} дней" for number in range(count)]
    empty_world.add_message(ANA, text="hi", buttons=[[button(label, label) for label in labels]])
    empty_world.add_message(ANA, text="w" * 300, buttons=[[button("x" * 200, "x")]])
    await page.set_viewport_size({"width": 400, "height": 800})
    await page.goto(f"/chat?user={ANA}&chat={ANA}")
    keys = page.get_by_test_id("button")
    await expect(keys).to_have_count(count + 1)
    boxes = [await key.bounding_box() for key in await keys.all()]
    widths = [box["width"] for box in boxes if box]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes), boxes
    assert max(widths[:count]) - min(widths[:count]) < 1, "they share the row evenly"
    label = page.locator(".key-label").first
    assert await label.evaluate("node => node.scrollWidth > node.clientWidth"), (
        "cut with an ellipsis"
    )
    assert await page.evaluate("document.getElementById('scroller').scrollWidth") <= 400
