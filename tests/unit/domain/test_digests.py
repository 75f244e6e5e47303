"""A digest comes once a local date, at the hour on the wall, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digests import (
    Cadence,
    DigestSubscription,
    DueDigest,
    due_after_change,
    next_digest,
    next_local,
    period_of,
)

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
        # In Nuuk the day before the change ends an hour early: its last minute is 22:59.
        ("America/Nuuk", time(23, 30), date(2026, 3, 28), "2026-03-29T00:59:00+00:00"),
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


@pytest.mark.proves("F20", "E10")
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


# Monthly ------------------------------------------------------------------------------------------


@given(zone=st.sampled_from(ZONES), start=st.datetimes(FIRST, LAST))
def test_a_monthly_digest_comes_on_every_first_and_on_no_other_day(
    zone: str, start: datetime
) -> None:
    now, found = start.replace(tzinfo=UTC), []
    for _ in range(14):
        due = next_digest(Cadence.MONTHLY, time(2, 30), 3, ZoneInfo(zone), now)
        found.append(due.local_date)
        now = due.due_at
    assert {day.day for day in found} == {1}
    months = [day.year * 12 + day.month for day in found]
    assert months == list(range(months[0], months[0] + 14))


# What it is about ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cadence", "local_date", "first", "last"),
    [
        (Cadence.DAILY, date(2026, 3, 1), date(2026, 2, 28), date(2026, 2, 28)),
        (Cadence.DAILY, date(2028, 3, 1), date(2028, 2, 29), date(2028, 2, 29)),
        (Cadence.WEEKLY, date(2026, 11, 2), date(2026, 10, 26), date(2026, 11, 1)),
        (Cadence.WEEKLY, date(2028, 3, 2), date(2028, 2, 24), date(2028, 3, 1)),
        (Cadence.MONTHLY, date(2026, 3, 1), date(2026, 2, 1), date(2026, 2, 28)),
        (Cadence.MONTHLY, date(2028, 3, 1), date(2028, 2, 1), date(2028, 2, 29)),
        (Cadence.MONTHLY, date(2027, 1, 1), date(2026, 12, 1), date(2026, 12, 31)),
        # Asked for in the middle of a month: the last one that is over.
        (Cadence.MONTHLY, date(2026, 5, 31), date(2026, 4, 1), date(2026, 4, 30)),
    ],
)
def test_a_digest_is_about_the_day_the_week_or_the_month_before(
    cadence: Cadence, local_date: date, first: date, last: date
) -> None:
    period = period_of(cadence, local_date, ZoneInfo("Europe/Madrid"))
    assert (period.first, period.last) == (first, last)


@given(
    zone=st.sampled_from(ZONES),
    cadence=st.sampled_from(Cadence),
    weekday=st.integers(0, 6),
    start=st.datetimes(FIRST, LAST),
)
def test_what_follows_each_other_leaves_out_no_day_and_tells_none_twice(
    zone: str, cadence: Cadence, weekday: int, start: datetime
) -> None:
    """Over clock changes, month ends and leap days."""
    now, day = start.replace(tzinfo=UTC), None
    for _ in range(8):
        due = next_digest(cadence, time(2, 30), weekday, ZoneInfo(zone), now)
        period = period_of(cadence, due.local_date, ZoneInfo(zone))
        assert day is None or period.first == day
        assert period.until <= due.due_at, "all of it is over"
        day, now = period.last + timedelta(days=1), due.due_at


# Changed on the way -------------------------------------------------------------------------------

NINE = DigestSubscription(
    id=1,
    telegram_user_id=7,
    account_id=1,
    chat_id=7,
    message_thread_id=None,
    cadence=Cadence.DAILY,
    at=time(9),
    weekday=0,
    time_zone="Europe/Madrid",
    enabled=True,
)
MONDAY_EIGHT = datetime(2026, 11, 2, 7, tzinfo=UTC)


def due_at_eight(after: DigestSubscription, before: DigestSubscription = NINE) -> DueDigest:
    """Changed on Monday at eight in Madrid, an hour before it would have come."""
    waiting = before.next_after(MONDAY_EIGHT).due_at
    return due_after_change(before, waiting, after, MONDAY_EIGHT)


@pytest.mark.parametrize("cadence", [Cadence.DAILY, Cadence.WEEKLY])
def test_an_hour_that_is_over_does_not_cost_the_digest_of_today(cadence: Cadence) -> None:
    before = replace(NINE, cadence=cadence)
    assert due_at_eight(replace(before, at=time(6)), before) == DueDigest(
        date(2026, 11, 2), MONDAY_EIGHT
    )


def test_a_later_hour_is_waited_for() -> None:
    due = due_at_eight(replace(NINE, at=time(18)))
    assert due == DueDigest(date(2026, 11, 2), datetime(2026, 11, 2, 17, tzinfo=UTC))


def test_another_weekday_is_not_caught_up() -> None:
    weekly = replace(NINE, cadence=Cadence.WEEKLY)
    due = due_at_eight(replace(weekly, at=time(6), weekday=1), weekly)
    assert due.local_date == date(2026, 11, 3)


def test_what_was_off_or_has_come_is_not_caught_up() -> None:
    at_six = replace(NINE, at=time(6))
    tomorrow = MONDAY_EIGHT + timedelta(days=1, hours=1)
    for waiting in (None, tomorrow):
        due = due_after_change(NINE, waiting, at_six, MONDAY_EIGHT)
        assert due.local_date == date(2026, 11, 3)


def test_a_journey_eastwards_waits_for_the_hour_there() -> None:
    # In Tokyo it is 16:00 on the same Monday: its nine is over, so today's comes at once.
    assert due_at_eight(replace(NINE, time_zone="Asia/Tokyo")).due_at == MONDAY_EIGHT
    # On Kiritimati it is 21:00.
    there = replace(NINE, at=time(22), time_zone="Pacific/Kiritimati")
    assert due_at_eight(there).due_at == MONDAY_EIGHT + timedelta(hours=1)


@pytest.mark.proves("F20")
def test_a_year_in_every_zone_has_one_digest_a_local_date() -> None:
    """At hours around the changes of clocks, in all zones, through 2026: none double or missing."""
    times = (time(0), time(0, 30), time(2, 30), time(9), time(23, 30))
    begin, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC)
    every_hour = [begin + timedelta(hours=n) for n in range(-24, 24 * 368)]
    # Zones that are alike at every hour have the same days.
    different: dict[tuple[timedelta | None, ...], list[str]] = {}
    for name in ZONES:
        zone = ZoneInfo(name)
        alike = tuple(instant.astimezone(zone).utcoffset() for instant in every_hour)
        different.setdefault(alike, []).append(name)
    evaluations = 0
    wrong = []
    for names in different.values():
        zone = ZoneInfo(names[0])
        for at in times:
            now, day = begin, (begin - timedelta(days=2)).date()
            found = 0
            while now < end:
                due = next_local(at, zone, now)
                found += 1
                follows = found == 1 or due.local_date == day + timedelta(days=1)
                if not follows or due.due_at.astimezone(zone).date() != due.local_date:
                    wrong.append((names[0], at, due))
                now, day = due.due_at, due.local_date
            evaluations += found * len(names)
    assert wrong == []
    # One for each zone, time and day: what zones share is worked out once.
    assert evaluations >= len(ZONES) * len(times) * 366
    assert sum(map(len, different.values())) == len(ZONES)


@pytest.mark.proves("F20")
def test_whoever_moves_between_zones_has_at_most_one_a_local_date() -> None:
    """The date of the zone that somebody is in; a key that was used is not used again."""
    journey = [
        ("Europe/Madrid", "Asia/Tokyo"),
        ("Asia/Tokyo", "America/Los_Angeles"),
        ("America/Los_Angeles", "Pacific/Kiritimati"),
        ("Pacific/Kiritimati", "Pacific/Pago_Pago"),
        ("Pacific/Pago_Pago", "Europe/Madrid"),
    ]
    for at in (time(0), time(9), time(23)):
        now = datetime(2026, 3, 20, 12, tzinfo=UTC)
        sent: list[date] = []
        for there, here in journey * 6:
            for zone in (there, here):
                due = next_local(at, ZoneInfo(zone), now)
                # As the outbox does: one message for each subscription and date.
                if due.local_date not in sent:
                    sent.append(due.local_date)
                now = due.due_at
        assert len(sent) == len(set(sent))
        missing = {sent[0] + timedelta(days=n) for n in range((max(sent) - sent[0]).days)} - set(
            sent
        )
        assert missing == set(), (at, missing)
