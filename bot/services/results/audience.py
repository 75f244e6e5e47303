"""Who an account's people are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import InstagramAccount
from bot.domain.media import Number
from bot.services.results.overview import Stale


@dataclass(frozen=True)
class Audience:
    """One metric by one breakdown, both by Meta's names.

    ``parts`` is empty when Instagram gave none; ``as_of`` is None when it was never read.
    """

    account: InstagramAccount
    metric: str
    breakdown: str
    parts: Mapping[str, Number]
    as_of: datetime | None
    stale: Stale | None
