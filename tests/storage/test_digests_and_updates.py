"""Subscriptions, and updates that come twice."""

import asyncio
from dataclasses import replace
from datetime import time, timedelta

from bot.domain.digests import Cadence
from bot.services.ports import NewDigest, Ref
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ANA, EVE = 7, 8


def new_digest(account_id: int, person: int = ANA) -> NewDigest:
    return NewDigest(person, account_id, person, Cadence.WEEKLY, time(9, 30), 2, "Europe/Madrid")


async def test_subscribing_twice_keeps_the_first(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        first = await work.digests.subscribe(new_digest(account.id), START)
        other_hour = replace(new_digest(account.id), at=time(10))
        assert await work.digests.subscribe(other_hour, START + DAY) == first
        assert (first.at, first.weekday, first.enabled) == (time(9, 30), 2, True)
        assert await work.digests.due_at(first.id) == START
        assert await work.digests.of(ANA, account.id) == first
        assert await work.digests.get(first.id) == first


async def test_everybody_has_their_own_subscription(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work, ANA)
        await linked_account(work, EVE)
        anas = await work.digests.subscribe(new_digest(account.id, ANA), START)
        assert await work.digests.of(EVE, account.id) is None
        assert await work.digests.of_person(EVE) == []
        eves = await work.digests.subscribe(new_digest(account.id, EVE), START)
        assert await work.digests.of_person(ANA) == [anas]
        assert await work.digests.of_person(EVE) == [eves]


async def test_a_changed_subscription_falls_due_at_its_new_hour(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        digest = await work.digests.subscribe(new_digest(account.id), START)
        (held,) = await work.digests.claim(1, MINUTE)
        assert await work.digests.due_at(digest.id) == START
        changed = replace(digest, at=time(20), cadence=Cadence.DAILY)
        await work.digests.change(changed, START + DAY)
        # Whoever was about to send it at the old hour cannot push the new one away.
        assert not await work.digests.rearm(held, START + 7 * DAY)
        assert await work.digests.get(digest.id) == changed
        assert await work.digests.due_at(digest.id) == START + DAY


async def test_a_subscription_that_is_off_does_not_fall_due_until_it_is_on_again(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        digest = await work.digests.subscribe(new_digest(account.id), START)
        await work.digests.change(replace(digest, enabled=False), START)
        assert await work.digests.claim(1, MINUTE) == []
        assert await work.digests.due_at(digest.id) is None
        await work.digests.change(digest, START)
        assert await work.digests.claim(1, MINUTE) == [Ref(digest.id, 1)]


async def test_an_update_is_stored_once_however_often_it_comes(database: SqlDatabase) -> None:
    async def store() -> bool:
        async with database.transaction() as work:
            return await work.updates.store(900_000_000_001, "{}")

    assert sum(await asyncio.gather(*(store() for _ in range(8)))) == 1


async def test_updates_that_were_not_done_are_handed_out_again_three_times_at_most(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as work:
        for update_id in (3, 1, 2):
            await work.updates.store(update_id, f"body {update_id}")
        await work.updates.done(2)
    for _ in range(3):
        async with database.transaction() as work:
            assert await work.updates.unfinished() == ["body 1", "body 3"]
    async with database.transaction() as work:
        assert await work.updates.unfinished() == []
        assert not await work.updates.store(2, "body 2")


async def test_old_updates_are_forgotten(database: SqlDatabase, clock: FrozenClock) -> None:
    async with database.transaction() as work:
        await work.updates.store(1, "")
        clock.advance(2 * DAY)
        await work.updates.store(2, "")
        assert await work.updates.forget_before(START + DAY) == 1
        assert not await work.updates.store(2, "")
        assert await work.updates.store(1, "")
