"""Posts enter the ladder where they are in their life, and are compared at the same age."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.media_life import (
    AGES,
    BACKFILL_EVERY,
    CATCH_UP_EVERY,
    MediaLane,
    PlannedMediaLook,
    first_looks,
    next_rung,
)

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)


def test_the_ladder_is_the_one_that_is_promised() -> None:
    assert [age / HOUR for age in AGES[:7]] == [1, 3, 6, 12, 24, 48, 72]
    assert [age / DAY for age in AGES[7:]] == [7, 14, 30, 90]


@pytest.mark.parametrize(
    ("age", "rung"),
    [
        (timedelta(), 0),
        (HOUR - SECOND, 0),
        (HOUR, 1),
        (7 * HOUR, 3),
        (90 * DAY - SECOND, 10),
        (90 * DAY, 11),
        (700 * DAY, 11),
    ],
)
def test_the_next_age_is_the_first_that_lies_ahead(age: timedelta, rung: int) -> None:
    assert next_rung(age) == rung


def test_a_post_found_in_time_is_first_looked_at_when_it_is_an_hour_old() -> None:
    published = NOW - 20 * MINUTE
    assert first_looks({1: published}, NOW, NOW) == [
        PlannedMediaLook(1, MediaLane.LADDER, 0, published + HOUR)
    ]


def test_posts_found_late_take_the_look_they_missed_the_youngest_first() -> None:
    looks = first_looks({1: NOW - 40 * DAY, 2: NOW - 2 * HOUR, 3: NOW - 5 * HOUR}, NOW, NOW)
    assert looks == [
        PlannedMediaLook(2, MediaLane.LADDER, 0, NOW),
        PlannedMediaLook(3, MediaLane.LADDER, 1, NOW + CATCH_UP_EVERY),
        PlannedMediaLook(1, MediaLane.LADDER, 9, NOW + 2 * CATCH_UP_EVERY),
    ]


def test_a_late_look_never_delays_the_next_one() -> None:
    """Thirty posts of the same morning: their next age comes before their turn would."""
    published = NOW - 3 * HOUR + 10 * MINUTE
    looks = first_looks(dict.fromkeys(range(30), published), NOW, NOW)
    assert max(look.due_at for look in looks) == published + 3 * HOUR


def test_what_is_older_than_the_ladder_waits_behind_what_waits_already() -> None:
    waits_until = NOW + HOUR
    looks = first_looks({1: NOW - 500 * DAY, 2: NOW - 91 * DAY}, NOW, waits_until)
    assert looks == [
        PlannedMediaLook(2, MediaLane.BACKFILL, len(AGES), waits_until + BACKFILL_EVERY),
        PlannedMediaLook(1, MediaLane.BACKFILL, len(AGES), waits_until + 2 * BACKFILL_EVERY),
    ]
