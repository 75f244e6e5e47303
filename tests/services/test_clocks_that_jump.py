"""Our clock is set, or differs from Instagram's: nothing comes twice, nothing ends early."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.accounts import LinkState
from bot.domain.story_life import StoryState
from bot.sandbox.clock import WorldClock
from tests.support.background import Background, LinkedShop, start_background
from tests.support.clock import START, SkewedClock

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DIGEST_AT = datetime(2026, 11, 3, 8, tzinfo=UTC)
"""Nine o'clock in Madrid, on the day after the beginning."""


class OurClock:
    """Given to the harness; ``skewed`` is what it made of Instagram's."""

    def __init__(self, by: timedelta = timedelta()) -> None:
        self.by = by
        self.skewed: SkewedClock | None = None

    def __call__(self, right: WorldClock) -> SkewedClock:
        self.skewed = SkewedClock(right, self.by)
        return self.skewed

    def set_by(self, by: timedelta) -> None:
        assert self.skewed is not None
        self.skewed.by = by


def digests(background: Background) -> Counter[str]:
    return Counter(str(one.payload["local_date"]) for one in background.delivery.of_kind("digest"))


async def is_healthy(background: Background, shop: LinkedShop) -> bool:
    async with background.database.reading() as stored:
        link = await stored.links.get(shop.link_id)
    return link is not None and link.state is LinkState.ACTIVE


@pytest.mark.proves("F19")
@pytest.mark.parametrize("jump", [HOUR, -HOUR, DAY, -DAY], ids=["+1h", "-1h", "+1d", "-1d"])
@pytest.mark.parametrize("when", [-10 * MINUTE, 10 * MINUTE], ids=["before", "after"])
async def test_a_clock_that_jumps_around_a_digest_brings_no_second_one(
    database_url: str, jump: timedelta, when: timedelta
) -> None:
    """For twenty minutes around its hour, and back again."""
    ours = OurClock()
    async with start_background(database_url, ours=ours) as background:
        shop = await background.link_quietly("tea.shop")
        await background.subscribe(shop, time(9))
        await background.walk_until(DIGEST_AT + when, 4 * HOUR)
        ours.set_by(jump)
        await background.walk(20 * MINUTE, 5 * MINUTE)
        ours.set_by(timedelta())
        await background.walk_until(DIGEST_AT + 4 * DAY + HOUR, 4 * HOUR)
        got = digests(background)
        assert set(got.values()) == {1}, got
        # One may be missed where the clock was a day ahead when it was due.
        assert len(got) >= 4
        assert {"2026-11-05", "2026-11-06", "2026-11-07"} <= set(got)
        assert await is_healthy(background, shop)
        assert background.delivery.of_kind("link_broken") == []
        assert background.delivery.of_kind("link_ends") == []


@pytest.mark.proves("F19")
@pytest.mark.parametrize("jump", [HOUR, -HOUR, DAY, -DAY], ids=["+1h", "-1h", "+1d", "-1d"])
@pytest.mark.parametrize("age", [10 * HOUR, 22 * HOUR])
async def test_a_story_is_captured_to_its_end_though_the_clock_jumps_for_half_an_hour(
    sqlite_url: str, jump: timedelta, age: timedelta
) -> None:
    ours = OurClock()
    async with start_background(sqlite_url, ours=ours) as background:
        shop = await background.link("tea.shop")
        await background.publish_story(shop)
        await background.walk(age, HOUR)
        ours.set_by(jump)
        await background.walk(30 * MINUTE, 10 * MINUTE)
        ours.set_by(timedelta())
        # As the ticks do every minute, whether anything is due or not.
        await background.engine.sweep()
        await background.walk_until(START + DAY, 10 * MINUTE)
        (story,) = await background.stories(shop)
        assert story.state(START + DAY) is StoryState.FINAL


@pytest.mark.proves("F19")
@pytest.mark.parametrize("jump", [HOUR, DAY], ids=["+1h", "+1d"])
@pytest.mark.parametrize("age", [10 * HOUR, 22 * HOUR, 23.3 * HOUR])
async def test_stories_are_wrapped_up_once_and_when_they_end_though_the_clock_was_ahead(
    database_url: str, jump: timedelta, age: timedelta
) -> None:
    ours = OurClock()
    async with start_background(database_url, ours=ours) as background:
        shop = await background.link("tea.shop")
        await background.publish_story(shop)
        await background.walk(age, 2 * HOUR)
        ours.set_by(jump)
        await background.walk(20 * MINUTE, 5 * MINUTE)
        assert background.delivery.of_kind("wrap_up") == []
        ours.set_by(timedelta())
        await background.engine.sweep()
        await background.walk_until(START + DAY, 10 * MINUTE)
        assert background.delivery.of_kind("wrap_up") == []
        await background.walk(2 * HOUR, 5 * MINUTE)
        (wrapped_up_at,) = background.delivery.times_of("wrap_up")
        # What waits when the clock is set back by an hour waits for as long at the most.
        latest = HOUR if jump == HOUR else timedelta()
        assert wrapped_up_at <= START + DAY + 20 * MINUTE + latest
        await background.walk(DAY, 4 * HOUR)
        assert len(background.delivery.of_kind("wrap_up")) == 1


@pytest.mark.proves("F19")
async def test_a_clock_that_was_a_day_ahead_leaves_no_day_in_which_nothing_was_seen(
    sqlite_url: str,
) -> None:
    """Neither the bot nor a search was away for longer than the clock was wrong."""
    ours = OurClock()
    async with start_background(sqlite_url, ours=ours) as background:
        shop = await background.link("tea.shop")
        await background.publish_story(shop)
        await background.walk(5 * HOUR, 15 * MINUTE)
        ours.set_by(DAY)
        await background.walk(30 * MINUTE, 15 * MINUTE)
        ours.set_by(timedelta())
        await background.engine.sweep()
        await background.walk(HOUR, 15 * MINUTE)
        async with background.database.reading() as stored:
            (outage,) = await stored.outages.between(shop.id, START, START + 3 * DAY)
            account = await stored.accounts.get(shop.id)
        assert outage.since >= START + 5 * HOUR - 15 * MINUTE
        assert outage.until <= START + 5 * HOUR + 45 * MINUTE
        assert account is not None
        assert account.stories_listed_at is not None
        assert account.stories_listed_at <= background.clock.now()


@pytest.mark.proves("F19")
@pytest.mark.parametrize("skew", [5 * MINUTE, -5 * MINUTE], ids=["ahead", "behind"])
async def test_five_minutes_beside_instagrams_clock_cost_no_story_and_no_token(
    sqlite_url: str, skew: timedelta
) -> None:
    async with start_background(sqlite_url, ours=OurClock(skew)) as background:
        shop = await background.link("tea.shop")
        await background.publish_story(shop)
        await background.walk_until(START + DAY, 10 * MINUTE)
        (story,) = await background.stories(shop)
        assert story.state(START + DAY) is StoryState.FINAL
        await background.search_no_more(shop)
        await background.walk(50 * DAY, 5 * DAY)
        assert await is_healthy(background, shop)
        assert background.delivery.of_kind("link_broken") == []
