"""The best and the weakest of an account, from looks that were made."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import NotLinked
from bot.domain.media import Insights, MediaProductType
from bot.domain.same_age import Measure
from bot.services.ports import ListedMedia, Repositories
from bot.services.rank_media import RankMedia
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account, listed

DAY = timedelta(days=1)
FEED, REELS = MediaProductType.FEED, MediaProductType.REELS


async def seen(
    work: Repositories, account_id: int, reaches: list[int], kind: MediaProductType = FEED
) -> None:
    """A post a day, the newest four days old; each was looked at when it was three days old."""
    page: list[ListedMedia] = []
    for number, reach in enumerate(reaches):
        published = START - (4 + number) * DAY
        look = Insights(published + 3 * DAY, {"reach": reach})
        page.append(listed(f"{kind}-{reach}", kind, published, look))
    await work.media.save_page(account_id, page, START)


async def young(work: Repositories, account_id: int, at: datetime) -> None:
    look = Insights(START, {"reach": 99_999})
    await work.media.save_page(account_id, [listed("young", FEED, at, look)], START)


async def test_posts_are_ranked_by_how_many_times_their_usual_they_did(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work, 7)
        await seen(work, account.id, [100, 200, 300, 400, 500, 600, 1_500])
        await seen(work, account.id, [9_000, 9_001], REELS)
        await young(work, account.id, START - DAY)
    result = await RankMedia(database, clock)(7, Measure.REACH, 30)
    ranked = [(one.media.details.media_id, one.beside.value) for one in result.ranking.ranked]
    assert ranked[0] == ("FEED-1500", 1_500)
    assert ranked[-1] == ("FEED-100", 100)
    assert len(ranked) == 7
    assert result.ranking.ranked[0].beside.times == pytest.approx(1_500 / 350)
    assert result.ranking.ranked[0].beside.age == 3 * DAY
    assert (result.ranking.immature, result.ranking.without_usual) == (1, 2)


async def test_older_posts_say_what_is_usual_and_are_not_ranked(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work, 7)
        await seen(work, account.id, [100 + n for n in range(60)])
    rank_media = RankMedia(database, clock)
    month = await rank_media(7, Measure.REACH, 30)
    quarter = await rank_media(7, Measure.REACH, 90)
    assert (len(month.ranking.ranked), len(quarter.ranking.ranked)) == (26, 60)
    assert month.period.days == 30
    assert (await rank_media(7, Measure.REACH, 12_345)).period.days == 30


async def test_somebody_elses_posts_are_no_base_and_no_answer(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        mine = await linked_account(work, 7, "17841400000000001")
        theirs = await linked_account(work, 8, "17841400000000002")
        await seen(work, theirs.id, [100, 200, 300, 400, 500, 600])
        await work.media.save_page(
            mine.id,
            [listed("mine", FEED, START - 5 * DAY, Insights(START - 2 * DAY, {"reach": 50}))],
            START,
        )
        await work.people.seen(9, "Eve", None, "en")
    rank_media = RankMedia(database, clock)
    ranking = (await rank_media(7, Measure.REACH, 30)).ranking
    assert (ranking.ranked, ranking.without_usual) == ([], 1)
    with pytest.raises(NotLinked):
        await rank_media(9, Measure.REACH, 30)


async def test_the_period_is_that_of_the_persons_clock(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        await linked_account(work, 7)
        await work.people.set_time_zone(7, "Pacific/Auckland")
    period = (await RankMedia(database, clock)(7, Measure.REACH, 30)).period
    assert period.last == clock.now().astimezone(ZoneInfo("Pacific/Auckland")).date()
