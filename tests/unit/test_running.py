"""What makes the start nicer neither ends the product nor holds up its stop."""

import asyncio
import gc
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import web

from bot.main import Farolero
from bot.roles import Role

PATIENCE = 20
"""Seconds: a guard against hanging, no measure."""


class Part:
    """An engine, ticks, updates and charts with nothing to do until the stop."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def run(self, stop: asyncio.Event) -> None:
        await stop.wait()

    work = run

    async def tell_operator(self) -> None: ...

    async def warm_up(self) -> None:
        raise OSError("no room for the list of fonts")


@pytest.fixture(autouse=True)
def _unfrozen() -> Iterator[None]:
    yield
    gc.unfreeze()


async def test_a_stop_does_not_wait_for_telegram_and_failures_are_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop, began = asyncio.Event(), asyncio.Event()

    async def profile_without_answer() -> None:
        began.set()
        await asyncio.Event().wait()

    part: Any = Part()
    profile: Any = profile_without_answer
    product = Farolero(Role.ALL, web.Application(), part, part, part, profile, part)
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(product.run(stop, lambda: None))
        await began.wait()
        await asyncio.sleep(0)
        assert not running.done()
        stop.set()
    assert "Warming up charts failed" in caplog.text
