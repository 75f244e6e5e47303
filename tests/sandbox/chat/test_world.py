"""The panel that moves the sandbox's world."""

from datetime import UTC, datetime

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.chat.stand_in import START, StandIn


async def test_clock_shows_the_time_of_the_world(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    clock = page.get_by_test_id("clock-now")
    await expect(clock).to_have_text("08:30:00")
    world.now = datetime(2026, 11, 20, 17, 5, 9, tzinfo=UTC)
    await expect(clock).to_have_text("17:05:09")


async def test_moving_the_clock_shows_progress_until_it_arrives(world: StandIn, page: Page) -> None:
    world.clock_may_go.clear()
    await page.goto("/chat")
    await page.get_by_test_id("clock-+24h").click()
    progress = page.get_by_test_id("clock-progress")
    await expect(progress).to_be_visible()
    await expect(progress).to_have_js_property("value", 0.5)
    await expect(page.get_by_test_id("clock-+1h")).to_be_disabled()
    world.clock_may_go.set()
    await expect(progress).to_be_hidden()
    await expect(page.get_by_test_id("clock-+1h")).to_be_enabled()
    await expect(page.get_by_test_id("clock-now")).to_have_attribute(
        "datetime", "2026-11-21T08:30:00.000Z"
    )
    assert world.called("clock") == [{"advance_seconds": 86_400}]


@pytest.mark.parametrize(
    ("button", "arrives"),
    [
        ("clock-+5min", datetime(2026, 11, 20, 8, 35, tzinfo=UTC)),
        ("clock-+6h", datetime(2026, 11, 20, 14, 30, tzinfo=UTC)),
        ("clock-next-morning", datetime(2026, 11, 20, 9, 0, tzinfo=UTC)),
        ("clock-next-monday", datetime(2026, 11, 23, 9, 0, tzinfo=UTC)),
    ],
)
async def test_clock_buttons_arrive_where_they_say(
    world: StandIn, page: Page, button: str, arrives: datetime
) -> None:
    await page.goto("/chat")
    await page.get_by_test_id(button).click()
    await expect(page.get_by_test_id("clock-now")).to_have_attribute(
        "datetime", arrives.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    )
    assert world.called("clock") == [{"advance_seconds": (arrives - START).total_seconds()}]


async def test_chosen_account_publishes(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    accounts = page.get_by_test_id("account")
    await expect(accounts).to_have_count(2)
    await page.get_by_test_id("publish-story").click()
    await expect(page.get_by_test_id("toast")).to_have_text("A story is published")
    await expect(accounts.first).to_contain_text("1 live")
    await accounts.nth(1).click()
    await page.get_by_test_id("publish-reel").click()
    await expect(page.get_by_test_id("toast").last).to_have_text("A reel is published")
    await page.get_by_test_id("publish-post").click()
    await expect(page.get_by_test_id("toast").last).to_have_text("A post is published")
    assert world.called("stories") == [{"user_id": "17841400000000001"}]
    assert world.called("media") == [
        {"user_id": "17841400000000002", "media_product_type": "REELS"},
        {"user_id": "17841400000000002", "media_product_type": "FEED"},
    ]


async def test_fault_is_switched_on_and_off(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await page.get_by_text("Add a fault").click()
    form = page.get_by_test_id("fault-form")
    await form.get_by_label("Fault", exact=True).fill("too_many_requests")
    await expect(form.get_by_label("Params as JSON")).to_have_attribute(
        "placeholder", '{"retry_after":5}'
    )
    await form.get_by_label("Params as JSON").fill('{"retry_after": 7}')
    await form.get_by_label("Times").fill("2")
    await form.get_by_role("button").click()
    fault = page.get_by_test_id("fault")
    await expect(fault).to_contain_text("too_many_requests")
    assert world.faults == [
        {
            "id": "1",
            "target": "telegram",
            "fault": "too_many_requests",
            "params": {"retry_after": 7},
            "times": 2,
        }
    ]
    await fault.get_by_test_id("fault-remove").click()
    await expect(fault).to_have_count(0)
    assert world.faults == []


async def test_refused_fault_says_why(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await page.get_by_text("Add a fault").click()
    form = page.get_by_test_id("fault-form")
    await form.get_by_label("Fault", exact=True).fill("no_such_fault")
    await form.get_by_role("button").click()
    await expect(page.get_by_test_id("toast")).to_have_text("unknown fault")
    await expect(form.get_by_label("Fault", exact=True)).to_have_value("no_such_fault")


async def test_requests_are_counted_by_endpoint(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    requests = page.get_by_test_id("requests")
    await expect(requests).to_contain_text("56 in all")
    await expect(requests.locator("tr").first).to_have_text("telegram getUpdates41")
    await requests.get_by_role("button", name="Reset").click()
    await expect(requests).to_contain_text("0 in all")
