"""What a digest tells of an account: its best and worst, its stories, and what it costs to know."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.chat_grants import Allowed, ChatKind, Place
from bot.domain.digests import Cadence
from bot.domain.errors import NotFound
from bot.domain.media import Insights, MediaProductType
from bot.domain.periods import Period
from bot.domain.same_age import Measure
from bot.domain.story_life import Look, Outage, Trouble
from bot.services.compose_digest import ComposeDigest
from bot.services.ports import AccountTotals, MadeLook, NewDigest, NewGrant, account_key
from bot.services.read_digest import ReadDigest
from bot.services.results import Digest, DigestOfAll
from tests.support.people import listed, live_story
from tests.support.product import ANA, Product, start_product

FEED, REELS = MediaProductType.FEED, MediaProductType.REELS
UTC = ZoneInfo("UTC")
DAY = timedelta(days=1)


@pytest.fixture
async def product(database_url: str) -> AsyncIterator[Product]:
    """On SQLite and on PostgreSQL."""
    async with start_product(database_url) as started:
        yield started


def composer(product: Product) -> ComposeDigest:
    read = ReadDigest(product.database, product.clock, product.read_overview)
    return ComposeDigest(product.database, product.clock, read)


async def subscribed(
    product: Product, account_id: int | None, cadence: Cadence = Cadence.WEEKLY, chat_id: int = ANA
) -> int:
    new = NewDigest(ANA, account_id, chat_id, cadence, time(9), 0, "UTC")
    async with product.database.transaction() as stored:
        return (await stored.digests.subscribe(new, product.clock.now())).id


async def composed(product: Product, subscription_id: int, day: date | None = None) -> Digest:
    found = await composer(product)(subscription_id, day or product.clock.now().date())
    assert isinstance(found, Digest)
    return found


async def looked_at(
    product: Product, account_id: int, reaches: Sequence[int], saved: Sequence[int] = ()
) -> None:
    """A post a day, the newest three days old; each was looked at when it was two days old."""
    now = product.clock.now()
    page = []
    for number, reach in enumerate(reaches):
        published = now - (3 + number) * DAY
        values = {"reach": reach, "saved": saved[number] if saved else 10}
        page.append(
            listed(f"post-{number}", FEED, published, Insights(published + 2 * DAY, values))
        )
    async with product.database.transaction() as stored:
        await stored.media.save_page(account_id, page, now)


async def an_account(product: Product, **settings: object) -> int:
    made = await product.account(
        **{"username": "tea.shop", "posts": 0, "reels": 0, "carousels": 0, **settings}
    )
    return await product.link_with_token(made)


async def test_best_and_worst_stand_beside_what_is_usual_at_the_same_age(product: Product) -> None:
    account_id = await an_account(product)
    await looked_at(product, account_id, [1_600, 300, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000])
    told = (await composed(product, await subscribed(product, account_id))).told
    assert told.best_post is not None
    assert told.best_post.beside is not None
    assert told.best_post.media.details.media_id == "post-0"
    assert told.best_post.beside.times == pytest.approx(1.6)
    assert told.best_post.beside.age == 2 * DAY
    assert told.worst is not None
    assert told.worst.media.details.media_id == "post-1"
    assert told.worst.measure is Measure.REACH
    assert told.worst.beside.times == pytest.approx(0.3)
    assert told.best_reel is None


async def test_few_saves_are_a_reason_where_the_reach_is_as_usual(product: Product) -> None:
    account_id = await an_account(product)
    reaches = [1_500, *[1_000] * 7]
    await looked_at(product, account_id, reaches, [50, 10, *[50] * 6])
    worst = (await composed(product, await subscribed(product, account_id))).told.worst
    assert worst is not None
    assert (worst.media.details.media_id, worst.measure) == ("post-1", Measure.SAVES)


async def test_what_is_too_young_is_left_out_and_counted(product: Product) -> None:
    account_id = await an_account(product)
    await looked_at(product, account_id, [1_000] * 7)
    now = product.clock.now()
    # Yesterday by the calendar, and not two days old.
    published = now - DAY
    young = listed("young", FEED, published, Insights(now, {"reach": 99_999}))
    async with product.database.transaction() as stored:
        await stored.media.save_page(account_id, [young], now)
    told = (await composed(product, await subscribed(product, account_id))).told
    assert told.immature == 1
    assert told.best_post is not None
    assert told.best_post.media.details.media_id != "young"
    assert told.worst is None
    daily = (await composed(product, await subscribed(product, account_id, Cadence.DAILY))).told
    assert daily.immature == 0


async def test_with_fewer_than_five_others_nothing_is_said_to_be_usual(product: Product) -> None:
    account_id = await an_account(product)
    await looked_at(product, account_id, [200, 900, 300])
    told = (await composed(product, await subscribed(product, account_id))).told
    assert told.best_post is not None
    assert (told.best_post.media.details.media_id, told.best_post.beside) == ("post-1", None)
    assert (told.worst, told.sentence) == (None, None)


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
        known = Period(day, day, UTC)
        await stored.account_numbers.forget_totals_before(now.date() + timedelta(days=1), 100)
        totals = AccountTotals(now, {"reach": 5}, {"reach": {}, "follows_and_unfollows": {}})
        await stored.account_numbers.save_totals(account_id, known, totals)
    await product.switch("server_error")
    subscription = await subscribed(product, account_id, Cadence.DAILY)
    after = newest.details.timestamp.date() + timedelta(days=1)
    told = (await composed(product, subscription, after)).told
    assert told.overview.period == known
    assert told.overview.as_of == now
    assert told.best_post is not None
    assert told.best_post.media.id == oldest.id


async def test_with_the_budget_used_up_the_last_known_numbers_are_told(product: Product) -> None:
    account_id = await an_account(product)
    subscription = await subscribed(product, account_id)
    first = (await composed(product, subscription)).told.overview
    product.later(hours=2)
    async with product.database.transaction() as stored:
        until = product.clock.now() + timedelta(hours=1)
        await stored.buckets.push(account_key(account_id), until)
    asked = product.asked()
    overview = (await composed(product, subscription)).told.overview
    assert product.asked() == asked
    assert overview.stale is not None
    assert overview.as_of == first.as_of
    assert overview.total("reach") == first.total("reach")


async def test_stories_tell_how_many_were_kept_to_the_end_answered_and_lost(
    product: Product,
) -> None:
    account_id = await an_account(product)
    now = product.clock.now()
    morning = now - 3 * DAY
    async with product.database.transaction() as stored:
        made = []
        for slide, left in enumerate((10, 20, 30, 40, 50)):
            posted = morning + timedelta(minutes=slide)
            story = await live_story(stored, account_id, f"story-{slide}", posted)
            seen = Insights(
                posted + timedelta(hours=23, minutes=50),
                {"views": 100, "replies": 7 if slide == 3 else 2},
                {"navigation": {"tap_exit": left, "swipe_forward": 0}},
            )
            made.append(MadeLook(story, 11, 1, Look(seen.as_of, seen)))
        await stored.stories.save_looks(made)
        await live_story(stored, account_id, "lost", morning + timedelta(hours=5))
        outage = Outage(Trouble.LINK, now - 9 * DAY, now - 6 * DAY)
        await stored.outages.note(account_id, outage)
        await stored.instagram_facts.metric_refused("ACCOUNT", "profile_links_taps", now, "no")
    told = (await composed(product, await subscribed(product, account_id))).told
    assert told.stories.median_completion == pytest.approx(0.7)
    assert told.stories.lost == 1
    assert told.stories.most_replies is not None
    assert (told.stories.most_replies.position, told.stories.most_replies.replies) == (3, 7)
    assert told.not_offered == ["profile_links_taps"]
    # Of these three days one and a half lie within the seven.
    assert told.without_link == timedelta(hours=36)
    assert not told.quiet


async def test_sums_of_a_month_are_compared_by_the_day(product: Product) -> None:
    account_id = await an_account(product)
    february = Period(date(2026, 2, 1), date(2026, 2, 28), UTC)
    january = [
        Period(date(2026, 1, 1), date(2026, 1, 3), UTC),
        Period(date(2026, 1, 4), date(2026, 1, 31), UTC),
    ]
    whole: dict[str, dict[str, int]] = {"reach": {}, "follows_and_unfollows": {}}
    async with product.database.transaction() as stored:
        for window, views, reach in (
            (february, 280, 150),
            (january[0], 55, 90),
            (january[1], 100, 100),
        ):
            totals = AccountTotals(product.clock.now(), {"views": views, "reach": reach}, whole)
            await stored.account_numbers.save_totals(account_id, window, totals)
    asked = product.asked()
    subscription = await subscribed(product, account_id, Cadence.MONTHLY)
    overview = (await composed(product, subscription, date(2026, 3, 1))).told.overview
    assert product.asked() == asked
    seen, reached = overview.total("views"), overview.total("reach")
    assert (seen.value, seen.before) == (280, 155)
    assert seen.change == pytest.approx(1)
    # Reach counts each person once: the last 28 days of January, and no sum.
    assert (reached.value, reached.before) == (150, 100)
    assert reached.change == pytest.approx(0.5)


async def test_a_month_is_held_against_the_whole_month_before(product: Product) -> None:
    account_id = await an_account(product)
    subscription = await subscribed(product, account_id, Cadence.MONTHLY)
    asked = product.asked()
    told = (await composed(product, subscription, date(2026, 3, 1))).told
    overview = told.overview
    assert (overview.period.first, overview.period.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert overview.against == Period(date(2026, 1, 1), date(2026, 1, 31), UTC)
    assert overview.unique_of is None
    # February, January's last 28 days and its first three.
    assert sum((product.asked() - asked).values()) == 3 * 4


async def test_a_second_digest_of_the_hour_asks_instagram_nothing(product: Product) -> None:
    account_id = await an_account(product)
    subscription = await subscribed(product, account_id)
    before = product.asked()
    await composed(product, subscription)
    once = product.asked()
    # One look at the totals: the seven days, and the seven before.
    assert sum((once - before).values()) == 2 * 4
    await composed(product, subscription)
    assert product.asked() == once


async def test_one_digest_of_all_accounts_asks_once_for_each_and_none_of_somebody_elses(
    product: Product,
) -> None:
    small = await an_account(product, username="small.shop", followers=50)
    large = await an_account(product, username="large.shop", followers=90_000, seed=4)
    subscription = await subscribed(product, None)
    before = product.asked()
    found = await composer(product)(subscription, product.clock.now().date())
    assert isinstance(found, DigestOfAll)
    assert [one.overview.account.id for one in found.told] == [large, small]
    assert sum((product.asked() - before).values()) == 2 * 2 * 4


async def test_a_group_is_told_of_those_accounts_that_are_shown_there(product: Product) -> None:
    shown = await an_account(product, username="small.shop")
    await an_account(product, username="large.shop", seed=4)
    group = -1_001
    subscription = await subscribed(product, None, chat_id=group)
    with pytest.raises(NotFound):
        await composer(product)(subscription, product.clock.now().date())
    async with product.database.transaction() as stored:
        await stored.chat_grants.save(
            NewGrant(ANA, shown, Place(group), ChatKind.SUPERGROUP, "Team", Allowed.DIGESTS, "es")
        )
    found = await composer(product)(subscription, product.clock.now().date())
    assert isinstance(found, DigestOfAll)
    assert [one.overview.account.id for one in found.told] == [shown]
    assert found.language == "es"
