"""The whole product in a process of its own, and people and a browser in front of it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.e2e.demo import Demo
from tests.e2e.people import World, open_world
from tests.support.browser import chromium


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """A demo of this test's own, running; the test may kill it and start it again."""
    demo = Demo(tmp_path)
    demo.start()
    yield demo
    demo.kill_if_running()


@pytest.fixture(scope="session")
def standing_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One demo for all tests that neither move its clock nor end it."""
    demo = Demo(tmp_path_factory.mktemp("standing"))
    demo.start()
    yield demo
    assert demo.interrupt() == 0
    assert demo.errors == ""


@pytest.fixture
async def world(demo: Demo) -> AsyncIterator[World]:
    async with open_world(demo.address) as world:
        yield world


@pytest.fixture
async def standing_world(standing_demo: Demo) -> AsyncIterator[World]:
    async with open_world(standing_demo.address) as world:
        yield world


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser
