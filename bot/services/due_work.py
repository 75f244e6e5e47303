"""What all background work has in common: one bad row never stops its neighbours."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain.errors import BotError, InstagramRefused
from bot.services.instagram_access import NoHealthyLink

logger = logging.getLogger(__name__)

Item = TypeVar("Item")

RUN_TTL = timedelta(minutes=3)
"""How long a row stays ours once work on it has begun.

A call to Instagram ends within 30 seconds, and the longest piece of work makes three.
"""


async def work_on_each(
    items: Iterable[Item],
    work: Callable[[Item], Awaitable[None]],
    give_back: Callable[[Item, Exception], Awaitable[None]],
) -> None:
    """Work on one item after the other; one that fails is given back, and the next begins."""
    for item in items:
        try:
            await work(item)
        except Exception as error:
            if isinstance(error, BotError):
                logger.info("A due row is given back: %s", error.detail)
            else:
                logger.exception("Work on a due row failed")
            await give_back(item, error)


def try_again_at(error: Exception, now: datetime, pause: timedelta) -> datetime:
    """When to try a failed row again: when Instagram said, else after the lane's pause."""
    if isinstance(error, InstagramRefused) and error.retry_at is not None:
        return max(error.retry_at, now)
    return now + pause


def failure(error: Exception) -> str | None:
    """What to count against a row; None for what is not its fault: waiting is no failure."""
    if not isinstance(error, BotError):
        return type(error).__name__
    return None if error.retryable or isinstance(error, NoHealthyLink) else error.detail
