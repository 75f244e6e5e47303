"""Quiet hours by the clock on the wall: over midnight, and on days on which it is changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alerts import ALWAYS_ON, AlertKind, AlertSettings
from bot.domain.quiet_hours import QuietHours

MADRID, HAVANA = ZoneInfo("Europe/Madrid"), ZoneInfo("America/Havana")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NIGHT = QuietHours(time(22), time(8))

hours = st.integers(0, 23).map(time)
quiet_hours = (
    st.tuples(hours, hours)
    .filter(lambda both: both[0] != both[1])
    .map(lambda both: QuietHours(*both))
)
zones = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
instants = st.integers(0, 2 * 365 * 24 * 4).map(
    lambda quarters: datetime(2026, 1, 1, tzinfo=UTC) + quarters * timedelta(minutes=15)
)


def local(zone: ZoneInfo, *wall: int, fold: int = 0) -> datetime:
    return datetime(*wall, tzinfo=zone, fold=fold).astimezone(UTC)  # type: ignore[arg-type, misc]  # a date and a time


def shows_quiet(quiet: QuietHours, now: datetime, zone: ZoneInfo) -> bool:
    """What somebody sees who looks at the wall."""
    wall = now.astimezone(zone).time()
    if quiet.begins < quiet.ends:
        return quiet.begins <= wall < quiet.ends
    return wall >= quiet.begins or wall < quiet.ends


@pytest.mark.proves("F20")
@given(quiet_hours, zones, instants)
def test_whenever_the_wall_shows_a_quiet_time_it_is_quiet(
    quiet: QuietHours, zone: ZoneInfo, now: datetime
) -> None:
    until = quiet.until(now, zone)
    if shows_quiet(quiet, now, zone):
        assert until is not None
    elif until is not None:
        # Only within an hour that comes twice, of which the first time was quiet already.
        offsets = {
            (now + by * HOUR).astimezone(zone).utcoffset() for by in (-3, -2, -1, 0, 1, 2, 3)
        }
        assert len(offsets) == 2


@pytest.mark.proves("F19", "F20")
@given(quiet_hours, zones, instants)
def test_what_waits_is_let_out_once_within_a_day_and_at_an_hour_that_is_not_quiet(
    quiet: QuietHours, zone: ZoneInfo, now: datetime
) -> None:
    until = quiet.until(now, zone)
    if until is None:
        return
    assert now < until <= now + 25 * HOUR + 24 * HOUR
    assert quiet.until(until, zone) is None
    # Whoever asks again meanwhile, with whatever clock, is told the same end.
    for asked in (now + (until - now) / 3, until - timedelta(microseconds=1)):
        assert quiet.until(asked, zone) == until


@pytest.mark.proves("F20")
@pytest.mark.parametrize(
    "zone", ["Europe/Madrid", "America/Havana", "Australia/Lord_Howe", "America/Santiago"]
)
@pytest.mark.parametrize(
    "quiet", [NIGHT, QuietHours(time(0), time(3)), QuietHours(time(3), time(2))]
)
def test_around_both_changes_of_a_year_every_quarter_of_an_hour(
    zone: str, quiet: QuietHours
) -> None:
    where = ZoneInfo(zone)
    for change in _changes(where):
        now, ends = change - 2 * DAY, set()
        while now < change + 2 * DAY:
            until = quiet.until(now, where)
            if shows_quiet(quiet, now, where):
                assert until is not None, now
            if until is not None:
                ends.add(until)
            now += 15 * MINUTE
        # One end a day; where two windows meet, or one is cut off by the scan, one more or less.
        assert 3 <= len(ends) <= 5


def _changes(zone: ZoneInfo) -> list[datetime]:
    """The instants of 2026 at which the clocks are changed, to the hour."""
    hour, found = datetime(2026, 1, 1, tzinfo=UTC), []
    while hour.year == 2026:
        if hour.astimezone(zone).utcoffset() != (hour + HOUR).astimezone(zone).utcoffset():
            found.append(hour)
        hour += HOUR
    assert len(found) == 2
    return found


def test_over_midnight() -> None:
    assert NIGHT.until(local(MADRID, 2026, 11, 2, 21, 59), MADRID) is None
    morning = local(MADRID, 2026, 11, 3, 8)
    for wall in ((2026, 11, 2, 22), (2026, 11, 2, 23, 59), (2026, 11, 3), (2026, 11, 3, 7, 59)):
        assert NIGHT.until(local(MADRID, *wall), MADRID) == morning
    assert NIGHT.until(morning, MADRID) is None


@pytest.mark.proves("F20")
def test_a_night_in_spring_and_one_in_autumn_end_at_the_same_hour_on_the_wall() -> None:
    spring, autumn = local(MADRID, 2026, 3, 28, 23), local(MADRID, 2026, 10, 24, 23)
    assert NIGHT.until(spring, MADRID) == spring + 8 * HOUR
    assert NIGHT.until(autumn, MADRID) == autumn + 10 * HOUR


@pytest.mark.proves("F20")
def test_an_end_that_is_skipped_and_one_that_comes_twice() -> None:
    quiet = QuietHours(time(22), time(2))
    gap = local(MADRID, 2026, 3, 29, 3)  # 02:00 does not exist: after 01:59 comes 03:00
    assert quiet.until(local(MADRID, 2026, 3, 29, 1, 59), MADRID) == gap
    twice = QuietHours(time(22), time(3))
    # In Madrid 02:00 to 03:00 comes twice, 03:00 once: quiet holds for both.
    first, second = (local(MADRID, 2026, 10, 25, 2, 30, fold=fold) for fold in (0, 1))
    assert second - first == HOUR
    assert twice.until(first, MADRID) == twice.until(second, MADRID) == second + 30 * MINUTE
    half = QuietHours(time(22), time(2))
    # 02:00 itself comes twice: the last one ends it, or it would be loud and quiet again.
    assert half.until(local(MADRID, 2026, 10, 25, 1), MADRID) == second - 30 * MINUTE


@pytest.mark.proves("F20")
def test_two_windows_that_meet_are_one() -> None:
    """The one loud hour of the day, from two to three, does not exist on this day."""
    nearly_always = QuietHours(time(3), time(2))
    asked = local(MADRID, 2026, 3, 29, 1)
    assert nearly_always.until(asked, MADRID) == local(MADRID, 2026, 3, 30, 2)


def test_quiet_hours_are_not_endless() -> None:
    with pytest.raises(ValueError, match="never end"):
        QuietHours(time(8), time(8))


@given(st.sampled_from(AlertKind), st.booleans(), st.booleans(), st.booleans())
def test_only_what_is_urgent_passes_and_only_if_the_person_said_so(
    kind: AlertKind, urgent: bool, muted: bool, off: bool
) -> None:
    midnight = local(MADRID, 2026, 11, 3)
    settings = AlertSettings(frozenset({kind} if off else ()), NIGHT, urgent)
    rings = settings.rings(kind, muted=muted)
    passes = settings.waits_until(kind, midnight, MADRID, rings=rings) is None
    is_urgent = kind in {AlertKind.LINK_BROKEN, AlertKind.STORY_EXPIRING}
    assert passes == (is_urgent and urgent and not muted)
    assert settings.wants(kind, muted=muted) == (kind in ALWAYS_ON or not (muted or off))
    assert date(2026, 11, 3) == midnight.astimezone(MADRID).date()
