"""What all background work has in common: one bad row never stops its neighbours."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain.errors import BotError, InstagramRefused, Refusal
from bot.services.instagram_access import NoHealthyLink

logger = logging.getLogger(__name__)

Item = TypeVar("Item")

RUN_TTL = timedelta(minutes=3)
"""How long a row stays ours once work on it has begun.

A call about stories ends within 15 seconds: a look makes six of them at the worst, a chunk of
discoveries ten. A call in the background may take 90 seconds; one that fails then ends the work on
its row. So rows that wait behind others are lent for longer before each of them (looks, newest
posts), and a refresh is before each page, each day and each part of the audience: between two of
these lie one to four calls, more only in a page that is searched for posts which refuse. A digest
is worded in up to eight calls, and keeps each window. Where slow answers add up to more than this
all the same, whoever takes the row over goes on from what is stored; the fence keeps the effects
single. Longer would be worse: what a crash cut off 10 minutes before a story's end must fall due
again in time.
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
    told_when = isinstance(error, InstagramRefused) and error.retry_at is not None
    operators = isinstance(error, InstagramRefused) and error.refusal is Refusal.MISCONFIGURED
    waits = error.retryable or told_when or operators or isinstance(error, NoHealthyLink)
    return None if waits else error.detail
