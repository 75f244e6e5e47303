"""An account's own numbers and its audience."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.media import (
    Number,
)
from bot.domain.online import OnlineDay
from bot.domain.periods import Period
from bot.services.ports.instagram import AccountTotals, DayValue


class AccountNumbers(Protocol):
    """Totals of windows and daily follower counts, as stored."""

    async def still_wanted(self, account_id: int) -> bool:
        """Whether the account is still there; then it stays until the transaction ends.

        What was read while somebody unlinked belongs to nobody.
        """
        ...

    async def wanted_among(self, account_ids: Collection[int]) -> set[int]:
        """The same for several."""
        ...

    async def save_totals(self, account_id: int, period: Period, totals: AccountTotals) -> None: ...

    async def totals(self, account_id: int, period: Period) -> AccountTotals | None: ...

    async def days(self, account_id: int, period: Period) -> dict[date, AccountTotals]:
        """Totals of single days within, by day, in the zone of the period."""
        ...

    async def newest_period(self, account_id: int, like: Period) -> Period | None:
        """The newest of the same length and zone that ends no later and is known whole."""
        ...

    async def forget_totals_before(self, day: date, limit: int) -> int:
        """Delete so many at most of windows whose last day lies before ``day``."""
        ...

    async def save_series(
        self, account_id: int, metric: str, values: Sequence[DayValue], as_of: datetime
    ) -> None: ...

    async def series(
        self, account_id: int, metric: str, since: datetime, until: datetime
    ) -> list[DayValue]:
        """Days that ended within (since, until], oldest first."""
        ...

    async def save_followers(self, account_id: int, day: date, count: int) -> None:
        """The followers count of a local day; the last of the day stays."""
        ...

    async def followers(self, account_id: int, first: date, last: date) -> dict[date, int]: ...

    async def save_online(
        self, account_id: int, days: Sequence[OnlineDay], as_of: datetime
    ) -> None:
        """What was known of a day stays when it comes empty."""
        ...

    async def online(self, account_id: int, since: datetime, until: datetime) -> list[OnlineDay]:
        """Days that ended within (since, until], oldest first, also those that came empty."""
        ...

    async def online_read_at(self, account_id: int) -> datetime | None:
        """When Instagram was last asked when the followers are online."""
        ...

    async def forget_days_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most of daily values, follower counts and online hours before."""
        ...


@dataclass(frozen=True)
class AudienceParts:
    """Who people are, as read at ``as_of``: ``parts`` by dimension value of ``breakdown``.

    Empty when Instagram gave none: the account is too small, or had too few engagements.
    """

    metric: str
    breakdown: str
    as_of: datetime
    parts: Mapping[str, Number]


class Audiences(Protocol):
    async def save(self, account_id: int, audience: AudienceParts) -> None:
        """The last of a UTC day stays."""
        ...

    async def newest(self, account_id: int) -> list[AudienceParts]:
        """The newest of each metric and breakdown."""
        ...

    async def in_period(self, account_id: int, period: Period) -> list[AudienceParts]:
        """All that was read within the period, oldest first."""
        ...

    async def forget_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most of days before."""
        ...
