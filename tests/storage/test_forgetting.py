"""What has served goes when its time is over, not earlier; what waits or is asked for stays."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, text

from bot.domain.media import Insights, MediaProductType
from bot.domain.online import OnlineDay
from bot.domain.periods import Period
from bot.domain.secret import Secret
from bot.domain.story_life import Lane, PlannedLook
from bot.services import forget_old, retention
from bot.services.forget_old import ForgetOld
from bot.services.ports import (
    AccountTotals,
    AudienceParts,
    DayValue,
    OutgoingMessage,
    WebhookChange,
)
from bot.storage.repositories.account_numbers import SqlAccountNumbers
from bot.storage.repositories.audience import SqlAudiences
from bot.storage.repositories.media import SqlMediaStore
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account, listed, live_story

ANA = 7
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
DAY = timedelta(days=1)
HISTORY = timedelta(days=730)


async def count(database: SqlDatabase, table: str) -> int:
    async with database.session() as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


async def kept(database: SqlDatabase, clock: FrozenClock, table: str, age: timedelta) -> list[int]:
    """How many rows a tidy-up leaves when they are just ``age`` old, and a second later."""
    forget = ForgetOld(database, clock, HISTORY)
    clock.set(START + age)
    await forget()
    before = await count(database, table)
    clock.advance(SECOND)
    await forget()
    return [before, await count(database, table)]


async def test_link_attempts_go_a_day_after_their_end(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        await work.people.seen(ANA, "Ana", None, "en")
        await work.link_attempts.offer(ANA, ANA, Secret("ticket"), START + MINUTE)
    age = MINUTE + retention.LINK_ATTEMPTS
    assert await kept(database, clock, "link_attempt", age) == [1, 0]


async def test_messages_that_wait_for_nothing_go_after_a_month(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        for key in ("sent", "waiting"):
            await work.outbox.put(OutgoingMessage("digest", key, ANA, None, {}))
        (sent, _) = await work.outbox.claim(2, MINUTE)
        await work.outbox.sent(sent, 1)
    assert await kept(database, clock, "outbox", retention.MESSAGES) == [2, 1]
    async with database.transaction() as work:
        assert not await work.outbox.put(OutgoingMessage("digest", "waiting", ANA, None, {}))


async def test_looks_that_are_over_go_and_what_they_found_stays(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        story_id = await live_story(work, account.id)
        looks = [PlannedLook(slot, Lane.CAPTURE, START, START + HOUR) for slot in range(2)]
        await work.captures.plan(story_id, account.id, looks)
        (first, _) = await work.captures.claim(2, MINUTE, Lane.CAPTURE)
        await work.captures.finish([first])
    assert await kept(database, clock, "capture", HOUR + retention.CAPTURES) == [2, 1]
    assert await count(database, "story") == 1


async def test_webhooks_go_when_their_repetitions_are_over(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        change = WebhookChange(b"k", account.user_id, "comments", "m1", None, None)
        assert await work.webhook_entries.store({account.user_id: account.id}, [change]) == 1
    assert await kept(database, clock, "webhook_entry", retention.WEBHOOKS) == [1, 0]


HISTORY_TABLES = (
    "media_snapshot",
    "account_totals",
    "account_day",
    "followers_day",
    "online_day",
    "audience",
)


@pytest.mark.parametrize("table", HISTORY_TABLES)
async def test_history_goes_when_its_days_are_over_and_not_sooner(
    database: SqlDatabase, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    monkeypatch.setattr(forget_old, "FORGOTTEN_AT_ONCE", 2)
    days = [START - number * DAY for number in range(5)]
    async with database.transaction() as work:
        account = await linked_account(work)
        for day in days:
            insights = Insights(day, {"reach": 5})
            await work.media.save_page(account.id, [listed("m1", insights=insights)], day)
            window = Period(day.date(), day.date(), ZoneInfo("UTC"))
            await work.account_numbers.save_totals(account.id, window, AccountTotals(day, {}, {}))
            await work.account_numbers.save_series(account.id, "reach", [DayValue(day, 5)], day)
            await work.account_numbers.save_followers(account.id, day.date(), 1200)
            await work.account_numbers.save_online(account.id, [OnlineDay(day, {9: 70})], day)
            await work.audiences.save(account.id, AudienceParts("m", "age", day, {"18-24": 5}))
    forget = ForgetOld(database, clock, HISTORY)
    clock.set(days[-1] + HISTORY)
    await forget()
    assert await count(database, table) == 5
    clock.set(days[0] + HISTORY)
    await forget()
    assert await count(database, table) == 1
    async with database.reading() as work:
        (media,) = await work.media.page(account.id, MediaProductType.FEED, 0, 1)
    assert media.insights is not None, "the newest numbers stay with the post"


@pytest.mark.parametrize("table", HISTORY_TABLES)
async def test_old_history_is_found_without_reading_what_stays(
    database: SqlDatabase, clock: FrozenClock, table: str
) -> None:
    statements: list[tuple[str, Any]] = []

    def record(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        statements.append((statement, parameters))

    async with database.session() as session:
        connection = await session.connection()
        sqlite = connection.dialect.name == "sqlite"
        if not sqlite:
            # So few rows are read whole otherwise.
            await session.execute(text("SET LOCAL enable_seqscan = off"))
        event.listen(connection.sync_connection, "before_cursor_execute", record)
        numbers, before = SqlAccountNumbers(session, clock), START - HISTORY
        await SqlMediaStore(session, clock).forget_snapshots_before(before, 10)
        await numbers.forget_totals_before(before.date(), 10)
        await numbers.forget_days_before(before, 10)
        await SqlAudiences(session, clock).forget_before(before, 10)
        event.remove(connection.sync_connection, "before_cursor_execute", record)
        ((statement, parameters),) = [one for one in statements if f"FROM {table} " in one[0]]
        explain = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN"
        plan = await connection.exec_driver_sql(f"{explain} {statement}", parameters)
        steps = "\n".join(str(step) for step in plan)
    assert f"ix_{table}_" in steps
