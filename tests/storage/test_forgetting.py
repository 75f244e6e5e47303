"""What has served goes when its time is over, not earlier; what waits or is asked for stays."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot.domain.periods import Period
from bot.domain.secret import Secret
from bot.domain.story_life import Lane, PlannedLook
from bot.services import retention
from bot.services.accept_update import ForgetOld
from bot.services.ports import AccountTotals, OutgoingMessage
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account, live_story

ANA = 7
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


async def count(database: SqlDatabase, table: str) -> int:
    async with database.session() as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


async def kept(database: SqlDatabase, clock: FrozenClock, table: str, age: timedelta) -> list[int]:
    """How many rows a tidy-up leaves when they are just ``age`` old, and a second later."""
    forget = ForgetOld(database, clock)
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


async def test_totals_of_windows_go_after_more_than_a_year(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        for last in (date(2025, 9, 27), date(2025, 9, 28)):
            window = Period(last - timedelta(days=6), last, ZoneInfo("Europe/Madrid"))
            totals = AccountTotals(START, {"reach": 900}, {})
            await work.account_numbers.save_totals(account.id, window, totals)
    assert START.date() - retention.ACCOUNT_TOTALS == date(2025, 9, 28)
    await ForgetOld(database, clock)()
    assert await count(database, "account_totals") == 1


def test_what_is_promised_is_what_is_done() -> None:
    said = {kind: length for kind, length in retention.PRIVACY_TERMS.retention.items() if length}
    assert said == {
        "link_attempts": retention.LINK_ATTEMPTS,
        "messages": retention.MESSAGES,
        "updates": retention.UPDATES,
    }
