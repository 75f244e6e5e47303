"""Words for those who wait."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram.exceptions import AiogramError

from bot.telegram.sender import describe

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

SLOW = 2.0
"""Seconds after which somebody wonders whether their tap arrived."""


async def telling_when_slow(work: Awaitable[Result], tell: Callable[[], Awaitable[None]]) -> Result:
    """What ``work`` answers; ``tell`` is called once when it takes long, and comes to its end."""
    done = asyncio.Event()

    async def working() -> Result:
        try:
            return await work
        finally:
            done.set()

    async def watching() -> None:
        try:
            async with asyncio.timeout(SLOW):
                await done.wait()
        except TimeoutError:
            await _try(tell)

    result, _ = await asyncio.gather(working(), watching())
    return result


async def _try(tell: Callable[[], Awaitable[None]]) -> None:
    try:
        await tell()
    except AiogramError as error:
        logger.info("Somebody waits without being told: %s", describe(error))
