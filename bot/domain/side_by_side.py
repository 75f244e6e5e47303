"""Two posts at the greatest age at which both were seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.formulas import engagement_rate_by_reach, own_median, period_engagement_rate
from bot.domain.media import Insights
from bot.domain.same_age import SeenMedia


@dataclass(frozen=True)
class SideBySide:
    """``age`` is None where no age is known of both: then each stands as it is now."""

    age: timedelta | None
    first: Insights | None
    second: Insights | None


def side_by_side(first: SeenMedia, second: SeenMedia) -> SideBySide:
    common = first.at.keys() & second.at.keys()
    if not common:
        return SideBySide(None, first.media.insights, second.media.insights)
    age = max(common)
    return SideBySide(age, first.at[age], second.at[age])


@dataclass(frozen=True)
class Engagement:
    """Of what was published in a time and is 48 hours old."""

    posts: int
    of_all: float | None
    """All interactions / all reach."""
    median: float | None


def engagement_of(posts: Sequence[Insights]) -> Engagement:
    return Engagement(
        len(posts),
        period_engagement_rate(posts),
        own_median([engagement_rate_by_reach(one) for one in posts]),
    )
