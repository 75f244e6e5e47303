"""What supervisors and balancers ask: does the process live, and can it do its work?"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bot.domain.errors import StoreAway

logger = logging.getLogger(__name__)

Check = Callable[[], Awaitable[None]]
"""Raises what keeps it from answering."""

PATIENCE = 3.0
REMEMBERED = 2.0
"""Seconds: however often anybody asks, what stands behind is asked no more often than that."""


async def livez(_: web.Request) -> web.Response:
    """The process answers; it asks nobody else."""
    return web.json_response({"ok": True})


class NotReady(Exception):
    """What is wrong, in a few words that may be shown to anybody."""


class Readiness:
    """``/readyz``: 200 while everything that the process needs answers, else 503 and what not."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._asking = asyncio.Lock()
        self._ready_until = 0.0

    async def answer(self, _: web.Request) -> web.Response:
        async with self._asking:
            loop = asyncio.get_running_loop()
            if loop.time() < self._ready_until:
                return web.json_response({"ready": True})
            found = {name: await _fault(check) for name, check in self._checks.items()}
            faults = {name: fault for name, fault in found.items() if fault is not None}
            if faults:
                return web.json_response({"ready": False, **faults}, status=503)
            self._ready_until = loop.time() + REMEMBERED
            return web.json_response({"ready": True})


async def _fault(check: Check) -> str | None:
    """In a few words that may be shown to anybody."""
    try:
        async with asyncio.timeout(PATIENCE):
            await check()
    except StoreAway as away:
        return away.detail
    except NotReady as fault:
        return str(fault)
    except TimeoutError:
        return f"no answer in {PATIENCE:g} s"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is not there
        logger.warning("A health check failed: %s", type(error).__name__)
        return "no answer"
    return None


def create_health_app(readiness: Readiness) -> web.Application:
    """For processes that have no pages."""
    app = web.Application()
    app.add_routes([web.get("/livez", livez), web.get("/readyz", readiness.answer)])
    return app
