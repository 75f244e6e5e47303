"""The inbox: stored before it is acknowledged, recognised when repeated, forgotten in time."""

from datetime import timedelta

from bot.services import retention
from bot.services.accept_update import (
    AcceptUpdate,
    FinishUpdate,
    ForgetOld,
    UnfinishedUpdates,
)
from bot.services.ports import Purpose
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import FrozenClock
from tests.support.people import linked_account


async def test_an_update_is_accepted_once(database: SqlDatabase) -> None:
    accept = AcceptUpdate(database)
    assert await accept(1, '{"update_id": 1}')
    assert not await accept(1, '{"update_id": 1}')
    await FinishUpdate(database)(1)
    assert not await accept(1, '{"update_id": 1}')


async def test_what_was_not_finished_is_handed_out_after_a_restart(database: SqlDatabase) -> None:
    accept = AcceptUpdate(database)
    for update_id in (3, 1, 2):
        await accept(update_id, f"body {update_id}")
    await FinishUpdate(database)(2)
    assert await UnfinishedUpdates(database)() == ["body 1", "body 3"]


async def test_an_update_that_kills_every_start_is_given_up(database: SqlDatabase) -> None:
    await AcceptUpdate(database)(1, "poison")
    unfinished = UnfinishedUpdates(database)
    assert [await unfinished() for _ in range(4)] == [["poison"], ["poison"], ["poison"], []]


async def test_numbers_are_forgotten_when_telegram_cannot_repeat_them_any_more(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    accept, forget = AcceptUpdate(database), ForgetOld(database, clock, timedelta(days=730))
    await accept(1, "old")
    await FinishUpdate(database)(1)
    clock.advance(retention.UPDATES)
    await forget()
    assert not await accept(1, "old")
    clock.advance(timedelta(seconds=1))
    await forget()
    assert await accept(1, "old")


async def test_how_often_instagram_was_asked_is_forgotten_after_ninety_days(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    forget = ForgetOld(database, clock, timedelta(days=730))
    day = clock.now().date()
    async with database.transaction() as stored:
        account_id = (await linked_account(stored)).id
        await stored.instagram_facts.count_request(account_id, day, Purpose.PERSON)
    for age, known in ((90, {Purpose.PERSON: 1}), (91, {})):
        clock.advance(timedelta(days=age) - (clock.now().date() - day))
        await forget()
        async with database.reading() as stored:
            assert await stored.instagram_facts.requests_on(account_id, day) == known
