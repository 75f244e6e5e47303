"""When a token is renewed, when its owner is warned, and what the clocks may be apart."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.tokens import (
    CLOCK_SKEW,
    OFTENER,
    RENEW_AFTER,
    RENEWABLE_AFTER,
    WARNED_DAYS,
    TokenLife,
)
from tests.support.clock import START

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SIXTY_DAYS = TokenLife(START, START + 60 * DAY)
LIVES = st.builds(
    lambda length: TokenLife(START, START + length),
    st.timedeltas(timedelta(seconds=1), 366 * DAY),
)
AGES = st.timedeltas(-DAY, 400 * DAY)


@pytest.mark.parametrize("seconds", [5110824, 5183944, 5184000])
def test_the_lives_that_were_seen_are_renewed_from_day_45(seconds: int) -> None:
    life = TokenLife(START, START + timedelta(seconds=seconds))
    assert life.renewed_from == START + RENEW_AFTER


@pytest.mark.parametrize(
    ("length", "renewed_after"),
    [
        (30 * DAY, 16 * DAY),
        (10 * DAY, DAY),
        # The seeds show a token of an hour: nothing can renew it.
        (HOUR, HOUR + CLOCK_SKEW),
    ],
)
def test_a_shorter_life_is_renewed_earlier(length: timedelta, renewed_after: timedelta) -> None:
    assert TokenLife(START, START + length).renewed_from == START + renewed_after


@pytest.mark.parametrize(
    ("age", "may_be"),
    [
        (23 * HOUR, False),
        (RENEWABLE_AFTER - CLOCK_SKEW - timedelta(seconds=1), False),
        (RENEWABLE_AFTER - CLOCK_SKEW, True),
        (30 * DAY, True),
        (60 * DAY + CLOCK_SKEW - timedelta(seconds=1), True),
        (60 * DAY + CLOCK_SKEW, False),
    ],
)
def test_five_minutes_of_skew_are_tolerated_on_both_sides(age: timedelta, may_be: bool) -> None:
    assert SIXTY_DAYS.may_be_renewed(START + age) is may_be


def test_failing_tries_come_daily_and_oftener_at_the_end() -> None:
    now, tries = START + RENEW_AFTER, []
    while now < SIXTY_DAYS.ends_at:
        tries.append(now - START)
        now = SIXTY_DAYS.next_try(now)
    daily = [day * DAY for day in range(45, 57)]
    oftener = [57 * DAY + number * OFTENER for number in range(13)]
    assert tries == [*daily, *oftener]
    assert now == SIXTY_DAYS.ends_at


@pytest.mark.parametrize(
    ("left", "days"),
    [
        (14 * DAY + timedelta(seconds=1), None),
        (14 * DAY, 14),
        (8 * DAY, 14),
        (7 * DAY, 7),
        (2 * DAY, 3),
        (DAY, 1),
        (timedelta(seconds=1), 1),
        (timedelta(), None),
    ],
)
def test_the_nearest_warning_whose_time_has_come(left: timedelta, days: int | None) -> None:
    assert SIXTY_DAYS.warned_days(SIXTY_DAYS.expires_at - left) == days


def test_a_warning_holds_until_the_next_one() -> None:
    ends = [SIXTY_DAYS.expires_at - SIXTY_DAYS.warning_holds_until(days) for days in WARNED_DAYS]
    assert ends == [7 * DAY, 3 * DAY, DAY, timedelta()]


@given(LIVES, AGES)
def test_the_next_try_lies_ahead_and_not_beyond_the_end(life: TokenLife, age: timedelta) -> None:
    now = START + age
    assert life.next_try(now) > now
    if not life.is_over(now):
        assert life.next_try(now) <= life.ends_at


@given(LIVES, AGES)
def test_no_warning_is_overslept(life: TokenLife, age: timedelta) -> None:
    """Where every try fails, each warning that still lies ahead is due at a try of its own."""
    now, seen = START + age, set()
    while not life.is_over(now):
        now = life.next_try(now)
        seen.add(life.warned_days(now))
    begin = max(life.renewed_from, START + age)
    ahead = {days for days in WARNED_DAYS if life.expires_at - days * DAY > begin}
    assert ahead <= seen


@given(LIVES, AGES, AGES)
def test_warnings_only_come_nearer(life: TokenLife, one: timedelta, other: timedelta) -> None:
    earlier, later = sorted((one, other))
    before, after = life.warned_days(START + earlier), life.warned_days(START + later)
    if before is not None and after is not None:
        assert after <= before
