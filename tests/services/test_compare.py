"""Two periods, two posts, two topics of one person."""

from datetime import timedelta

import pytest

from bot.domain.errors import NotFound, NotLinked
from bot.domain.media import Insights, MediaProductType
from bot.services.compare import ComparePeriods, ComparePosts, CompareTags
from bot.services.manage_tags import NameTag
from bot.storage.unit_of_work import SqlDatabase
from tests.services.test_tags import ANA, EVE, posts, two_people
from tests.support.clock import START, FrozenClock
from tests.support.people import listed
from tests.support.product import Product

FEED = MediaProductType.FEED
DAY = timedelta(days=1)
INSIGHTS = "instagram GET /{user}/insights"


@pytest.fixture
def compare_periods(product: Product) -> ComparePeriods:
    return ComparePeriods(product.database, product.clock, product.read_overview)


async def test_two_weeks_stand_side_by_side_as_instagram_counted_them(
    product: Product, compare_periods: ComparePeriods
) -> None:
    await product.link_with_token(await product.account(username="tea.shop", followers=5000))
    await product.sync()
    result = await compare_periods(ANA, 7, 1)
    assert result.stale is None
    assert result.earlier.period == result.later.period.before()
    for numbers in (result.later, result.earlier):
        assert numbers.totals["reach"] > 0
        assert numbers.totals["saves"] >= 0
        assert numbers.net_followers is not None
    assert sum(result.later.published.values()) >= result.later.engagement.posts


async def test_the_other_period_may_lie_further_back(
    product: Product, compare_periods: ComparePeriods
) -> None:
    await product.link_with_token(await product.account(username="tea.shop", followers=5000))
    await product.sync()
    month_ago = await compare_periods(ANA, 7, 4)
    assert month_ago.later.period.first - month_ago.earlier.period.first == 28 * DAY
    assert month_ago.earlier.totals["reach"] > 0
    odd = await compare_periods(ANA, 12, 99)
    assert (odd.later.period.days, odd.back) == (7, 1)


async def test_with_instagram_away_what_is_known_is_compared_and_marked(
    product: Product, compare_periods: ComparePeriods
) -> None:
    await product.link_with_token(await product.account(username="tea.shop", followers=5000))
    await product.sync()
    known = await compare_periods(ANA, 7, 1)
    product.later(hours=2)
    await product.switch("server_error")
    shown = await compare_periods(ANA, 7, 1)
    assert shown.stale is not None
    assert shown.later.totals == known.later.totals
    never = await compare_periods(ANA, 28, 1)
    assert never.stale is not None
    assert never.earlier.totals == {}, "what was never read is blank, and no zero"


async def test_periods_need_an_account(product: Product, compare_periods: ComparePeriods) -> None:
    await product.meet()
    with pytest.raises(NotLinked):
        await compare_periods(ANA, 7, 1)


async def test_posts_are_compared_at_the_greatest_age_of_both(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    account_id, _ = await two_people(database)
    first, second = await posts(database, account_id, 100, 200)
    async with database.transaction() as work:
        looked = Insights(START - 4 * DAY + 14 * DAY, {"reach": 999})
        await work.media.save_insights(first.id, looked)
    numbers = (await ComparePosts(database, clock)(ANA, first.id, second.id)).numbers
    assert numbers.age == 3 * DAY
    assert numbers.first is not None
    assert numbers.second is not None
    assert (numbers.first.get("reach"), numbers.second.get("reach")) == (100, 200)


async def test_posts_without_an_age_of_both_stand_as_they_are(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    account_id, _ = await two_people(database)
    (first,) = await posts(database, account_id, 100)
    async with database.transaction() as work:
        unread = listed("unread", FEED, START - 9 * DAY)
        await work.media.save_page(account_id, [unread], START)
        second = await work.media.find(account_id, "unread")
    assert second is not None
    numbers = (await ComparePosts(database, clock)(ANA, first.id, second.id)).numbers
    assert (numbers.age, numbers.second) == (None, None)
    assert numbers.first is not None


async def test_what_is_not_the_persons_is_not_compared(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    of_ana, of_eve = await two_people(database)
    (mine,), (theirs,) = await posts(database, of_ana, 1), await posts(database, of_eve, 1)
    my_tag = await NameTag(database)(ANA, "garden")
    their_tag = await NameTag(database)(EVE, "sea")
    for pair in ((mine.id, theirs.id), (theirs.id, mine.id), (mine.id, 999_999)):
        with pytest.raises(NotFound):
            await ComparePosts(database, clock)(ANA, *pair)
    for pair in ((my_tag.id, their_tag.id), (their_tag.id, my_tag.id)):
        with pytest.raises(NotFound):
            await CompareTags(database, clock)(ANA, *pair)
    alike = await CompareTags(database, clock)(ANA, my_tag.id, my_tag.id)
    assert alike.first == alike.second
