"""People are told what happens to their accounts: once, and not in their quiet hours."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from bot.domain.alerts import AlertKind, AlertSettings
from bot.domain.errors import NotFound
from bot.domain.media import Insights, MediaDetails, MediaProductType
from bot.domain.quiet_hours import QuietHours
from bot.services.change_alerts import ChangeAlerts, ChooseQuietHours, EndMutes, Switch
from bot.services.change_settings import ChangeSettings
from bot.services.describe_alerts import DescribePostNews, DescribeUnseenStories
from bot.services.mute_alert import MuteAlert
from bot.services.ports import DayValue, ListedMedia
from bot.services.put_alerts import Alert, put_alert
from bot.services.tell_of_account import tell_of_drop, tell_of_followers
from tests.support.background import ANA, BORIS, Background, LinkedShop
from tests.support.clock import START

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NIGHT = QuietHours(time(22), time(8))


async def choose(background: Background, person: int = ANA, **chosen: Any) -> None:
    async with background.database.transaction() as stored:
        await stored.alerts.save(person, AlertSettings(**chosen))


async def happens(
    background: Background,
    shop: LinkedShop,
    kind: AlertKind = AlertKind.MILESTONE,
    occasion: str = "1000",
    good_for: timedelta = DAY,
) -> bool:
    deadline = background.clock.now() + good_for
    async with background.database.transaction() as stored:
        return await put_alert(stored, Alert(kind, shop.id, [occasion], {}, deadline))


def told(background: Background, kind: AlertKind = AlertKind.MILESTONE) -> list[int]:
    return sorted(message.chat_id for message in background.delivery.of_kind(kind))


async def both_linked(background: Background) -> LinkedShop:
    shop = await background.link_quietly("tea.shop")
    await background.link_with(shop.token, BORIS)
    await background.search_no_more(shop)
    return shop


# Exactly once -----------------------------------------------------------------------------------


async def test_everybody_who_is_linked_is_told_once_however_often_it_is_decided(
    background: Background,
) -> None:
    shop = await both_linked(background)
    decided = await asyncio.gather(*(happens(background, shop) for _ in range(4)))
    assert sorted(decided) == [False, False, False, True]
    await background.drain()
    assert not await happens(background, shop)
    await background.walk(40 * DAY, step=10 * DAY)
    # The outbox has forgotten its row by now, and what was told has not.
    async with background.database.transaction() as stored:
        await stored.outbox.forget_before(background.clock.now(), 100)
    assert not await happens(background, shop)
    await background.drain()
    assert told(background) == [ANA, BORIS]


async def test_who_blocks_us_switched_it_off_or_muted_it_is_not_told_then_nor_later(
    background: Background,
) -> None:
    shop = await both_linked(background)
    await choose(background, off=frozenset({AlertKind.MILESTONE}))
    async with background.database.transaction() as stored:
        await stored.people.set_blocked(BORIS, START)
    assert await happens(background, shop)
    async with background.database.transaction() as stored:
        await stored.people.set_blocked(BORIS, None)
    await choose(background)
    mute = MuteAlert(background.database, background.clock)
    await mute(BORIS, shop.id, AlertKind.MILESTONE, 1)
    await background.drain()
    assert told(background) == []
    assert await happens(background, shop, occasion="2500")
    await background.drain()
    assert told(background) == [ANA]
    await background.walk(2 * HOUR, step=HOUR)
    assert await happens(background, shop, occasion="5000")
    await background.drain()
    assert told(background) == [ANA, ANA, BORIS]


async def test_a_mute_is_of_one_kind_and_one_account_and_nobody_elses(
    background: Background,
) -> None:
    shop = await background.link_quietly("tea.shop")
    other = await background.link_quietly("rum.bar", BORIS)
    mute = MuteAlert(background.database, background.clock)
    with pytest.raises(NotFound):
        await mute(ANA, other.id, AlertKind.MILESTONE, 24)
    with pytest.raises(NotFound):
        await mute(ANA, shop.id, AlertKind.MILESTONE, 2)
    await mute(ANA, shop.id, AlertKind.MILESTONE, 24)
    await happens(background, shop, AlertKind.TAKE_OFF)
    await happens(background, other)
    await happens(background, shop)
    await background.drain()
    assert told(background, AlertKind.TAKE_OFF) == [ANA]
    assert told(background) == [BORIS]
    change = ChangeAlerts(background.database, background.clock)
    assert [one.account.id for one in (await change(ANA)).mutes] == [shop.id]
    assert (await change(BORIS)).mutes == []
    assert (await change(ANA, EndMutes())).mutes == []


async def test_the_broken_link_is_never_off_and_only_its_sound_can_be_taken(
    background: Background,
) -> None:
    shop = await background.link_quietly("tea.shop")
    change = ChangeAlerts(background.database, background.clock)
    with pytest.raises(NotFound):
        await change(ANA, Switch(AlertKind.LINK_BROKEN, on=False))
    await MuteAlert(background.database, background.clock)(ANA, shop.id, AlertKind.LINK_BROKEN, 24)
    await background.switch("token_state", state="password")
    async with background.database.transaction() as stored:
        await stored.refreshes.start(shop.id, background.clock.now())
    await background.drain()
    (alarm,) = background.delivery.of_kind(AlertKind.LINK_BROKEN)
    assert alarm.silent


# Quiet hours ------------------------------------------------------------------------------------


async def at_night(background: Background, **chosen: Any) -> LinkedShop:
    """Anna sleeps: it is 23:00 in Madrid, where her clock is set."""
    shop = await background.link_quietly("tea.shop")
    await ChangeSettings(background.database, background.clock)(ANA, time_zone="Europe/Madrid")
    await choose(background, quiet=NIGHT, **chosen)
    await background.walk_until(START + 10 * HOUR, step=10 * HOUR)
    return shop


@pytest.mark.proves("F20")
async def test_an_alert_waits_for_the_end_of_quiet_hours(background: Background) -> None:
    shop = await at_night(background)
    await happens(background, shop)
    await background.walk(8 * HOUR + 55 * MINUTE, step=35 * MINUTE)
    assert told(background) == []
    await background.walk(10 * MINUTE)
    assert told(background) == [ANA]
    assert background.delivery.times_of(AlertKind.MILESTONE) == [START + 19 * HOUR]


async def test_what_is_old_news_by_then_is_dropped(background: Background) -> None:
    shop = await at_night(background)
    await happens(background, shop, good_for=3 * HOUR)
    await background.walk(12 * HOUR, step=30 * MINUTE)
    assert told(background) == []
    assert await background.rows("SELECT 1 FROM outbox WHERE state IN (0, 1)") == []


@pytest.mark.parametrize("kind", AlertKind)
async def test_only_what_is_urgent_passes_and_only_if_she_said_so(
    sqlite_background: Background, kind: AlertKind
) -> None:
    background = sqlite_background
    shop = await at_night(background, urgent=True)
    await happens(background, shop, kind)
    await background.drain()
    urgent = kind in {AlertKind.LINK_BROKEN, AlertKind.STORY_EXPIRING}
    assert told(background, kind) == ([ANA] if urgent else [])
    assert all(not message.silent for message in background.delivery.of_kind(kind))
    await choose(background, quiet=NIGHT)
    await happens(background, shop, kind, "again")
    await background.drain()
    assert len(told(background, kind)) == int(urgent)


async def test_digests_have_an_hour_of_their_own(background: Background) -> None:
    shop = await at_night(background)
    await background.subscribe(shop, time(23, 30))
    await background.walk(40 * MINUTE, step=10 * MINUTE)
    assert len(background.delivery.of_kind("digest")) == 1


@pytest.mark.proves("F20")
async def test_what_waits_comes_at_once_when_the_hours_end_or_the_clock_is_another(
    background: Background,
) -> None:
    shop = await at_night(background)
    await happens(background, shop)
    await background.drain()
    await ChangeSettings(background.database, background.clock)(ANA, time_zone="Asia/Tokyo")
    await background.drain()
    assert told(background) == []  # 07:00 there
    await ChangeSettings(background.database, background.clock)(ANA, time_zone="Pacific/Auckland")
    await background.drain()
    assert told(background) == [ANA]
    await ChangeSettings(background.database, background.clock)(ANA, time_zone="Europe/Madrid")
    await happens(background, shop, occasion="2500")
    await background.drain()
    assert told(background) == [ANA]
    await ChangeAlerts(background.database, background.clock)(ANA, ChooseQuietHours(None))
    await background.drain()
    assert told(background) == [ANA, ANA]


async def test_what_was_muted_while_it_waited_does_not_come(background: Background) -> None:
    shop = await at_night(background)
    await happens(background, shop)
    await background.drain()
    await MuteAlert(background.database, background.clock)(ANA, shop.id, AlertKind.MILESTONE, 24)
    await background.walk(12 * HOUR, step=2 * HOUR)
    assert told(background) == []


# Stories ----------------------------------------------------------------------------------------


async def test_a_story_that_ends_unseen_is_told_of_once_and_before_it_ends(
    sqlite_background: Background,
) -> None:
    background = sqlite_background
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.walk(20 * HOUR, step=2 * HOUR)
    fault = await background.switch("server_error")
    await background.walk_until(START + 21 * HOUR + 50 * MINUTE, step=10 * MINUTE)
    assert told(background, AlertKind.STORY_EXPIRING) == []
    await background.walk_until(START + 22 * HOUR + 20 * MINUTE, step=10 * MINUTE)
    assert told(background, AlertKind.STORY_EXPIRING) == [ANA]
    describe = DescribeUnseenStories(background.database, background.clock)
    assert len((await describe(ANA, shop.id)).stories) == 1
    await background.walk_until(START + 23 * HOUR, step=10 * MINUTE)
    background.switch_off(fault)
    await background.walk_until(START + 23 * HOUR + 50 * MINUTE, step=10 * MINUTE)
    with pytest.raises(NotFound):
        await describe(ANA, shop.id)
    assert told(background, AlertKind.STORY_EXPIRING) == [ANA]


async def test_a_story_that_was_read_in_its_last_hours_is_no_news(
    sqlite_background: Background,
) -> None:
    background = sqlite_background
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.walk(21 * HOUR + 30 * MINUTE, step=30 * MINUTE)
    await background.switch("server_error")
    await background.walk_until(START + 25 * HOUR, step=15 * MINUTE)
    assert told(background, AlertKind.STORY_EXPIRING) == []


# Posts ------------------------------------------------------------------------------------------


async def usual_posts(
    background: Background, shop: LinkedShop, kind: MediaProductType, reach: Mapping[timedelta, int]
) -> None:
    """Six posts of last week and what they had at ages."""
    now = background.clock.now()
    async with background.database.transaction() as stored:
        for number in range(6):
            published = now - timedelta(days=9 + number)
            media_type = "VIDEO" if kind is MediaProductType.REELS else "IMAGE"
            name = f"usual-{kind.value}-{number}"
            details = MediaDetails(name, media_type, kind, published, None, None, None, None)
            await stored.media.save_page(shop.id, [ListedMedia(details, 1, 1, None)], now)
            media = await stored.media.find(shop.id, name)
            assert media is not None
            for age, value in reach.items():
                await stored.media.save_insights(
                    media.id, Insights(published + age, {"reach": value})
                )


async def publish(background: Background, shop: LinkedShop, **what: str) -> str:
    path = f"/instagram/accounts/{shop.account.user_id}/media"
    return str((await background.control(path, what))["id"])


async def shop_with_usual(background: Background, reach: int) -> LinkedShop:
    shop = await background.link("tea.shop", posts=0, reels=0, carousels=0)
    await background.search_no_more(shop)
    ages = dict.fromkeys((HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY), reach)
    for kind in (MediaProductType.FEED, MediaProductType.REELS):
        await usual_posts(background, shop, kind, ages)
    async with background.database.transaction() as stored:
        await stored.refreshes.start(shop.id, background.clock.now())
        await stored.newest_media.start(shop.id, background.clock.now())
    await background.drain()
    return shop


async def test_a_post_that_takes_off_is_told_of_once(sqlite_background: Background) -> None:
    background = sqlite_background
    shop = await shop_with_usual(background, 25)
    post = await publish(background, shop, media_type="IMAGE")
    await background.walk(3 * DAY, step=HOUR)
    (alert,) = background.delivery.of_kind(AlertKind.TAKE_OFF)
    async with background.database.reading() as stored:
        media = await stored.media.find(shop.id, post)
    assert media is not None
    assert alert.payload["media_id"] == media.id
    age = timedelta(seconds=int(str(alert.payload["age_seconds"])))
    news = await DescribePostNews(background.database, background.clock)(
        ANA, shop.id, media.id, age
    )
    assert news.beside is not None
    assert news.beside.times >= 3
    assert alert.silent
    with pytest.raises(NotFound):
        await DescribePostNews(background.database, background.clock)(BORIS, shop.id, media.id, age)


async def test_an_ordinary_post_is_no_news(sqlite_background: Background) -> None:
    background = sqlite_background
    shop = await shop_with_usual(background, 100_000)
    await publish(background, shop, media_type="IMAGE")
    await background.walk(3 * DAY, step=2 * HOUR)
    assert told(background, AlertKind.TAKE_OFF) == []
    assert told(background, AlertKind.NEW_REEL) == []


async def test_a_new_reel_is_told_of_after_its_first_day(sqlite_background: Background) -> None:
    background = sqlite_background
    shop = await shop_with_usual(background, 100_000)
    published = background.clock.now()
    await publish(background, shop, media_product_type="REELS")
    await background.walk(2 * DAY, step=HOUR)
    (at,) = background.delivery.times_of(AlertKind.NEW_REEL)
    assert DAY <= at - published <= DAY + 2 * HOUR
    await background.walk(2 * DAY, step=6 * HOUR)
    assert len(told(background, AlertKind.NEW_REEL)) == 1


# The account ------------------------------------------------------------------------------------


async def has_followers(background: Background, shop: LinkedShop, *counts: int) -> None:
    """Day by day."""
    for count in counts:
        background.clock.jump(DAY)
        now = background.clock.now()
        account = replace(shop.account, followers_count=count, as_of=now)
        async with background.database.transaction() as stored:
            await tell_of_followers(stored, account, now.date())
            await stored.account_numbers.save_followers(shop.id, now.date(), count)
        await background.drain()


def milestones(background: Background) -> list[object]:
    return [one.payload["milestone"] for one in background.delivery.of_kind(AlertKind.MILESTONE)]


async def test_a_round_number_of_followers_is_told_once_and_not_after_a_fall(
    background: Background,
) -> None:
    shop = await background.link_quietly("tea.shop")
    await has_followers(background, shop, 990, 999, 1_000, 1_004, 998, 1_001, 2_600)
    assert milestones(background) == [1_000, 2_500]


async def test_what_was_passed_before_it_was_linked_is_no_news(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    await has_followers(background, shop, 1_020, 980, 1_001, 240, 260)
    assert milestones(background) == []


async def reached(background: Background, shop: LinkedShop, days: list[int], now: datetime) -> None:
    """Daily reach, the newest settled day last."""
    first = now - 2 * DAY - (len(days) - 1) * DAY
    values = [DayValue(first + number * DAY, value) for number, value in enumerate(days)]
    async with background.database.transaction() as stored:
        await stored.account_numbers.save_series(shop.id, "reach", values, now)
        await tell_of_drop(stored, shop.id, now)


@pytest.mark.parametrize(
    ("days", "drops"),
    [
        ([1_000] * 28 + [480] * 7, True),
        ([1_000] * 28 + [600] * 7, False),
        ([90] * 28 + [10] * 7, False),  # too small a base
        ([1_000] * 20 + [100] * 7, False),  # not known for long enough
        ([1_000] * 31 + [100] * 3 + [1_000], False),  # three bad days are not a week
    ],
)
async def test_a_drop_is_a_week_at_half_of_the_usual(
    sqlite_background: Background, days: list[int], drops: bool
) -> None:
    background = sqlite_background
    shop = await background.link_quietly("tea.shop")
    now = background.clock.now()
    await reached(background, shop, days, now)
    await background.drain()
    assert told(background, AlertKind.DROP) == ([ANA] if drops else [])
    for _ in range(3):
        background.clock.jump(DAY)
        days = [*days, days[-1]]
        await reached(background, shop, days, background.clock.now())
    await background.drain()
    assert len(told(background, AlertKind.DROP)) == int(drops)
