"""Windows of whole local days, and local times as instants."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST_WINDOW = 30
"""Meta: at most 30 days between since and until."""


def local_midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day, in UTC; right also where midnight does not exist."""
    return first_instant(datetime.combine(day, time()), zone)


def first_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which a wall clock in ``zone`` shows ``wall`` or, in a gap, later.

    A time that a clock change skips becomes the first instant after the gap; a time that comes
    twice is the first of the two.
    """
    early, late = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (1, 0))
    if late <= early:
        return late
    # Inside a gap the later offset puts the wall before the change, the earlier one after it.
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)


@dataclass(frozen=True)
class Period:
    """Whole local days from ``first`` to ``last``, both included."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def since(self) -> datetime:
        return local_midnight(self.first, self.zone)

    @property
    def until(self) -> datetime:
        return local_midnight(self.last + timedelta(days=1), self.zone)

    def before(self) -> "Period":
        """The same number of days just before."""
        length = timedelta(days=self.days)
        return Period(self.first - length, self.last - length, self.zone)

    def windows(self) -> list["Period"]:
        """Consecutive windows of at most 30 days, oldest first, as Instagram allows them."""
        windows = []
        first = self.first
        while first <= self.last:
            last = min(self.last, first + timedelta(days=LONGEST_WINDOW - 1))
            windows.append(Period(first, last, self.zone))
            first = last + timedelta(days=1)
        return windows


def last_days(days: int, now: datetime, zone: ZoneInfo) -> Period:
    """The newest ``days`` complete local days: today is not among them, it is not over."""
    yesterday = now.astimezone(zone).date() - timedelta(days=1)
    return Period(yesterday - timedelta(days=days - 1), yesterday, zone)


def month_before(period: Period) -> Period:
    """The whole month before the one in which the period begins."""
    last = period.first.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last, period.zone)


def windows_beside(period: Period, other: Period) -> tuple[list[Period], list[Period]]:
    """Windows of two periods that are not equally long; the last one of each is.

    It has as many days as both periods have, at most 30: what counts each person once can be
    compared over these, and over nothing longer.
    """
    together = min(period.days, other.days, LONGEST_WINDOW)
    return _ending_with(period, together), _ending_with(other, together)


def _ending_with(period: Period, days: int) -> list[Period]:
    last = Period(period.last - timedelta(days=days - 1), period.last, period.zone)
    if last.first == period.first:
        return [last]
    earlier = Period(period.first, last.first - timedelta(days=1), period.zone)
    return [*earlier.windows(), last]
