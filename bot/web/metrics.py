"""``/metrics`` for Prometheus, on an address of its own: never where the world can ask."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.domain.errors import StoreAway
from bot.metrics.gauges import CONTENT_TYPE, Figures, exposition

logger = logging.getLogger(__name__)

Read = Callable[[], Awaitable[Figures]]

PATIENCE = 8.0
"""Seconds; Prometheus gives up after ten."""
REMEMBERED = 5.0
"""Seconds: however many ask, the rows are counted no more often than that."""


NOTHING: Figures = {}


class Metrics:
    """What was counted is always told; what cannot be read is left out, never told anew."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._reading = asyncio.Lock()
        self._figures: Figures = NOTHING
        self._good_until = 0.0

    async def answer(self, _: web.Request) -> web.Response:
        body = exposition(await self._newest())
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})

    async def _newest(self) -> Figures:
        async with self._reading:
            loop = asyncio.get_running_loop()
            if loop.time() < self._good_until:
                return self._figures
            try:
                async with asyncio.timeout(PATIENCE):
                    self._figures = await self._read()
            except (StoreAway, TimeoutError) as error:
                logger.warning("The rows are not counted: %s", type(error).__name__)
                return NOTHING
            self._good_until = loop.time() + REMEMBERED
            return self._figures


def create_metrics_app(read: Read) -> web.Application:
    app = web.Application()
    app.add_routes([web.get("/metrics", Metrics(read).answer)])
    return app
