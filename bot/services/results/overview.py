"""An account over a period, and how old that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.accounts import InstagramAccount, Person
from bot.domain.errors import Refusal
from bot.domain.media import MediaProductType, Number
from bot.domain.periods import Period
from bot.services.ports import (
    DayValue,
)

SHOWN_TOTALS = (
    "reach",
    "views",
    "accounts_engaged",
    "total_interactions",
    "profile_links_taps",
)
"""What an overview tells of an account, in this order."""


HALF_A_DAY = timedelta(hours=12)
"""Instagram's days are Pacific ones: each is told as the local day in which its middle lies."""


@dataclass(frozen=True)
class Stale:
    """Numbers are the last known ones, or there are none, because Instagram did not answer."""

    refusal: Refusal
    retry_at: datetime | None = None
    """When Instagram is asked again at the latest; None where waiting mends nothing."""
    own_budget: bool = False
    """Not Instagram asks for a pause: we hold the account's calls back ourselves."""
    unlinked: bool = False
    """Nothing broke: the person let go of the account and reads the history that they kept."""

    @property
    def link_broken(self) -> bool:
        """Nothing will be read until somebody links again."""
        return self.refusal in {Refusal.TOKEN, Refusal.PERMISSION}


@dataclass(frozen=True)
class Total:
    """A window total beside that of the window before; each None when not given."""

    metric: str
    value: Number | None
    before: Number | None
    change: float | None
    """value / before - 1; None on an unknown base or one under 20."""


@dataclass(frozen=True)
class Overview:
    """An account over a period. ``as_of`` is None when nothing has been read yet."""

    account: InstagramAccount
    period: Period
    """The one asked for; when that is stale and unknown, the newest known of the same length."""
    as_of: datetime | None
    totals: Sequence[Total]
    """Those of SHOWN_TOTALS, in its order."""
    unique_unknown: bool
    """The period is over 30 days: reach and engaged accounts have no total."""
    reach_not_followers: float | None
    """Share of the reached accounts that do not follow, 0 to 1."""
    followers_came: Number | None
    followers_left: Number | None
    published: Mapping[MediaProductType, int]
    stories_seen: int
    stories_ended: int
    """Of those seen; the others are still alive, and not captured yet."""
    stories_captured: int
    """Of those ended: with a last look at 23 h or later."""
    stories_since: date | None
    """The day of linking when it lies within the period: nobody counted stories before."""
    reach_by_day: Sequence[DayValue]
    reach_by_day_before: Sequence[DayValue]
    followers_by_day: Mapping[date, int]
    """As read on a local day, where it was read; today's too."""
    stale: Stale | None
    against: Period | None = None
    """What it is held against, where that is not the same number of days just before.

    Then sums are compared by the day, and what counts each person once is of ``unique_of``.
    """
    unique_of: Period | None = None
    """The last days of the period, as many as there are of both; None where it is all of it."""

    def total(self, metric: str) -> Total:
        return next(total for total in self.totals if total.metric == metric)


@dataclass(frozen=True)
class Cards:
    """What a person can drop into any chat."""

    person: Person
    overviews: Sequence[Overview]
