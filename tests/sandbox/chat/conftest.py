"""The chat page in a real browser, in front of a stand-in for the rest of the sandbox."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, Page

from bot.sandbox.chat import chat_routes
from tests.sandbox.chat.stand_in import StandIn, fill
from tests.support.browser import chromium

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One browser serves all these tests, so they share the event loop that it lives in."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture
def empty_world() -> StandIn:
    return StandIn()


@pytest.fixture
def world(empty_world: StandIn) -> StandIn:
    fill(empty_world)
    return empty_world


@pytest_asyncio.fixture(loop_scope="session")
async def address(empty_world: StandIn) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes([*chat_routes(), *empty_world.routes()])
    server = TestServer(app)
    await server.start_server(shutdown_timeout=0)
    yield str(server.make_url("")).rstrip("/")
    await server.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
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


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext) -> AsyncIterator[Page]:
    """A page on which nothing may go wrong unseen: a script error fails the test."""
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
