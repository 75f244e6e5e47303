"""Digests are put out once a local date, at the hour on the receiver's wall."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.digests import Cadence
from bot.services.change_digest import ChangeDigest, DigestChoice, SendDigestNow
from tests.support.background import ANA, BORIS, Background, start_background

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MADRID = ZoneInfo("Europe/Madrid")
BEFORE_WINTER_TIME = datetime(2026, 10, 23, 12, tzinfo=UTC)
BEFORE_SUMMER_TIME = datetime(2026, 3, 27, 12, tzinfo=UTC)


@pytest.fixture
async def background(database_url: str) -> AsyncIterator[Background]:
    """Two days before the clocks go back in Madrid."""
    async with start_background(database_url, BEFORE_WINTER_TIME) as started:
        yield started


def local_dates(background: Background) -> list[str]:
    return [str(one.payload["local_date"]) for one in background.delivery.of_kind("digest")]


def wall_times(background: Background, zone: ZoneInfo = MADRID) -> list[str]:
    times = background.delivery.times_of("digest")
    return [at.astimezone(zone).strftime("%d %H:%M") for at in times]


@pytest.mark.proves("F20")
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (time(9), ["24 09:00", "25 09:00", "26 09:00", "27 09:00"]),
        # This hour comes twice on the 25th.
        (time(2, 30), ["24 02:30", "25 02:30", "26 02:30", "27 02:30"]),
    ],
)
async def test_one_a_day_over_the_end_of_summer_time(
    background: Background, at: time, expected: list[str]
) -> None:
    shop = await background.link_quietly("tea.shop")
    await background.subscribe(shop, at)
    background.clock.jump(timedelta(minutes=at.minute))
    await background.walk(4 * DAY, step=HOUR)
    assert wall_times(background) == expected
    assert local_dates(background) == ["2026-10-24", "2026-10-25", "2026-10-26", "2026-10-27"]


@pytest.mark.proves("F20")
async def test_one_a_day_over_the_beginning_of_summer_time(database_url: str) -> None:
    async with start_background(database_url, BEFORE_SUMMER_TIME) as background:
        shop = await background.link_quietly("tea.shop")
        await background.subscribe(shop, time(2, 30))
        await background.walk(4 * DAY, step=HOUR / 2)
        # There is no 02:30 on the 29th: it comes right after the gap.
        assert wall_times(background) == ["28 02:30", "29 03:00", "30 02:30", "31 02:30"]
        assert local_dates(background) == ["2026-03-28", "2026-03-29", "2026-03-30", "2026-03-31"]


async def test_everybody_gets_theirs_by_their_own_clock(background: Background) -> None:
    madrid = await background.link_quietly("tea.shop")
    havana = await background.link_quietly("rum.bar", BORIS, "America/Havana")
    await background.subscribe(madrid, time(9))
    await background.subscribe(havana, time(9), BORIS, "America/Havana")
    await background.walk(DAY, step=HOUR)
    assert [(one.chat_id, at.hour) for at, one in background.delivery.given] == [
        (BORIS, 13),
        (ANA, 7),
    ]


@pytest.mark.proves("F41")
async def test_after_a_long_stop_at_most_one_is_caught_up(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    await background.subscribe(shop, time(9))
    background.clock.jump(10 * DAY)
    await background.drain()
    assert local_dates(background) == []  # the one that waited is ten days old
    await background.walk(DAY, step=HOUR)
    assert local_dates(background) == ["2026-11-03"]


@pytest.mark.proves("F41")
@pytest.mark.parametrize(("late", "sent"), [(6 * HOUR, 1), (6 * HOUR + HOUR / 60, 0)])
async def test_a_late_one_is_sent_for_six_hours(
    background: Background, late: timedelta, sent: int
) -> None:
    shop = await background.link_quietly("tea.shop")
    await background.subscribe(shop, time(9))
    background.clock.jump(datetime(2026, 10, 24, 7, tzinfo=UTC) + late - BEFORE_WINTER_TIME)
    await background.drain()
    assert len(await background.rows("SELECT 1 FROM outbox")) == sent
    await background.walk_until(datetime(2026, 10, 25, 8, tzinfo=UTC), step=HOUR)
    assert local_dates(background)[-1] == "2026-10-25"


async def test_a_row_that_runs_twice_puts_out_nothing_twice(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    subscription = await background.subscribe(shop, time(9))
    await background.walk(DAY, step=HOUR)
    due_at = datetime(2026, 10, 24, 7, tzinfo=UTC)
    async with background.database.transaction() as stored:
        await stored.digests.change(subscription, due_at)
    await background.drain()
    assert local_dates(background) == ["2026-10-24"]
    async with background.database.reading() as stored:
        assert await stored.digests.due_at(subscription.id) == due_at + DAY + HOUR


async def test_the_next_is_armed_together_with_the_message(background: Background) -> None:
    """Whoever lost the row meanwhile neither arms it nor puts anything out."""
    shop = await background.link_quietly("tea.shop")
    await background.subscribe(shop, time(9))
    background.clock.jump(datetime(2026, 10, 24, 7, tzinfo=UTC) - BEFORE_WINTER_TIME)
    lane = background.lanes["digest"]
    async with background.database.transaction() as stored:
        stale = await stored.digests.claim(10, lane.lease)
    background.clock.jump(lane.lease)
    async with background.database.transaction() as stored:
        fresh = await stored.digests.claim(10, lane.lease)
    await lane.work(stale)
    assert await background.rows("SELECT 1 FROM outbox") == []
    await asyncio.gather(lane.work(fresh), lane.work(fresh))
    assert len(await background.rows("SELECT 1 FROM outbox")) == 1
    (row,) = await background.rows("SELECT state FROM digest_subscription")
    assert row.state == 0


async def test_off_means_none_and_on_means_the_next(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    await background.subscribe(shop, time(9))
    change = ChangeDigest(background.database, background.clock)
    await change(ANA, DigestChoice(False, Cadence.DAILY, 9, 0))
    await background.walk(2 * DAY, step=HOUR)
    assert local_dates(background) == []
    await change(ANA, DigestChoice(True, Cadence.DAILY, 9, 0))
    await background.walk(DAY, step=HOUR)
    assert local_dates(background) == ["2026-10-26"]


async def test_a_changed_hour_takes_effect(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    await background.subscribe(shop, time(9))
    change = ChangeDigest(background.database, background.clock)
    await background.walk(DAY, step=HOUR)
    await change(ANA, DigestChoice(True, Cadence.DAILY, 18, 0))
    await background.walk(2 * DAY, step=HOUR)
    # The 24th had its digest already.
    assert wall_times(background) == ["24 09:00", "25 18:00"]


async def test_a_weekly_one_comes_on_its_day(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    subscription = await background.subscribe(shop, time(9))
    weekly = replace(subscription, cadence=Cadence.WEEKLY, weekday=2)
    due = weekly.next_after(background.clock.now())
    assert due.local_date == date(2026, 10, 28)
    async with background.database.transaction() as stored:
        await stored.digests.change(weekly, due.due_at)
    await background.walk(14 * DAY, step=3 * HOUR)
    assert local_dates(background) == ["2026-10-28", "2026-11-04"]


async def test_send_now_is_sent_once_a_tap_and_leaves_the_daily_one_alone(
    background: Background,
) -> None:
    shop = await background.link_quietly("tea.shop")
    await background.subscribe(shop, time(9))
    async with background.database.transaction() as stored:
        await stored.people.set_current_account(ANA, shop.id)
    send_now = SendDigestNow(background.database, background.clock)
    await send_now(ANA, "tap-1")
    await send_now(ANA, "tap-1")
    await background.drain()
    assert len(local_dates(background)) == 1
    await background.walk(DAY, step=HOUR)
    assert wall_times(background) == ["23 14:00", "24 09:00"]


@pytest.mark.proves("F27")
async def test_who_blocks_the_bot_gets_none_until_they_speak_again(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    await background.subscribe(shop, time(9))
    async with background.database.transaction() as stored:
        await stored.people.set_blocked(ANA, background.clock.now())
    await background.walk(DAY, step=HOUR)
    assert await background.rows("SELECT 1 FROM outbox") == []
    async with background.database.transaction() as stored:
        await stored.people.seen(ANA, "Ana", "ana", "en")
    await background.walk(DAY, step=HOUR)
    assert local_dates(background) == ["2026-10-25"]


# Ahead of the hour ----------------------------------------------------------------------------


def drawn(background: Background) -> list[str]:
    return [at.astimezone(MADRID).strftime("%d %H:%M") for at, _ in background.delivery.prepared]


async def test_it_is_drawn_half_an_hour_ahead_and_sent_at_its_hour(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    await background.subscribe(shop, time(9))
    await background.walk(4 * DAY, step=HOUR / 2)
    # The first one was asked for on its eve, and is drawn when it is sent.
    assert drawn(background) == ["25 08:30", "26 08:30", "27 08:30"]
    assert wall_times(background) == ["24 09:00", "25 09:00", "26 09:00", "27 09:00"]
    ahead = [one.key for _, one in background.delivery.prepared]
    assert ahead == [one.key for one in background.delivery.of_kind("digest")][1:]


async def test_it_is_not_drawn_before_the_day_is_over_that_it_tells_of(
    background: Background,
) -> None:
    shop = await background.link_quietly("tea.shop")
    early = await background.subscribe(shop, time(0, 10))
    background.clock.jump(HOUR / 6)
    await background.walk(3 * DAY, step=HOUR / 6)
    assert drawn(background) == ["25 00:00", "26 00:00"]
    at_midnight = replace(early, at=time(0)).next_after(background.clock.now())
    assert at_midnight.ahead_at(MADRID) == at_midnight.due_at


async def test_whatever_becomes_of_drawing_ahead_it_comes_at_its_hour_once(
    background: Background,
) -> None:
    """It fails, it is cut off by a crash, or the clock is set back while it waits."""
    shop = await background.link_quietly("tea.shop")
    await background.subscribe(shop, time(9))
    await background.walk(DAY, step=HOUR)
    background.delivery.unpreparable = [RuntimeError("no ink")]
    await background.walk(DAY, step=HOUR / 2)
    lane = background.lanes["draw_ahead"]
    await background.walk_until(datetime(2026, 10, 26, 7, 29, tzinfo=UTC), step=HOUR)
    background.clock.jump(HOUR / 60)
    async with background.database.transaction() as stored:
        (cut_off,) = await stored.digests.claim(10, lane.lease, lane.column)
        await stored.digests.begin([cut_off], lane.lease)
    await background.walk_until(datetime(2026, 10, 26, 12, tzinfo=UTC), step=HOUR / 60)
    assert wall_times(background) == ["24 09:00", "25 09:00", "26 09:00"]


async def test_who_listens_no_more_is_not_drawn_for(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    await background.subscribe(shop, time(9))
    await background.walk(DAY, step=HOUR)
    async with background.database.transaction() as stored:
        await stored.people.set_blocked(ANA, background.clock.now())
    await background.walk(2 * DAY, step=HOUR / 2)
    assert drawn(background) == []
