"""Posts, reels and account numbers: measured or absent, newest first, history kept."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.domain.media import Insights, MediaProductType
from bot.domain.periods import last_days
from bot.services.ports import AccountTotals, DayValue
from bot.storage.tables import MediaSnapshotRow
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START
from tests.support.people import linked_account, listed

FEED, REELS = MediaProductType.FEED, MediaProductType.REELS
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MADRID = ZoneInfo("Europe/Madrid")


async def test_media_are_listed_newest_first_by_kind(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        posts = [listed(f"m{age}", timestamp=START - age * HOUR) for age in (3, 1, 2)]
        await work.media.save_page(account.id, [*posts, listed("reel", REELS)], START)
        page = await work.media.page(account.id, FEED, 0, 2)
        assert [media.details.media_id for media in page] == ["m1", "m2"]
        page = await work.media.page(account.id, FEED, 2, 2)
        assert [media.details for media in page] == [posts[0].details]
        assert await work.media.count(account.id, FEED) == 3
        assert await work.media.count_newer(page[0]) == 2
        assert await work.media.count(account.id, REELS) == 1


async def test_numbers_that_did_not_come_keep_their_old_value(database: SqlDatabase) -> None:
    first = Insights(START, {"reach": 10, "saved": 0}, {"profile_activity": {"email": 1}})
    second = Insights(START + HOUR, {"reach": 12, "ig_reels_avg_watch_time": 3.5})
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.media.save_page(account.id, [listed("m1", insights=first)], START)
        no_numbers = replace(listed("m1"), like_count=None, comments_count=2)
        await work.media.save_page(account.id, [no_numbers], START + HOUR)
        (media,) = await work.media.page(account.id, FEED, 0, 1)
        assert (media.like_count, media.comments_count) == (5, 2)
        assert (media.insights, media.extras_as_of) == (first, None)
        await work.media.save_insights(media.id, second)
        (media,) = await work.media.page(account.id, FEED, 0, 1)
    assert media.extras_as_of == START + HOUR
    assert media.insights == Insights(
        START + HOUR,
        {"reach": 12, "saved": 0, "ig_reels_avg_watch_time": 3.5},
        {"profile_activity": {"email": 1}},
    )


async def test_media_without_insights_have_none_and_not_zero(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.media.save_page(account.id, [listed("m1")], START)
        await work.media.save_page(account.id, [], START)
        (media,) = await work.media.page(account.id, FEED, 0, 1)
    assert (media.insights, media.comments_count) == (None, None)


async def test_every_look_stays_in_the_history_as_it_was(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        for hours, reach in ((1, 10), (2, 12), (2, 99)):
            insights = Insights(START + hours * HOUR, {"reach": reach})
            await work.media.save_page(account.id, [listed("m1", insights=insights)], START)
    async with database.session() as session:
        rows = (await session.scalars(select(MediaSnapshotRow))).all()
    history = sorted((row.taken_at, row.age_seconds, row.values["reach"]) for row in rows)
    assert history == [(START + HOUR, 3600, 10), (START + 2 * HOUR, 7200, 12)]


async def test_a_media_of_another_account_is_not_found(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        mine = await linked_account(work, 7, "1784100000000001")
        other = await linked_account(work, 8, "1784100000000002")
        await work.media.save_page(other.id, [listed("m1")], START)
        (media,) = await work.media.page(other.id, FEED, 0, 1)
        assert await work.media.get([mine.id], media.id) is None
        assert await work.media.get([], media.id) is None
        assert await work.media.get([mine.id, other.id], media.id) == media
        assert await work.media.page(mine.id, FEED, 0, 10) == []


async def test_published_counts_by_local_days(database: SqlDatabase) -> None:
    period = last_days(7, START, MADRID)
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.media.save_page(
            account.id,
            [
                listed("before", timestamp=period.since - timedelta(seconds=1)),
                listed("first", timestamp=period.since),
                listed("reel", REELS, timestamp=period.since + DAY),
                listed("last", timestamp=period.until - timedelta(seconds=1)),
                listed("after", timestamp=period.until),
            ],
            START,
        )
        assert await work.media.published(account.id, period) == {FEED: 2, REELS: 1}
        within = await work.media.in_period(account.id, FEED, period)
        assert [media.details.media_id for media in within] == ["last", "first"]


async def test_totals_belong_to_their_window_and_are_replaced_by_newer_ones(
    database: SqlDatabase,
) -> None:
    week, month = last_days(7, START, MADRID), last_days(28, START, MADRID)
    totals = AccountTotals(START, {"reach": 900}, {"reach": {"follower": 300}})
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.account_numbers.save_totals(account.id, week, replace(totals, values={}))
        await work.account_numbers.save_totals(account.id, week, totals)
        assert await work.account_numbers.totals(account.id, week) == totals
        assert await work.account_numbers.totals(account.id, month) is None
        elsewhere = last_days(7, START, ZoneInfo("America/New_York"))
        assert await work.account_numbers.totals(account.id, elsewhere) is None


async def test_a_series_gives_the_days_that_ended_within_the_window(
    database: SqlDatabase,
) -> None:
    days = [DayValue(START + number * DAY, 100 + number) for number in range(4)]
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.account_numbers.save_series(account.id, "reach", days[:2], START)
        await work.account_numbers.save_series(
            account.id, "reach", [DayValue(days[1].ends_at, 7.5), *days[2:]], START + DAY
        )
        await work.account_numbers.save_series(account.id, "reach", [], START + DAY)
        series = await work.account_numbers.series(account.id, "reach", START, START + 2 * DAY)
        assert series == [DayValue(days[1].ends_at, 7.5), days[2]]
        assert isinstance(series[1].value, int)
        assert await work.account_numbers.series(account.id, "views", START, START + DAY) == []
        assert await work.account_numbers.series(account.id + 1, "reach", START, START + DAY) == []


async def test_the_last_followers_count_of_a_day_stays(database: SqlDatabase) -> None:
    first, second = date(2026, 11, 1), date(2026, 11, 2)
    async with database.transaction() as work:
        account = await linked_account(work)
        for day, count in ((first, 1200), (second, 1210), (second, 1215)):
            await work.account_numbers.save_followers(account.id, day, count)
        followers = await work.account_numbers.followers(account.id, first, second)
        assert followers == {first: 1200, second: 1215}
        assert await work.account_numbers.followers(account.id, second, second) == {second: 1215}
