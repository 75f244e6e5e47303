"""Subscriptions, and updates that come twice."""

import asyncio
from dataclasses import replace
from datetime import time, timedelta

import pytest

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


async def test_a_person_has_one_digest_of_a_kind_and_those_of_all_accounts_apart(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work, ANA)
        weekly = await work.digests.subscribe(new_digest(account.id), START)
        of_all = replace(new_digest(account.id), account_id=None)
        kinds = [
            replace(new_digest(account.id), cadence=Cadence.DAILY),
            of_all,
            replace(of_all, cadence=Cadence.MONTHLY),
            replace(of_all, chat_id=-5, message_thread_id=77),
        ]
        made = [await work.digests.subscribe(new, START) for new in kinds]
        assert [await work.digests.subscribe(new, START + DAY) for new in kinds] == made
        assert await work.digests.of_person(ANA) == [weekly, *made]
        assert await work.digests.of(ANA, account.id) == weekly, "the oldest"
        assert await work.digests.of_account(account.id) == [weekly, *made]
        assert await work.digests.in_chat(-5) == made[3:]
        await work.links.remove(ANA, account.id)
        assert await work.digests.of_person(ANA) == made[1:], "those of all accounts stay"
        await work.people.forget(ANA)
        assert await work.digests.in_chat(-5) == []


async def test_a_chat_that_moves_takes_every_digest_along(database: SqlDatabase) -> None:
    """What was made in the new chat meanwhile is newer, and stays."""
    async with database.transaction() as work:
        account = await linked_account(work, ANA)
        old = replace(new_digest(account.id), chat_id=-5)
        of_all = replace(old, account_id=None)
        daily = replace(of_all, cadence=Cadence.DAILY)
        for new in (old, of_all, daily):
            await work.digests.subscribe(new, START)
        newer = await work.digests.subscribe(replace(of_all, chat_id=-6), START)
        await work.chat_grants.move(-5, -6)
        assert await work.digests.in_chat(-5) == []
        there = await work.digests.in_chat(-6)
        assert {(one.account_id, one.cadence) for one in there} == {
            (account.id, Cadence.WEEKLY),
            (None, Cadence.WEEKLY),
            (None, Cadence.DAILY),
        }
        assert newer in there


async def test_a_muted_digest_keeps_its_hour(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work, ANA)
        digest = await work.digests.subscribe(new_digest(account.id), START)
        await work.digests.mute(digest.id, START + DAY)
        muted = replace(digest, muted_until=START + DAY)
        assert await work.digests.get(digest.id) == muted
        assert await work.digests.due_at(digest.id) == START
        await work.digests.change(replace(muted, at=time(20), muted_until=None), START)
        found = await work.digests.get(digest.id)
        assert found is not None
        assert found.muted_until == START + DAY
        await work.digests.mute(digest.id, None)
        await work.digests.remove(digest.id)
        assert await work.digests.get(digest.id) is None


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
            return await work.updates.store(900_000_000_001, "{}", "one")

    assert sum(await asyncio.gather(*(store() for _ in range(8)))) == 1


@pytest.mark.proves("F33")
async def test_updates_that_were_not_done_are_handed_out_again_three_times_at_most(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as work:
        for update_id in (3, 1, 2):
            await work.updates.store(update_id, f"body {update_id}", "one")
        await work.updates.done(2)
    for start in ("two", "three", "four"):
        async with database.transaction() as work:
            assert await work.updates.take_over(start, None) == ["body 1", "body 3"]
    async with database.transaction() as work:
        assert await work.updates.take_over("five", None) == []
        assert not await work.updates.store(2, "body 2", "one")


async def test_old_updates_are_forgotten(database: SqlDatabase, clock: FrozenClock) -> None:
    async with database.transaction() as work:
        await work.updates.store(1, "", "one")
        clock.advance(2 * DAY)
        await work.updates.store(2, "", "one")
        assert await work.updates.forget_before(START + DAY, 100) == 1
        assert not await work.updates.store(2, "", "one")
        assert await work.updates.store(1, "", "one")
