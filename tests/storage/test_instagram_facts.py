"""What Instagram showed of itself: kept once, newest wins, and counted by purpose."""

from datetime import date, timedelta

from bot.services.ports import APP_KEY, Purpose, RefusedMetric, ServedVersion, Usage, account_key
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account

DAY = date(2026, 11, 2)
LATER = START + timedelta(days=7)


async def test_requests_are_counted_by_account_day_and_purpose(database: SqlDatabase) -> None:
    async with database.transaction() as stored:
        first = await linked_account(stored)
        second = await linked_account(stored, 8, "17841400000000002")
        facts = stored.instagram_facts
        for purpose in (Purpose.REFRESH, Purpose.PERSON, Purpose.REFRESH):
            await facts.count_requests({first.id: purpose}, DAY)
        await facts.count_requests({first.id: Purpose.STORY}, DAY - timedelta(days=1))
        await facts.count_requests({second.id: Purpose.STORY}, DAY)
    async with database.transaction() as stored:
        facts = stored.instagram_facts
        assert await facts.requests_on(first.id, DAY) == {Purpose.PERSON: 1, Purpose.REFRESH: 2}
        assert await facts.forget_requests_before(DAY, 100) == 1
        assert await facts.requests_on(first.id, DAY - timedelta(days=1)) == {}
        assert await facts.requests_on(second.id, DAY) == {Purpose.STORY: 1}


async def test_a_request_of_an_account_that_is_gone_is_not_counted_and_fails_nothing(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as stored:
        await stored.instagram_facts.count_requests({12345: Purpose.REFRESH}, DAY)
        assert await stored.instagram_facts.requests_on(12345, DAY) == {}


async def test_the_newest_usage_of_each_key_is_kept(database: SqlDatabase) -> None:
    newest = Usage(80, 3, 4, LATER)
    async with database.transaction() as stored:
        for usage in (Usage(95, 96, 97, START), newest):
            await stored.instagram_facts.note_usage(APP_KEY, usage)
    async with database.reading() as stored:
        assert await stored.instagram_facts.usage(APP_KEY) == newest
        assert await stored.instagram_facts.usage(account_key(1)) is None
    assert newest.highest == 80


async def test_a_served_version_is_news_once(database: SqlDatabase) -> None:
    news = []
    for served in ("v26.0", "v26.0", "v25.0", "v25.0", "v26.0"):
        async with database.transaction() as stored:
            news.append(await stored.instagram_facts.version_served("v26.0", served, START))
    assert news == [True, False, True, False, True]
    async with database.reading() as stored:
        versions = await stored.instagram_facts.served_versions()
    assert versions == [ServedVersion("v26.0", "v26.0", START)]


async def test_a_refused_metric_keeps_its_first_day_until_it_is_given(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as stored:
        facts = stored.instagram_facts
        await facts.metric_refused("REELS", "reposts", START, "no such metric")
        await facts.metric_refused("REELS", "reposts", LATER, "still none")
        await facts.metric_refused("STORY", "reposts", START, "no such metric")
        await facts.metrics_given("STORY", ["reposts", "reach"])
    async with database.reading() as stored:
        assert await stored.instagram_facts.refused_metrics() == [
            RefusedMetric("REELS", "reposts", START, LATER, "still none")
        ]


async def test_calls_of_the_last_hour_are_counted_by_the_minute_and_forgotten(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    minute, hour = timedelta(minutes=1), timedelta(hours=1)
    async with database.transaction() as work:
        account = await linked_account(work)
        for _ in range(3):
            await work.instagram_facts.count_requests({account.id: Purpose.STORY}, START.date())
        clock.advance(59 * minute)
        await work.instagram_facts.count_requests({account.id: Purpose.PERSON}, START.date())
        assert await work.instagram_facts.requests_since(account.id, clock.now() - hour) == 4
        clock.advance(minute)
        assert await work.instagram_facts.requests_since(account.id, clock.now() - hour) == 1
        assert await work.instagram_facts.forget_minutes_before(START + minute, 100) == 1
        assert await work.instagram_facts.requests_since(account.id, START - hour) == 1
