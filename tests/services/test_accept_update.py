"""The inbox: stored before it is acknowledged, recognised when repeated, forgotten in time."""

import asyncio
from datetime import timedelta

import pytest

from bot.services import retention
from bot.services.accept_update import (
    AcceptUpdate,
    FinishUpdate,
    UnfinishedUpdates,
)
from bot.services.forget_old import ForgetOld
from bot.services.ports import Purpose, inbox_key
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import FrozenClock
from tests.support.people import linked_account


async def test_an_update_is_accepted_once(database: SqlDatabase) -> None:
    accept = AcceptUpdate(database)
    assert await accept(1, '{"update_id": 1}', "one")
    assert not await accept(1, '{"update_id": 1}', "one")
    await FinishUpdate(database)(1)
    assert not await accept(1, '{"update_id": 1}', "one")


async def test_what_was_not_finished_is_handed_out_after_a_restart(database: SqlDatabase) -> None:
    accept = AcceptUpdate(database)
    for update_id in (3, 1, 2):
        await accept(update_id, f"body {update_id}", "one")
    await FinishUpdate(database)(2)
    assert await UnfinishedUpdates(database)("two") == ["body 1", "body 3"]


@pytest.mark.proves("F33", "S29")
async def test_an_update_that_kills_every_start_is_given_up(database: SqlDatabase) -> None:
    await AcceptUpdate(database)(1, "poison", "one")
    unfinished = UnfinishedUpdates(database)
    assert [await unfinished(f"start {n}") for n in range(4)] == [
        ["poison"],
        ["poison"],
        ["poison"],
        [],
    ]


async def test_what_another_living_process_works_on_is_left_to_it(
    postgres_database: SqlDatabase, clock: FrozenClock
) -> None:
    database = postgres_database
    accept, unfinished = AcceptUpdate(database), UnfinishedUpdates(database)
    async with database.transaction() as stored:
        assert await stored.leases.take(inbox_key("alive"), "alive", timedelta(seconds=20))
    await accept(1, "of the living", "alive")
    await accept(2, "of the dead", "dead")
    assert await unfinished("new") == ["of the dead"]
    assert await unfinished("alive") == ["of the dead"]
    clock.advance(timedelta(seconds=20))
    assert await unfinished("new") == ["of the living", "of the dead"]


async def test_of_many_who_take_up_what_one_left_each_update_goes_to_one(
    postgres_database: SqlDatabase,
) -> None:
    database = postgres_database
    for number in range(50):
        await AcceptUpdate(database)(number, str(number), "dead")
    async with database.transaction() as stored:
        for inbox in range(5):
            await stored.leases.take(inbox_key(str(inbox)), str(inbox), timedelta(seconds=20))
    taken = await asyncio.gather(*(UnfinishedUpdates(database)(str(inbox)) for inbox in range(5)))
    assert sorted(int(body) for bodies in taken for body in bodies) == list(range(50))


async def test_numbers_are_forgotten_when_telegram_cannot_repeat_them_any_more(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    accept, forget = AcceptUpdate(database), ForgetOld(database, clock, timedelta(days=730))
    await accept(1, "old", "one")
    await FinishUpdate(database)(1)
    clock.advance(retention.UPDATES)
    await forget()
    assert not await accept(1, "old", "one")
    clock.advance(timedelta(seconds=1))
    await forget()
    assert await accept(1, "old", "one")


async def test_how_often_instagram_was_asked_is_forgotten_after_ninety_days(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    forget = ForgetOld(database, clock, timedelta(days=730))
    day = clock.now().date()
    async with database.transaction() as stored:
        account_id = (await linked_account(stored)).id
        await stored.instagram_facts.count_requests({account_id: Purpose.PERSON}, day)
    for age, known in ((90, {Purpose.PERSON: 1}), (91, {})):
        clock.advance(timedelta(days=age) - (clock.now().date() - day))
        await forget()
        async with database.reading() as stored:
            assert await stored.instagram_facts.requests_on(account_id, day) == known
