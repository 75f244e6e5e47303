"""Hours of a Pacific day stand at the right hours of the local clock, whoever changes clocks."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.online import FEWEST_DAYS, OnlineDay, OnlineMost, last_pacific_midnight, online_most

PACIFIC = ZoneInfo("America/Los_Angeles")
MADRID = ZoneInfo("Europe/Madrid")
DAY = timedelta(days=1)


def day(of: date, hours: Mapping[int, int]) -> OnlineDay:
    """A Pacific day, by the midnight that ends it."""
    end = datetime.combine(of + DAY, time(), PACIFIC)
    return OnlineDay(end.astimezone(UTC), hours)


def days(first: date, count: int, hours: Mapping[int, int]) -> list[OnlineDay]:
    return [day(first + number * DAY, hours) for number in range(count)]


NOON = {hour: 500 if hour == 12 else 100 for hour in range(24)}


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("America/Los_Angeles", time(12)),
        ("Europe/Madrid", time(21)),
        ("Asia/Tashkent", time(1)),
        ("Asia/Kolkata", time(1, 30)),
        ("Asia/Kathmandu", time(1, 45)),
        ("Pacific/Auckland", time(9)),
    ],
)
def test_the_hour_is_that_of_the_accounts_own_clock(zone: str, hour: time) -> None:
    """In winter it is 20 o'clock UTC when it is noon in California."""
    assert online_most(days(date(2026, 12, 1), 20, NOON), ZoneInfo(zone)) == OnlineMost(hour, 20)


def test_where_only_california_has_changed_its_clock_the_hour_is_another_one() -> None:
    """From 25 October to 1 November 2026 Madrid has changed its clock, California not yet."""
    apart = days(date(2026, 10, 25), 7, NOON)
    assert online_most(apart, MADRID) == OnlineMost(time(20), 7)
    assert online_most([*apart, *days(date(2026, 11, 1), 20, NOON)], MADRID).hour == time(21)


def test_people_who_keep_to_their_own_clock_keep_their_hour_over_a_clock_change() -> None:
    """At 21 o'clock in Madrid each day, whatever hour that is in California."""
    known = []
    for number in range(30):
        at = datetime.combine(date(2026, 10, 12) + number * DAY, time(21), MADRID)
        there = at.astimezone(PACIFIC)
        # Less and less people, so that a mean of California's hours would take the first one.
        known.append(day(there.date(), dict.fromkeys(range(24), 0) | {there.hour: 900}))
    assert {max(one.hours, key=one.hours.__getitem__) for one in known} == {12, 13}
    assert online_most(known, MADRID) == OnlineMost(time(21), 30)


def test_an_hour_that_a_clock_change_skips_did_not_happen() -> None:
    """On 8 March 2026 there was no hour from 2 to 3 in California."""
    usual = days(date(2026, 3, 1), 7, {0: 10, 1: 5})
    skipped = day(date(2026, 3, 8), {2: 10**6})
    assert online_most([*usual, skipped], PACIFIC) == OnlineMost(time(0), 8)


def test_days_of_23_and_25_hours_are_the_day_that_ends_there() -> None:
    for change in (date(2026, 3, 8), date(2026, 11, 1)):
        known = [day(change, {20: 9, 21: 5})] * FEWEST_DAYS
        assert online_most(known, PACIFIC).hour == time(20)


def test_what_is_missing_is_no_zero() -> None:
    """Half of the days lack the hour in which there are most."""
    known = [*days(date(2026, 12, 1), 5, NOON), *days(date(2026, 12, 6), 5, {11: 300, 13: 300})]
    assert online_most(known, PACIFIC) == OnlineMost(time(12), 10)


def test_nothing_is_told_on_less_than_a_week_or_where_no_hour_is_above_the_others() -> None:
    week = days(date(2026, 12, 1), 7, NOON)
    empty = days(date(2026, 12, 8), 20, {})
    assert online_most([*week[1:], *empty], MADRID) == OnlineMost(None, 6)
    assert online_most([*week, *empty], MADRID) == OnlineMost(time(21), 7)
    assert online_most([], MADRID) == OnlineMost(None, 0)
    assert online_most(days(date(2026, 12, 1), 9, dict.fromkeys(range(24), 5)), MADRID) == (
        OnlineMost(None, 9)
    )


@given(
    st.lists(
        st.dictionaries(st.integers(0, 23), st.integers(0, 2**63 - 1), max_size=24), max_size=30
    ),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["UTC", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca"]),
)
def test_whatever_instagram_gives_there_is_an_answer(
    hours: list[dict[int, int]], first: date, zone: str
) -> None:
    known = [day(first + number * DAY, given) for number, given in enumerate(hours)]
    most = online_most(known, ZoneInfo(zone))
    assert most.days == sum(map(bool, hours))
    assert most.days >= FEWEST_DAYS or most.hour is None


def test_the_last_midnight_of_california() -> None:
    for now, midnight in (
        (datetime(2026, 11, 19, 7, 59, tzinfo=UTC), datetime(2026, 11, 18, 8, tzinfo=UTC)),
        (datetime(2026, 11, 19, 8, tzinfo=UTC), datetime(2026, 11, 19, 8, tzinfo=UTC)),
        (datetime(2026, 7, 19, 12, tzinfo=UTC), datetime(2026, 7, 19, 7, tzinfo=UTC)),
    ):
        assert last_pacific_midnight(now) == midnight
