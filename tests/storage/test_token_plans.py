"""The renewal row of a link is the lock: one holder at a time, in any process."""

import asyncio
from datetime import timedelta

from bot.services.ports import Ref
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
ANA = 7


async def planned(database: SqlDatabase) -> int:
    """A link whose token is renewed in 45 days; its id."""
    async with database.transaction() as work:
        await linked_account(work, ANA)
        (linked,) = await work.accounts.linked_to(ANA)
        await work.token_renewals.start(linked.link.id, START + 45 * DAY)
    return linked.link.id


async def test_a_row_is_lent_before_its_time_to_one_only(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    link_id = await planned(database)

    async def take() -> Ref | None:
        async with database.transaction() as work:
            return await work.token_renewals.take(link_id, MINUTE)

    taken = await asyncio.gather(*(take() for _ in range(5)))
    assert [ref for ref in taken if ref] == [Ref(link_id, 1)]
    async with database.reading() as work:
        assert await work.token_renewals.is_lent(link_id)
    clock.advance(MINUTE)
    async with database.reading() as work:
        assert not await work.token_renewals.is_lent(link_id)
    assert await take() == Ref(link_id, 2)


async def test_whoever_has_it_may_give_it_back_and_nobody_else(database: SqlDatabase) -> None:
    link_id = await planned(database)
    async with database.transaction() as work:
        ref = await work.token_renewals.take(link_id, MINUTE)
        assert ref is not None
        assert not await work.token_renewals.rearm(Ref(link_id, ref.attempt - 1), START + DAY)
        assert await work.token_renewals.rearm(ref, START + DAY)
        assert not await work.token_renewals.is_lent(link_id)
        assert await work.token_renewals.next_due() == START + DAY


async def test_what_the_clock_has_claimed_is_not_lent(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    link_id = await planned(database)
    clock.advance(45 * DAY)
    async with database.transaction() as work:
        assert await work.token_renewals.claim(1, MINUTE) == [Ref(link_id, 1)]
        assert await work.token_renewals.take(link_id, MINUTE) is None
        assert await work.token_renewals.take(link_id + 1, MINUTE) is None


async def test_a_failed_try_is_remembered_until_one_succeeds(database: SqlDatabase) -> None:
    link_id = await planned(database)
    async with database.transaction() as work:
        renewals = work.token_renewals
        assert not await renewals.has_failed(link_id)
        ref = await renewals.take(link_id, MINUTE)
        assert ref is not None
        await renewals.release(ref, START + DAY, "away")
        assert await renewals.has_failed(link_id)
        ref = await renewals.take(link_id, MINUTE)
        assert ref is not None
        await renewals.rearm(ref, START + 45 * DAY)
        assert not await renewals.has_failed(link_id)
