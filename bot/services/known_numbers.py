"""Why the numbers that are shown are the last known ones, and when they will be read anew."""

from datetime import datetime, timedelta

from bot.domain.errors import InstagramRefused, Refusal
from bot.services.instagram_access import NoHealthyLink
from bot.services.results import Stale

RETRY_AFTER = timedelta(hours=1)
"""Where Instagram does not say itself when to ask again."""

WAITING_MENDS = frozenset({Refusal.TRANSIENT, Refusal.THROTTLED, Refusal.BLOCKED})


def stale_after(error: InstagramRefused | NoHealthyLink, now: datetime) -> Stale:
    if isinstance(error, NoHealthyLink):
        return Stale(error.refusal, unlinked=error.unlinked)
    if error.refusal not in WAITING_MENDS:
        return Stale(error.refusal)
    return Stale(error.refusal, error.retry_at or now + RETRY_AFTER, error.own_budget)
