"""Posts, reels and account numbers: measured or absent, newest first, history kept."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot.domain.media import ALL_INSIGHTS, Insights, MediaProductType
from bot.domain.media_life import AgedInsights, MediaLane, PlannedMediaLook
from bot.domain.online import OnlineDay
from bot.domain.periods import Period, last_days
from bot.services.ports import AccountTotals, AudienceParts, DayValue
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account, listed

FEED, REELS = MediaProductType.FEED, MediaProductType.REELS
LADDER, BACKFILL = MediaLane.LADDER, MediaLane.BACKFILL
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


async def test_a_number_that_did_not_come_is_not_passed_off_as_new(database: SqlDatabase) -> None:
    first = Insights(START, {"reach": 10, "saved": 0}, {"profile_activity": {"email": 1}})
    second = Insights(
        START + HOUR,
        {"reach": 12, "views": 20, "ig_reels_avg_watch_time": 3.5},
        {"navigation": {"tap_exit": 1}},
    )
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
        assert (media.insights, media.extras_as_of) == (second, START + HOUR)
        third = Insights(START + DAY, {"reach": 15, "saved": 2})
        await work.media.save_page(account.id, [listed("m1", insights=third)], START + DAY)
        (media,) = await work.media.page(account.id, FEED, 0, 1)
    assert media.extras_as_of == START + HOUR, "the extras are no newer"
    assert media.insights == Insights(
        START + DAY,
        {"reach": 15, "saved": 2, "ig_reels_avg_watch_time": 3.5},
        {"navigation": {"tap_exit": 1}},
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
        (media,) = await work.media.page(account.id, FEED, 0, 1)
        history = await work.media.history(media.id)
        assert await work.media.history(media.id + 1) == []
    assert history == [
        AgedInsights(HOUR, Insights(START + HOUR, {"reach": 10})),
        AgedInsights(2 * HOUR, Insights(START + 2 * HOUR, {"reach": 12})),
    ]


async def test_an_answer_without_numbers_makes_the_known_ones_no_newer(
    database: SqlDatabase,
) -> None:
    known = Insights(START, {"reach": 10})
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.media.save_page(account.id, [listed("m1", insights=known)], START)
        (media,) = await work.media.page(account.id, FEED, 0, 1)
        await work.media.save_insights(media.id, Insights(START + HOUR))
        (media,) = await work.media.page(account.id, FEED, 0, 1)
        assert len(await work.media.history(media.id)) == 1
    assert media.insights == known
    assert media.extras_as_of == START + HOUR, "asked is asked"


async def test_what_a_media_refuses_is_known_until_it_comes_after_all(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        refused = Insights(START, {"reach": 1}, {}, frozenset({"views", "shares"}))
        await work.media.save_page(account.id, [listed("m1", insights=refused)], START)
        await work.media.save_page(
            account.id, [listed("m2", insights=Insights(START, {"reach": 1}))], START
        )
        assert await work.media.refusing(account.id, {"views"}) == [START]
        assert await work.media.refusing(account.id, {"saved"}) == []
        page = await work.media.page(account.id, FEED, 0, 2)
        (media,) = [one for one in page if one.details.media_id == "m1"]
        given = Insights(START + HOUR, {"views": 7})
        await work.media.save_insights(media.id, given)
        assert await work.media.refusing(account.id, {"views"}) == []
        assert await work.media.refusing(account.id, {"shares"}) == [START]
        assert await work.media.known(account.id, ["m1", "m3"]) == {"m1"}


async def test_a_post_with_too_few_viewers_fails_lists_until_it_has_numbers(
    database: SqlDatabase,
) -> None:
    hidden = Insights(START, refused=frozenset({ALL_INSIGHTS}))
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.media.save_page(account.id, [listed("m1", insights=hidden)], START)
        (media,) = await work.media.page(account.id, FEED, 0, 1)
        assert media.insights is None
        assert await work.media.refusing(account.id, {"views"}) == [START]
        await work.media.save_insights(media.id, Insights(START + HOUR))
        assert await work.media.refusing(account.id, {"views"}) == [START]
        await work.media.save_insights(media.id, Insights(START + HOUR, {"reach": 5}))
        assert await work.media.refusing(account.id, {"views"}) == []


async def test_a_media_fails_no_list_by_what_lists_do_not_ask_for_a_week(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    refused = Insights(START, {"reach": 1}, {}, frozenset({"views"}))
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.media.save_page(account.id, [listed("m1", insights=refused)], START)
        await work.instagram_facts.metric_refused("STORY", "views", START, "refused")
        assert await work.media.refusing(account.id, {"views"}) == [START]
        await work.instagram_facts.metric_refused("IMAGE", "views", START, "refused")
        assert await work.media.refusing(account.id, {"views"}) == []
        clock.advance(7 * DAY)
        assert await work.media.refusing(account.id, {"views"}) == [START]


async def test_before_the_conversion_is_for_ever(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        old = replace(listed("m1"), before_conversion=True)
        for page in ([old], [listed("m1")]):
            await work.media.save_page(account.id, page, START)
            (media,) = await work.media.page(account.id, FEED, 0, 1)
            assert media.before_conversion
        assert await work.media.before_conversion(account.id) == START
        assert await work.media.refusing(account.id, set()) == []
        assert await work.media_looks.unplanned(account.id) == {}


async def test_what_is_older_than_a_post_from_before_the_conversion_is_so_too(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        ages = {"new": timedelta(), "old": DAY, "older": 2 * DAY}
        page = [
            replace(one, details=replace(one.details, timestamp=START - ages[name]))
            for name in ages
            for one in [listed(name)]
        ]
        await work.media.save_page(account.id, page, START)
        assert await work.media.before_conversion(account.id) is None
        new, old, older = [one.id for one in await work.media.page(account.id, FEED, 0, 3)]
        looks = [PlannedMediaLook(one, LADDER, 4, START) for one in (new, old, older)]
        await work.media_looks.plan(account.id, looks)
        await work.media.set_before_conversion(old)
        await work.media_looks.end_before_conversion(account.id)
        assert await work.media.before_conversion(account.id) == START - DAY
        assert [ref.id for ref in await work.media_looks.claim(5, HOUR)] == [new]


async def test_a_look_that_is_hastened_comes_sooner_and_never_later(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.media.save_page(account.id, [listed("m1"), listed("m2")], START)
        first, second = sorted(await work.media_looks.unplanned(account.id))
        looks = work.media_looks
        await looks.plan(account.id, [PlannedMediaLook(first, LADDER, 4, START + DAY)])
        await looks.plan(account.id, [PlannedMediaLook(first, LADDER, 0, START)])
        assert await looks.next_due(LADDER) == START + DAY
        await looks.hasten(account.id, first, START + HOUR)
        await looks.hasten(account.id, first, START + 2 * HOUR)
        assert await looks.next_due() == START + HOUR
        await looks.hasten(account.id, second, START + 3 * HOUR)
        assert await looks.next_due(BACKFILL) == START + 3 * HOUR
        assert await looks.backfilled_until(account.id) == START + 3 * HOUR
        clock.advance(HOUR)
        (ref,) = await looks.claim(5, HOUR, LADDER)
        (due,) = await looks.looks([ref])
        assert (due.rung, due.media_id, due.lane) == (4, "m1", LADDER)
        await looks.hasten(account.id, first, START)
        assert await looks.climb(ref, 5, START + 2 * DAY), "whoever makes a look keeps it"
        (due,) = await looks.looks([ref])
        assert due.rung == 5
        assert not await looks.climb(ref, 6, START)
        clock.advance(2 * HOUR)
        (ref,) = await looks.claim(5, HOUR, BACKFILL)
        assert await looks.climb(ref, 0, START + 4 * HOUR)
        assert await looks.next_due(BACKFILL) is None, "it turned out to be young"
        assert await looks.next_due(LADDER) == START + 4 * HOUR


async def test_the_newest_known_period_of_a_length_is_found(database: SqlDatabase) -> None:
    week = last_days(7, START, MADRID)
    async with database.transaction() as work:
        account = await linked_account(work)
        for age in (1, 9, 10):
            first = week.first - age * DAY
            known = Period(first, first + 6 * DAY, MADRID)
            await work.account_numbers.save_totals(account.id, known, AccountTotals(START, {}, {}))
        newest = work.account_numbers.newest_period
        assert await newest(account.id, week) == Period(week.first - DAY, week.last - DAY, MADRID)
        older = Period(week.first - 2 * DAY, week.last - 2 * DAY, MADRID)
        assert await newest(account.id, older) == Period(
            week.first - 9 * DAY, week.last - 9 * DAY, MADRID
        )
        assert await newest(account.id, last_days(28, START, MADRID)) is None
        assert await newest(account.id, last_days(7, START, ZoneInfo("UTC"))) is None
        quarter = last_days(90, START, MADRID)
        for window in quarter.windows()[1:]:
            await work.account_numbers.save_totals(account.id, window, AccountTotals(START, {}, {}))
        assert await newest(account.id, quarter) is None
        await work.account_numbers.save_totals(
            account.id, quarter.windows()[0], AccountTotals(START, {}, {})
        )
        assert await newest(account.id, quarter) == quarter


async def test_what_is_known_of_online_hours_stays_when_the_day_comes_empty(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as work:
        mine = await linked_account(work, 7, "1784100000000001")
        other = await linked_account(work, 8, "1784100000000002")
        numbers = work.account_numbers
        assert await numbers.online_read_at(mine.id) is None
        first = [OnlineDay(START - DAY, {9: 70}), OnlineDay(START, {})]
        await numbers.save_online(mine.id, first, START)
        again = [OnlineDay(START - DAY, {}), OnlineDay(START, {0: 0, 23: 5})]
        await numbers.save_online(mine.id, again, START + HOUR)
    async with database.reading() as work:
        numbers = work.account_numbers
        assert await numbers.online(mine.id, START - 2 * DAY, START) == [first[0], again[1]]
        assert await numbers.online(mine.id, START - DAY, START) == [again[1]]
        assert await numbers.online_read_at(mine.id) == START + HOUR
        assert await numbers.online(other.id, START - 2 * DAY, START) == []
        assert await numbers.online_read_at(other.id) is None


async def test_of_audiences_the_newest_of_each_kind_is_shown(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        for at, count in ((START, 5), (START + HOUR, 6), (START - DAY, 4)):
            parts = AudienceParts("follower_demographics", "city", at, {"London, England": count})
            await work.audiences.save(account.id, parts)
        await work.audiences.save(account.id, AudienceParts("m", "age", START, {}))
        newest = {one.breakdown: one for one in await work.audiences.newest(account.id)}
        assert newest["city"].parts == {"London, England": 6}
        assert newest["city"].as_of == START + HOUR
        assert newest["age"].parts == {}
    async with database.session() as session:
        assert await session.scalar(text("SELECT count(*) FROM audience")) == 3


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
