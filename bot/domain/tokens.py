"""How long a long-lived token lives, when it is renewed, and when its owner is warned."""

from dataclasses import dataclass
from datetime import datetime, timedelta

RENEWABLE_AFTER = timedelta(hours=24)
"""Meta renews no token that is younger."""

RENEW_AFTER = timedelta(days=45)
"""A token lives about 60 days; from here on it is renewed."""

TRIES_LAST_FOR = timedelta(days=14)
"""Renewing begins so long before the end at the latest, should a token live for less."""

DAILY = timedelta(days=1)
NEAR_THE_END = timedelta(days=3)
OFTENER = timedelta(hours=6)

WARNED_DAYS = (14, 7, 3, 1)
"""So many days before an end that nothing has averted yet its owner is told."""

THE_OPERATORS = timedelta(days=7)
"""From so long before its end on the operator hears of every token whose renewal fails."""

CLOCK_SKEW = timedelta(minutes=5)
"""So far our clock and Meta's may be apart: within it neither is believed against the other."""


@dataclass(frozen=True)
class TokenLife:
    """Both instants are by our clock: Meta tells a length, counted from when we asked for it."""

    issued_at: datetime
    expires_at: datetime

    @property
    def ends_at(self) -> datetime:
        """From here on it is over by any clock."""
        return self.expires_at + CLOCK_SKEW

    @property
    def renewed_from(self) -> datetime:
        """When to begin to renew it."""
        in_time = max(self.issued_at + RENEWABLE_AFTER, self.expires_at - TRIES_LAST_FOR)
        return min(self.issued_at + RENEW_AFTER, in_time, self.ends_at)

    def may_be_renewed(self, now: datetime) -> bool:
        """Whether Meta could give a new one for it: old enough, and not over."""
        return self.issued_at + RENEWABLE_AFTER - CLOCK_SKEW <= now < self.ends_at

    def is_over(self, now: datetime) -> bool:
        return now >= self.ends_at

    def next_try(self, now: datetime) -> datetime:
        """When to ask for a new one: daily, oftener at the end, and whenever a warning is due."""
        if now < self.renewed_from:
            return self.renewed_from
        pause = OFTENER if self.expires_at - now <= NEAR_THE_END else DAILY
        marks = [*(self.expires_at - timedelta(days=days) for days in WARNED_DAYS), self.ends_at]
        return min([now + pause, *(mark for mark in marks if mark > now)])

    def warned_days(self, now: datetime) -> int | None:
        """Of the warnings whose time has come, the nearest to the end; None before the first.

        Those before it are not made up for: after a downtime one message says it all.
        """
        left = self.expires_at - now
        due = [days for days in WARNED_DAYS if timedelta() < left <= timedelta(days=days)]
        return min(due, default=None)

    def warning_holds_until(self, days: int) -> datetime:
        """From here on the next warning, or the end, says it better."""
        next_days = max((later for later in WARNED_DAYS if later < days), default=0)
        return self.expires_at - timedelta(days=next_days)
