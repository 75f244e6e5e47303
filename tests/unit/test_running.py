"""What makes the start nicer neither ends the product nor holds up its stop."""

import asyncio
import gc
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import web

from bot.commands import telling_metrics
from bot.config import Bind, ConfigError
from bot.main import Farolero
from bot.roles import Role

PATIENCE = 20
"""Seconds: a guard against hanging, no measure."""


class Part:
    """An engine, ticks, updates and charts with nothing to do until the stop."""

    async def start(self) -> None: ...

    async def stop(self, ends_at: float | None) -> None: ...

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
    app = web.Application()
    product = Farolero(Role.ALL, app, app, part, part, part, profile, part)
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(product.run(stop, lambda: None))
        await began.wait()
        await asyncio.sleep(0)
        assert not running.done()
        stop.set()
    assert "Warming up charts failed" in caplog.text


async def test_an_address_that_cannot_be_had_for_metrics_is_told_by_name() -> None:
    part: Any = Part()
    app = web.Application()
    product = Farolero(Role.ALL, app, web.Application(), part, part, part, part, part)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ConfigError, match="METRICS_BIND: cannot be listened on"):
            async with telling_metrics(product, Bind("127.0.0.1", taken.getsockname()[1])):
                raise AssertionError("it listens")
