"""Rate budgets: never more than agreed, however many ask at once."""

import asyncio
import sys
from datetime import timedelta

import pytest

from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock

SECOND = timedelta(seconds=1)
KEY = "instagram:1"


async def take(
    database: SqlDatabase, *, interval: timedelta = 10 * SECOND, burst: int = 3, key: str = KEY
) -> timedelta | None:
    async with database.transaction() as work:
        return await work.buckets.take(key, interval, burst)


async def test_a_burst_is_granted_and_then_one_call_an_interval(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    assert [await take(database) for _ in range(3)] == [None, None, None]
    assert await take(database) == 10 * SECOND
    clock.advance(4 * SECOND)
    assert await take(database) == 6 * SECOND
    clock.advance(6 * SECOND)
    assert await take(database) is None
    assert await take(database) == 10 * SECOND


async def test_the_wait_that_is_named_is_exactly_enough(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    interval = timedelta(seconds=25.7)
    waits = 0
    for _ in range(60):
        wait = await take(database, interval=interval, burst=7)
        if wait is not None:
            waits += 1
            clock.advance(wait - timedelta(microseconds=1))
            assert await take(database, interval=interval, burst=7) is not None
            clock.advance(timedelta(microseconds=1))
            assert await take(database, interval=interval, burst=7) is None
    assert waits == 53


async def test_many_at_once_get_no_more_than_the_burst(database: SqlDatabase) -> None:
    granted = await asyncio.gather(*(take(database, burst=5) for _ in range(20)))
    assert granted.count(None) == 5


async def test_who_has_the_smaller_burst_stops_earlier_on_the_same_budget(
    database: SqlDatabase,
) -> None:
    assert [await take(database, burst=2) for _ in range(2)] == [None, None]
    assert await take(database, burst=2) == 10 * SECOND
    assert await take(database, burst=3) is None


async def test_nothing_is_granted_until_the_instant_that_the_other_side_named(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    for until in (60, 30):
        async with database.transaction() as work:
            await work.buckets.push(KEY, START + until * SECOND)
    assert await take(database) == 60 * SECOND
    assert await take(database, key="instagram:2") is None
    clock.advance(60 * SECOND)
    assert await take(database) is None


async def test_a_rolling_hour_never_exceeds_the_bound(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    interval, burst = timedelta(seconds=90), 10
    granted = []
    for _ in range(150):
        if await take(database, interval=interval, burst=burst) is None:
            granted.append(clock.now())
        clock.advance(30 * SECOND)
    hour = timedelta(hours=1)
    most = max(sum(start <= at < start + hour for at in granted) for start in granted)
    assert most <= burst + hour // interval
    assert most > hour // interval


async def test_it_is_told_until_when_a_key_cools_down(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        assert await work.buckets.cooling_until(KEY) is None
        await work.buckets.take(KEY, SECOND, 1)
        assert await work.buckets.cooling_until(KEY) is None
        await work.buckets.push(KEY, START + 60 * SECOND)
        assert await work.buckets.cooling_until(KEY) == START + 60 * SECOND
        clock.advance(60 * SECOND)
        assert await work.buckets.cooling_until(KEY) is None


@pytest.mark.proves("E11")
async def test_four_processes_at_one_key_get_no_more_than_agreed(database_url: str) -> None:
    interval, burst = timedelta(milliseconds=200), 20
    arguments = (database_url, KEY, interval // timedelta(milliseconds=1), burst, 60)
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.support.hammer_budget",
            *map(str, arguments),
            stdout=asyncio.subprocess.PIPE,
        )
        for _ in range(4)
    ]
    outputs = [(await process.communicate())[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0] * 4
    granted = sum(int(count) for count, _, _ in outputs)
    lasted = max(float(end) for _, _, end in outputs) - min(float(begin) for _, begin, _ in outputs)
    assert burst <= granted <= burst + lasted / interval.total_seconds() + 1
