"""The scene on which a switch is tried."""

from collections.abc import AsyncIterator

import pytest

from tests.sandbox.instagram.conftest import Sandbox
from tests.sandbox.instagram.far_end import served_app
from tests.sandbox.instagram.switches.positions import Scene


@pytest.fixture
async def scene(sandbox: Sandbox, shop: dict[str, str]) -> AsyncIterator[Scene]:
    async with served_app() as app:
        yield Scene(sandbox, shop, app)
