"""The chat page in a real browser, in front of a stand-in for the rest of the sandbox."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from bot.sandbox.chat import chat_routes
from tests.sandbox.chat.stand_in import StandIn, fill

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture
def empty_world() -> StandIn:
    return StandIn()


@pytest.fixture
def world(empty_world: StandIn) -> StandIn:
    fill(empty_world)
    return empty_world


@pytest.fixture
async def address(empty_world: StandIn) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes([*chat_routes(), *empty_world.routes()])
    server = TestServer(app)
    await server.start_server(shutdown_timeout=0)
    yield str(server.make_url("")).rstrip("/")
    await server.close()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_ARGS, headless=True
        )
        yield browser
        await browser.close()


@pytest.fixture
async def context(browser: Browser, address: str) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(
        base_url=address,
        viewport={"width": 1280, "height": 800},
        timezone_id="UTC",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(15_000)
    yield context
    await context.close()


@pytest.fixture
async def page(context: BrowserContext) -> AsyncIterator[Page]:
    """A page on which nothing may go wrong unseen: a script error fails the test."""
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
