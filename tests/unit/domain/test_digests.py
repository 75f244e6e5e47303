"""A digest comes once a local date, at the hour on the wall, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digests import Cadence, next_digest, next_local

ZONES = sorted(available_timezones() - {"localtime"})
FIRST = datetime(2024, 1, 1)  # noqa: DTZ001 - Hypothesis takes naive bounds
LAST = datetime(2027, 1, 1)  # noqa: DTZ001 - likewise


def fires(at: time, zone: str, first: datetime, days: int) -> list[tuple[date, datetime]]:
    """Every digest after ``first``, for ``days`` days."""
    found = []
    now = first
    while now < first + timedelta(days=days):
        due = next_local(at, ZoneInfo(zone), now)
        found.append((due.local_date, due.due_at))
        now = due.due_at
    return found


@pytest.mark.parametrize(
    ("zone", "at", "day", "expected"),
    [
        # Spring: 02:30 does not exist in Berlin; the first instant after the gap is 03:00.
        ("Europe/Berlin", time(2, 30), date(2026, 3, 29), "2026-03-29T01:00:00+00:00"),
        # Autumn: 02:30 comes twice; the first one counts.
        ("Europe/Berlin", time(2, 30), date(2026, 10, 25), "2026-10-25T00:30:00+00:00"),
        ("America/New_York", time(1, 30), date(2026, 11, 1), "2026-11-01T05:30:00+00:00"),
        # Lord Howe moves by half an hour.
        ("Australia/Lord_Howe", time(2, 15), date(2026, 10, 4), "2026-10-03T15:30:00+00:00"),
        # In Cairo midnight itself is skipped.
        ("Africa/Cairo", time(0, 0), date(2026, 4, 24), "2026-04-23T22:00:00+00:00"),
    ],
)
def test_a_clock_change_moves_the_digest_as_the_wall_clock_says(
    zone: str, at: time, day: date, expected: str
) -> None:
    before = datetime.combine(day, time(), UTC) - timedelta(days=1, hours=14)
    instants = dict(fires(at, zone, before, 4))
    assert instants[day] == datetime.fromisoformat(expected)


@given(
    zone=st.sampled_from(ZONES),
    at=st.times().map(lambda chosen: chosen.replace(second=0, microsecond=0)),
    start=st.datetimes(FIRST, LAST),
)
def test_exactly_one_digest_a_local_date(zone: str, at: time, start: datetime) -> None:
    days = [day for day, _ in fires(at, zone, start.replace(tzinfo=UTC), 40)]
    expected = [days[0] + timedelta(days=index) for index in range(len(days))]
    assert days == expected


def test_a_day_that_a_zone_skips_has_no_digest_and_no_other_day_has_two() -> None:
    # Samoa went from 29 to 31 December 2011.
    days = [day for day, _ in fires(time(9), "Pacific/Apia", datetime(2011, 12, 27, tzinfo=UTC), 6)]
    assert date(2011, 12, 30) not in days
    assert len(days) == len(set(days))


def test_a_weekly_digest_keeps_its_weekday() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    for _ in range(5):
        due = next_digest(Cadence.WEEKLY, time(9), 0, ZoneInfo("Asia/Tashkent"), now)
        assert due.local_date.weekday() == 0
        assert due.due_at.astimezone(ZoneInfo("Asia/Tashkent")).hour == 9
        assert timedelta() < due.due_at - now <= timedelta(days=7)
        now = due.due_at
