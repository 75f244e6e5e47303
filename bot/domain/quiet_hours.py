"""The hours of the day in which somebody wants to be left alone."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.periods import first_instant


@dataclass(frozen=True)
class QuietHours:
    """From one time of the day to another, by the person's clock, over midnight too.

    They hold whenever that clock shows a time between both. Where a time comes twice they begin
    the first time and end the last; where it is skipped, with the first instant after the gap.
    Raises ValueError where both are the same.
    """

    begins: time
    ends: time

    def __post_init__(self) -> None:
        if self.begins == self.ends:
            raise ValueError("quiet hours that never end, or never begin")

    def until(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet hours end that hold now, in UTC; None while none do."""
        until = None
        # Where the one hour between two windows is skipped they meet, and are one.
        while (ends := self._end_of_window(until or now, zone)) is not None:
            until = ends
        return until

    def _end_of_window(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        today = now.astimezone(zone).date()
        over_midnight = timedelta(days=self.ends < self.begins)
        for day in (today, today - timedelta(days=1)):
            begins = first_instant(datetime.combine(day, self.begins), zone)
            ends = _last_instant(datetime.combine(day + over_midnight, self.ends), zone)
            if begins <= now < ends:
                return ends
        return None


def _last_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The last instant at which a clock in ``zone`` shows ``wall``; in a gap, right after it."""
    first, last = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return last if last > first else first_instant(wall, zone)
