"""Leases: one owner at a time, and who waits goes first."""

import asyncio
from datetime import timedelta

from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import FrozenClock

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
NAME = "instagram:1"
URGENT, USUAL, IDLE = 1, 2, 4


async def take(database: SqlDatabase, owner: str, urgency: int = USUAL) -> bool:
    async with database.transaction() as work:
        return await work.leases.take(NAME, owner, MINUTE, urgency)


async def want(database: SqlDatabase, owner: str, urgency: int = USUAL) -> None:
    async with database.transaction() as work:
        await work.leases.want(NAME, owner, urgency)


async def give_back(database: SqlDatabase, owner: str) -> None:
    async with database.transaction() as work:
        await work.leases.give_back(NAME, owner)


async def test_of_many_who_take_it_at_once_one_has_it(database: SqlDatabase) -> None:
    taken = await asyncio.gather(*(take(database, str(owner)) for owner in range(8)))
    assert sum(taken) == 1


async def test_it_is_free_again_when_it_is_given_back_or_over(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    assert await take(database, "one")
    assert await take(database, "one")
    assert not await take(database, "two")
    await give_back(database, "two")
    assert not await take(database, "two")
    await give_back(database, "one")
    assert await take(database, "two")
    clock.advance(MINUTE)
    assert await take(database, "one")


async def test_who_waits_goes_before_the_less_urgent_and_before_others_as_urgent(
    database: SqlDatabase,
) -> None:
    assert await take(database, "one")
    await want(database, "two", URGENT)
    await give_back(database, "one")
    assert not await take(database, "one", IDLE)
    assert not await take(database, "three", URGENT)
    assert await take(database, "two", URGENT)
    # The mark has served.
    await give_back(database, "two")
    assert await take(database, "one", IDLE)


async def test_the_more_urgent_passes_whoever_waits(database: SqlDatabase) -> None:
    assert await take(database, "one")
    await want(database, "two", IDLE)
    await want(database, "three", URGENT)
    await want(database, "two", IDLE)
    await give_back(database, "one")
    assert not await take(database, "two", IDLE)
    assert await take(database, "three", URGENT)


async def test_who_does_not_wait_any_more_keeps_nobody_out(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    assert await take(database, "one")
    await want(database, "gone", URGENT)
    await give_back(database, "one")
    clock.advance(SECOND)
    assert await take(database, "one", IDLE)


async def test_what_is_over_for_long_is_forgotten(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    assert await take(database, "one")
    async with database.transaction() as work:
        assert await work.leases.forget_before(clock.now() + MINUTE, 10) == 0
        assert await work.leases.forget_before(clock.now() + MINUTE + SECOND, 10) == 1
