"""A process of its own that takes from one budget, again and again.

``python -m tests.support.hammer_budget <database URL> <key> <interval in ms> <burst> <tries>``:
prints how many calls were granted, and the instants of the first and the last try.
"""

import asyncio
import sys
from datetime import timedelta

from bot.clock import SystemClock
from bot.storage.engine import open_beside
from tests.support.databases import KEYRING


async def hammer(database_url: str, key: str, interval: timedelta, burst: int, tries: int) -> str:
    clock = SystemClock()
    database = open_beside(database_url, clock, KEYRING)
    granted, began = 0, clock.now()
    for _ in range(tries):
        async with database.transaction() as stored:
            granted += await stored.buckets.take(key, interval, burst) is None
    await database.close()
    return f"{granted} {began.timestamp()} {clock.now().timestamp()}"


if __name__ == "__main__":
    url, which, milliseconds, most, often = sys.argv[1:]
    every = timedelta(milliseconds=int(milliseconds))
    print(asyncio.run(hammer(url, which, every, int(most), int(often))))  # noqa: T201
