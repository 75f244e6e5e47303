"""Periods are whole local days, and windows are as long as Instagram allows."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.periods import (
    LONGEST_WINDOW,
    Period,
    last_days,
    month_before,
    windows_beside,
)


def test_today_is_not_in_a_period_because_it_is_not_over() -> None:
    late = datetime(2026, 11, 22, 20, tzinfo=UTC)  # already the 23rd in Tashkent
    period = last_days(7, late, ZoneInfo("Asia/Tashkent"))
    assert (period.first, period.last) == (date(2026, 11, 16), date(2026, 11, 22))
    assert period.until == datetime(2026, 11, 22, 19, tzinfo=UTC)


def test_the_period_before_ends_where_this_one_begins() -> None:
    period = last_days(28, datetime(2026, 11, 22, tzinfo=UTC), ZoneInfo("Europe/Madrid"))
    assert period.before().until == period.since
    assert period.before().days == 28


@given(days=st.integers(1, 400), first=st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_windows_cover_the_period_without_gap_or_overlap(days: int, first: date) -> None:
    period = Period(first, first + timedelta(days=days - 1), ZoneInfo("America/Sao_Paulo"))
    windows = period.windows()
    assert windows[0].first == period.first
    assert windows[-1].last == period.last
    assert all(window.days <= LONGEST_WINDOW for window in windows)
    assert sum(window.days for window in windows) == days
    assert all(one.until == other.since for one, other in pairwise(windows))


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_with_a_clock_change_is_23_or_25_hours_long(day: date) -> None:
    period = Period(day, day, ZoneInfo("Europe/Berlin"))
    assert period.until - period.since in {timedelta(hours=23), timedelta(hours=25)}


MONTHS = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(
    lambda day: month_before(Period(day, day, ZoneInfo("America/Sao_Paulo")))
)


@given(month=MONTHS)
def test_the_month_before_is_the_whole_of_it(month: Period) -> None:
    before = month_before(month)
    assert before.last == month.first - timedelta(days=1)
    assert (before.first.day, month.first.day) == (1, 1)


@given(month=MONTHS)
def test_two_months_are_asked_for_so_that_their_last_windows_are_equally_long(
    month: Period,
) -> None:
    before = month_before(month)
    for period, windows in zip((month, before), windows_beside(month, before), strict=True):
        assert windows[0].first == period.first
        assert windows[-1].last == period.last
        assert all(one.until == other.since for one, other in pairwise(windows))
        assert windows[-1].days == min(month.days, before.days, LONGEST_WINDOW)
        assert len(windows) <= 2
