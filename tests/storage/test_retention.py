"""Every table has its place: how long it is kept, and whether people can take it along."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import func, insert, select

from bot.domain.secret import Secret
from bot.services.forget_old import FORGET, ForgetOld
from bot.services.ports import LinkedMessage, OutgoingMessage
from bot.services.retention import Kind, everything_kept
from bot.storage.repositories.exports import (
    NOT_EXPORTED,
    tables_of_account,
    tables_of_person,
)
from bot.storage.tables import AuditRow, Base, BucketRow
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.whole_life import live, somebody

DAY = timedelta(days=1)
HISTORY = timedelta(days=90)

AGE = {
    "media_snapshot": "taken_at",
    "account_totals": "last_day",
    "account_day": "ends_at",
    "followers_day": "day",
    "online_day": "ends_at",
    "audience": "day",
    "capture": "deadline",
    "link_attempt": "expires_at",
    "ready_digest": "made_at",
    "outbox": "created_at",
    "linked_message": "created_at",
    "processed_update": "at",
    "webhook_entry": "stored_at",
    "request_count": "day",
    "recent_requests": "minute",
    "usage": "as_of",
    "audit": "at",
    "data_deletion": "done_at",
}
"""What the age of a row is counted from. A bucket has no age: it is full again or not."""


@pytest.mark.proves("S36")
def test_every_table_is_kept_for_a_stated_time_and_stands_once() -> None:
    placed = Counter(table for kept in everything_kept(HISTORY) for table in kept.tables)
    assert set(placed) == set(Base.metadata.tables)
    assert set(placed.values()) == {1}


def test_each_kind_that_has_a_length_is_forgotten_by_it() -> None:
    everything = everything_kept(HISTORY)
    assert [kept.kind for kept in everything] == list(Kind)
    assert {kept.kind for kept in everything if isinstance(kept.length, timedelta)} == set(FORGET)


def test_every_table_can_be_taken_along_or_is_left_out_for_a_reason() -> None:
    statements = [table[1] for table in (*tables_of_person(7), *tables_of_account(1))]
    exported = {
        str(source) for statement in statements for source in statement.columns_clause_froms
    }
    assert exported | set(NOT_EXPORTED) == set(Base.metadata.tables)
    assert exported.isdisjoint(NOT_EXPORTED)


@pytest.mark.proves("S36")
async def test_in_420_days_no_row_grows_older_than_its_limit(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    forget = ForgetOld(database, clock, HISTORY)
    limits = {
        table: kept.length
        for kept in everything_kept(HISTORY)
        for table in kept.tables
        if isinstance(kept.length, timedelta)
    }
    seen: set[str] = set()
    for number in range(0, 421, 35):
        clock.set(START + number * DAY)
        await _some_days_of_life(database, number)
        seen |= set(await _oldest(database))
        await forget()
        for table, oldest in (await _oldest(database)).items():
            assert clock.now() - _end_of(oldest) <= limits[table], table
    assert seen == set(AGE)
    clock.advance(8 * DAY)
    await forget()
    async with database.session() as session:
        assert await session.scalar(select(func.count()).select_from(BucketRow)) == 0


@pytest.mark.parametrize(
    "table", ["instagram_account", "media", "story", "story_picture", "sample", "person"]
)
async def test_what_is_kept_until_it_is_deleted_outlives_every_length(
    database: SqlDatabase, clock: FrozenClock, table: str
) -> None:
    await live(database, somebody(1))
    clock.advance(420 * DAY)
    await ForgetOld(database, clock, HISTORY)()
    async with database.session() as session:
        kept = await session.scalar(select(func.count()).select_from(Base.metadata.tables[table]))
    assert kept == 1


async def _some_days_of_life(database: SqlDatabase, number: int) -> None:
    now, who = database.clock.now(), somebody(1)
    await live(database, who)
    async with database.transaction() as work:
        await work.link_attempts.void_pending(who.telegram_user_id)
        await work.link_attempts.offer(
            who.telegram_user_id, who.telegram_user_id, Secret(f"ticket {number}"), now
        )
        await work.updates.store(number, "{}", "one")
        await work.data_deletions.note(f"{number:064x}", f"code {number}")
        await work.outbox.put(OutgoingMessage("digest", f"key {number}", 7, None, {}))
        await work.linked_messages.follow(
            LinkedMessage(who.telegram_user_id, None, number, 0, False), now
        )
        for ref in await work.outbox.claim(100, DAY):
            await work.outbox.sent(ref, 1)
        await work.captures.finish(await work.captures.claim(100, DAY, "capture"))
    async with database.session() as session:
        await session.execute(
            insert(AuditRow).values(at=now, who="-", what="x", result="y", detail={})
        )


async def _oldest(database: SqlDatabase) -> dict[str, date]:
    """The oldest row of each table that has one."""
    found = {}
    async with database.session() as session:
        for name, column in AGE.items():
            table = Base.metadata.tables[name]
            oldest = await session.scalar(select(func.min(table.c[column])))
            if oldest is not None:
                found[name] = oldest
    return found


def _end_of(value: date) -> datetime:
    """An instant itself; a day is over when it ends."""
    if isinstance(value, datetime):
        return value
    return datetime.combine(value + DAY, time(), UTC)
