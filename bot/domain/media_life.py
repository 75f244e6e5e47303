"""The life of posts and reels: at which ages they are looked at, and what they had at an age."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.media import Insights

AGES = (
    *(timedelta(hours=hours) for hours in (1, 3, 6, 12, 24, 48, 72)),
    *(timedelta(days=days) for days in (7, 14, 30, 90)),
)
"""The ladder. Meta gives totals of a lifetime only: there is no curve but the one we saw."""

RETESTED_AGES = frozenset(timedelta(days=days) for days in (7, 30, 90))
"""Here a media is asked again also for what it refused."""

CATCH_UP_EVERY = timedelta(minutes=1)
BACKFILL_EVERY = timedelta(minutes=2)
"""Between first looks at the media of an account that were found late: it has other calls too."""


class MediaLane(StrEnum):
    LADDER = "ladder"
    BACKFILL = "backfill"
    """One look at what was older than the ladder when it was found."""


@dataclass(frozen=True)
class PlannedMediaLook:
    """The next look at a media. ``rung`` is its place in AGES; beyond them it is the only one."""

    media_id: int
    lane: MediaLane
    rung: int
    due_at: datetime


def next_rung(age: timedelta) -> int:
    """The first age of the ladder that lies ahead; ``len(AGES)`` when none does."""
    return bisect_right(AGES, age)


def first_looks(
    published: Mapping[int, datetime], now: datetime, backfilled_until: datetime
) -> list[PlannedMediaLook]:
    """Where media that are new to us enter the ladder.

    One found late takes the look that it has missed as soon as possible; the youngest go first,
    because their numbers move most. What is older than the ladder follows after
    ``backfilled_until``, the end of what waits already.
    """
    looks = []
    late = 0
    backfill_at = max(now, backfilled_until)
    for media_id in sorted(published, key=lambda one: published[one], reverse=True):
        rung = next_rung(now - published[media_id])
        if rung == len(AGES):
            backfill_at += BACKFILL_EVERY
            looks.append(PlannedMediaLook(media_id, MediaLane.BACKFILL, rung, backfill_at))
            continue
        due_at = published[media_id] + AGES[rung]
        if rung > 0:
            due_at = min(due_at, now + late * CATCH_UP_EVERY)
            late += 1
        looks.append(PlannedMediaLook(media_id, MediaLane.LADDER, max(rung - 1, 0), due_at))
    return looks


@dataclass(frozen=True)
class AgedInsights:
    """Numbers as they were when the media was of that age."""

    age: timedelta
    insights: Insights
