"""What posts had at the same age, out of every look that was made at them."""

from datetime import timedelta

from bot.domain.media import Insights, MediaProductType
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START
from tests.support.people import linked_account, listed

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = MediaProductType.FEED


async def test_of_the_looks_near_an_age_the_nearest_stands_for_it(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.media.save_page(account.id, [listed("1"), listed("2")], START)
        first, second = await work.media.page(account.id, FEED, 0, 2)
        for age, reach in (
            (19 * HOUR, 1),
            (20 * HOUR, 20),
            (25 * HOUR, 25),
            (28 * HOUR, 28),
            (40 * DAY, 400),
        ):
            await work.media.save_insights(first.id, Insights(START + age, {"reach": reach}))
    async with database.reading() as work:
        seen = await work.media_ages.newest(account.id, FEED, 10)
        again = await work.media_ages.of([second, first])
    assert [one.media.id for one in seen] == [first.id, second.id]
    assert {age: one.values["reach"] for age, one in seen[0].at.items()} == {
        DAY: 25,
        45 * DAY: 400,
    }
    assert seen[1].at == {}
    assert [one.media.id for one in again] == [second.id, first.id]
    assert again[1].at == seen[0].at


async def test_only_so_many_of_the_newest_and_only_of_the_account(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        mine = await linked_account(work, 7, "17841400000000001")
        theirs = await linked_account(work, 8, "17841400000000002")
        for account, name in ((mine, "mine"), (theirs, "theirs")):
            page = [
                listed(f"{name}-{n}", FEED, START - n * DAY, Insights(START, {"reach": n}))
                for n in range(1, 5)
            ]
            await work.media.save_page(account.id, page, START)
    async with database.reading() as work:
        seen = await work.media_ages.newest(mine.id, FEED, 3)
    assert [one.media.details.media_id for one in seen] == ["mine-1", "mine-2", "mine-3"]
    assert [set(one.at) for one in seen] == [{DAY}, {2 * DAY}, {3 * DAY}]
