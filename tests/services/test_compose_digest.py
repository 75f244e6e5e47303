"""What a digest calls the best of its days."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.digests import Cadence
from bot.domain.media import Insights, MediaProductType
from bot.domain.periods import Period
from bot.services.compose_digest import ComposeDigest
from bot.services.ports import AccountTotals, NewDigest
from bot.services.results import BestMedia
from tests.support.product import ANA, Product

FEED = MediaProductType.FEED


async def best_post(product: Product, others: int, reach: int) -> BestMedia:
    """Of an account whose newest post reached ``reach`` and whose others reached 100 each."""
    made = await product.account(username="tea.shop", posts=others + 1, reels=0, carousels=0)
    account_id = await product.link_with_token(made)
    await product.sync()
    now = product.clock.now()
    async with product.database.transaction() as stored:
        posts = await stored.media.page(account_id, FEED, 0, 20)
        for post in posts:
            counted = Insights(now, {"reach": reach if post == posts[0] else 100})
            await stored.media.save_insights(post.id, counted)
        subscription = await stored.digests.subscribe(
            NewDigest(ANA, account_id, ANA, Cadence.DAILY, time(9), 0, "UTC"), now
        )
    assert len(posts) == others + 1
    compose = ComposeDigest(product.database, product.clock, product.read_overview)
    day = posts[0].details.timestamp.date() + timedelta(days=1)
    best = (await compose(subscription.id, day)).best_post
    assert best is not None
    assert best.media.id == posts[0].id
    return best


async def test_with_instagram_away_all_of_a_digest_speaks_of_the_same_days(
    product: Product,
) -> None:
    made = await product.account(username="tea.shop", posts=3, reels=0, carousels=0)
    account_id = await product.link_with_token(made)
    await product.sync()
    now = product.clock.now()
    async with product.database.transaction() as stored:
        newest, *_, oldest = await stored.media.page(account_id, FEED, 0, 20)
        day = oldest.details.timestamp.date()
        known = Period(day, day, ZoneInfo("UTC"))
        await stored.account_numbers.forget_totals_before(now.date() + timedelta(days=1), 100)
        totals = AccountTotals(now, {"reach": 5}, {"reach": {}, "follows_and_unfollows": {}})
        await stored.account_numbers.save_totals(account_id, known, totals)
        subscription = await stored.digests.subscribe(
            NewDigest(ANA, account_id, ANA, Cadence.DAILY, time(9), 0, "UTC"), now
        )
    await product.switch("server_error")
    compose = ComposeDigest(product.database, product.clock, product.read_overview)
    digest = await compose(subscription.id, newest.details.timestamp.date() + timedelta(days=1))
    assert digest.overview.period == known
    assert digest.best_post is not None
    assert digest.best_post.media.id == oldest.id


@pytest.mark.parametrize(
    ("others", "reach", "times"),
    [(5, 160, 1.6), (5, 100, 1.0), (5, 90, None), (4, 160, None)],
)
async def test_the_best_post_is_held_against_five_others_or_not_at_all(
    product: Product, others: int, reach: int, times: float | None
) -> None:
    assert (await best_post(product, others, reach)).times_median == times
