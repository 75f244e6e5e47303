"""When followers are online, as Instagram counts them: apart from how posts did.

Meta counts by the hours of a day in California, so each hour is placed by its own instant: where
clocks change there or here within the 30 days, it is another hour of the local clock.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from statistics import fmean
from zoneinfo import ZoneInfo

PACIFIC = ZoneInfo("America/Los_Angeles")
DAYS = 30
"""Meta keeps no more of them."""
FEWEST_DAYS = 7
"""Every weekday once: people are online at other hours on Sundays."""


@dataclass(frozen=True)
class OnlineDay:
    """Followers online in each hour, 0 to 23, of the Pacific day that ended at ``ends_at``.

    An hour that Instagram gave nothing for is absent; often those of a whole day are.
    """

    ends_at: datetime
    hours: Mapping[int, int]


@dataclass(frozen=True)
class OnlineMost:
    """The local clock's hour with the most followers online on average, from its beginning.

    ``days``: of so many something is known. None when they are fewer than seven, or when no hour
    is above the others.
    """

    hour: time | None
    days: int


def online_most(known: Iterable[OnlineDay], zone: ZoneInfo) -> OnlineMost:
    """Of equal hours it is the earliest."""
    counts: dict[time, list[int]] = defaultdict(list)
    days = 0
    for day in known:
        days += bool(day.hours)
        for at, count in _instants(day):
            counts[at.astimezone(zone).time()].append(count)
    means = {hour: fmean(inside) for hour, inside in sorted(counts.items())}
    if days < FEWEST_DAYS or max(means.values()) == min(means.values()):
        return OnlineMost(None, days)
    return OnlineMost(max(means, key=lambda hour: means[hour]), days)


def last_pacific_midnight(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(PACIFIC).date(), time(), PACIFIC).astimezone(UTC)


def _instants(day: OnlineDay) -> Iterator[tuple[datetime, int]]:
    """When each hour began. An hour that a clock change skips did not happen."""
    # Half a day before its end is on that day, whether it had 23, 24 or 25 hours.
    date = (day.ends_at - timedelta(hours=12)).astimezone(PACIFIC).date()
    for hour, count in day.hours.items():
        at = datetime.combine(date, time(hour), PACIFIC).astimezone(UTC)
        if at.astimezone(PACIFIC).hour == hour:
            yield at, count
