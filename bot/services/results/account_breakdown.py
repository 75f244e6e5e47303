"""One metric of an account by parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import InstagramAccount
from bot.domain.media import Number
from bot.domain.metrics import UnderstoodMetric
from bot.domain.periods import Period
from bot.services.results.overview import Stale


@dataclass(frozen=True)
class AccountBreakdown:
    """``parts`` is None where nothing is known, and empty where Instagram gave none.

    Over 30 days a part is None that one of the windows did not have, and metrics that count each
    person once have no parts.
    """

    account: InstagramAccount
    period: Period
    understood: UnderstoodMetric
    breakdown: str
    parts: Mapping[str, Number | None] | None
    as_of: datetime | None
    stale: Stale | None
    now: datetime
