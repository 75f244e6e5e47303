"""What ``/besttime`` rests on: looks at 72 hours, late ones flagged, days of stories once."""

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.best_time import Level
from bot.domain.errors import NotLinked
from bot.domain.media import Insights, MediaProductType
from bot.domain.online import OnlineDay, OnlineMost
from bot.domain.story_life import Look
from bot.services.ports import MadeLook, Repositories
from bot.services.show_best_time import ShowBestTime
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account, listed, live_story, profile

FEED, REELS, STORY = MediaProductType.FEED, MediaProductType.REELS, MediaProductType.STORY
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MADRID = ZoneInfo("Europe/Madrid")
ANA, EVE = 7, 9


async def publish(
    work: Repositories,
    account_id: int,
    number: int,
    *,
    reach: int,
    kind: MediaProductType = FEED,
    hour: int = 12,
    looked_at: tuple[timedelta, ...] = (72 * HOUR,),
) -> None:
    """A post of so many days ago; each later look finds ten times the reach before."""
    posted = (START - number * DAY).replace(hour=hour)
    for times, age in enumerate(looked_at):
        insights = Insights(posted + age, {"reach": reach * 10**times})
        await work.media.save_page(
            account_id, [listed(f"{kind}-{number}", kind, posted, insights)], posted + age
        )


@pytest.fixture
def show(database: SqlDatabase, clock: FrozenClock) -> ShowBestTime:
    return ShowBestTime(database, clock)


async def test_a_post_counts_with_what_it_had_at_72_hours(
    database: SqlDatabase, show: ShowBestTime
) -> None:
    """Evening posts had thrice the reach then; what came later was a hundred times as much."""
    chance = random.Random(1)
    async with database.transaction() as work:
        account = await linked_account(work)
        for number in range(70, 3, -1):
            evening = number % 4 == 0
            await publish(
                work,
                account.id,
                number,
                reach=round((3000 if evening else 1000) * chance.lognormvariate(0, 0.3)),
                hour=17 if evening else chance.randrange(6, 14),
                looked_at=(71 * HOUR, 30 * DAY) if number > 30 else (73 * HOUR,),
            )
    result = await show(ANA)
    assert result.zone == MADRID
    assert (result.kind, result.best.posts, result.best.late) == (FEED, 62, 0)
    assert result.best.bands.level is Level.OK
    lead = result.best.bands.lead
    assert lead is not None
    assert lead.slot.place == 4, "17 o’clock UTC is 19 in Madrid in summer and 18 in winter"


async def test_without_a_look_at_72_hours_the_newest_stands_in_and_is_flagged(
    database: SqlDatabase, show: ShowBestTime
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        for number in range(50, 3, -1):
            late = number > 40
            age = (300 if late else 72) * HOUR
            await publish(work, account.id, number, reach=100, looked_at=(age,))
    best = (await show(ANA)).best
    assert (best.posts, best.late) == (42, 5), "the first five have nothing to be held against"


async def test_young_posts_and_those_without_reach_are_left_out(
    database: SqlDatabase, show: ShowBestTime
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        for number in range(20, 3, -1):
            await publish(work, account.id, number, reach=100)
        for hours in (1, 50, 71):
            posted = START - hours * HOUR
            young = listed(f"young-{hours}", FEED, posted, Insights(START, {"reach": 9}))
            await work.media.save_page(account.id, [young], START)
        silent = listed("silent", FEED, START - 10 * DAY)
        await work.media.save_page(account.id, [silent], START)
    result = await show(ANA)
    assert (result.best.posts, result.young) == (12, 3)
    assert not result.best.enough


async def test_posts_from_before_half_a_year_only_serve_to_compare(
    database: SqlDatabase, show: ShowBestTime
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        for number in (*range(300, 190, -1), 100, 99):
            await publish(work, account.id, number, reach=100)
    assert (await show(ANA)).best.posts == 2


async def test_formats_are_apart_and_the_more_frequent_one_comes_first(
    database: SqlDatabase, show: ShowBestTime
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        for number in range(40, 3, -1):
            await publish(work, account.id, number, reach=100, kind=REELS)
        for number in range(12, 3, -1):
            await publish(work, account.id, number, reach=100)
    assert (await show(ANA)).kind is REELS
    assert (await show(ANA)).best.posts == 32
    assert (await show(ANA, FEED)).best.posts == 4
    assert (await show(ANA, STORY)).best.posts == 0


async def test_a_day_of_stories_counts_once_by_its_first_slide_to_the_end(
    database: SqlDatabase, show: ShowBestTime
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        for number in range(50, 0, -1):
            for slide, hour in enumerate((8, 9, 10)):
                posted = (START - number * DAY).replace(hour=hour)
                story_id = await live_story(work, account.id, f"s-{number}-{slide}", posted)
                # Of every fifth day the last look is missing; each slide has its own reach.
                looks = [2 * HOUR] if number % 5 == 0 else [2 * HOUR, 23 * HOUR + HOUR / 2]
                for slot, age in enumerate(looks):
                    reach = {"reach": 100 * (slide + 1) * (slot + 1)}
                    look = Look(posted + age, Insights(posted + age, reach))
                    await work.stories.save_looks([MadeLook(story_id, slot, 1, look)])
    best = (await show(ANA, STORY)).best
    assert best.posts == 40 - 5
    assert [slot.count for slot in best.bands.slots] == [0, 0, 35, 0, 0, 0]
    assert best.bands.slots[2].times == 1


PACIFIC = ZoneInfo("America/Los_Angeles")


def online_days(first: date, count: int) -> list[OnlineDay]:
    """Most of them at noon in California; every third day is empty."""
    ends = [datetime.combine(first + number * DAY, time(), PACIFIC) for number in range(count)]
    return [
        OnlineDay(end, {} if number % 3 == 2 else {11: 300, 12: 500, 13: 300})
        for number, end in enumerate(ends)
    ]


async def test_when_followers_are_online_is_that_of_the_last_thirty_days_by_the_accounts_clock(
    database: SqlDatabase, show: ShowBestTime
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
    assert (await show(ANA)).online is None, "never asked"
    today = START.date()
    async with database.transaction() as work:
        # What is older than 30 days says 2 o'clock.
        old = [OnlineDay(START - number * DAY, {17: 10**6}) for number in range(31, 60)]
        await work.account_numbers.save_online(account.id, old, START)
    assert (await show(ANA)).online is None
    async with database.transaction() as work:
        days = online_days(today - 11 * DAY, 12)
        await work.account_numbers.save_online(account.id, days, START)
    # On five of them only Madrid has changed its clock: noon in California is 20 o'clock there.
    assert (await show(ANA)).online == OnlineMost(time(20), 8)
    assert (await show(ANA, STORY)).online == OnlineMost(time(20), 8)


async def test_of_a_small_account_nothing_is_told_of_who_is_online(
    database: SqlDatabase, show: ShowBestTime
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.account_numbers.save_online(
            account.id, online_days(START.date() - 11 * DAY, 12), START
        )
        small = replace(profile(), followers_count=99)
        await work.accounts.save_profile(small, "Europe/Madrid", START)
    assert (await show(ANA)).online is None


async def test_the_numbers_of_others_do_not_count(
    database: SqlDatabase, show: ShowBestTime
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        other = await linked_account(work, EVE, "17841400000000002", "IGAA-other")
        for number in range(40, 3, -1):
            await publish(work, account.id, number, reach=100)
    assert other.id != account.id
    assert (await show(EVE)).best.posts == 0
    async with database.transaction() as work:
        await work.people.seen(11, "Nobody", None, "en")
    with pytest.raises(NotLinked):
        await show(11)
