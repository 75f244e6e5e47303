"""Two of a kind beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import InstagramAccount
from bot.domain.media import MediaProductType, Number
from bot.domain.periods import Period
from bot.domain.same_age import SeenMedia
from bot.domain.side_by_side import Engagement, SideBySide
from bot.services.results.overview import Stale
from bot.services.results.tags import TagCard


@dataclass(frozen=True)
class PeriodNumbers:
    """What Instagram told of a window, and what was published in it."""

    period: Period
    totals: Mapping[str, Number]
    """A total that Instagram did not give is absent."""
    net_followers: Number | None
    published: Mapping[MediaProductType, int]
    engagement: Engagement


@dataclass(frozen=True)
class PeriodComparison:
    account: InstagramAccount
    later: PeriodNumbers
    earlier: PeriodNumbers
    back: int
    """So many lengths lie between the two; 1: they follow on each other."""
    as_of: datetime | None
    stale: Stale | None


@dataclass(frozen=True)
class PostComparison:
    account: InstagramAccount
    first: SeenMedia
    second: SeenMedia
    numbers: SideBySide
    now: datetime


@dataclass(frozen=True)
class TagComparison:
    first: TagCard
    second: TagCard
