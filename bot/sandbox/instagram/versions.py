"""Which version of the Graph API answers a call."""

from datetime import UTC, datetime

_AVAILABLE_UNTIL = {
    18: datetime(2026, 1, 26, tzinfo=UTC),
    19: datetime(2026, 5, 21, tzinfo=UTC),
    20: datetime(2026, 9, 24, tzinfo=UTC),
    21: datetime(2027, 1, 21, tzinfo=UTC),
    22: datetime(2027, 5, 20, tzinfo=UTC),
    23: datetime(2027, 10, 8, tzinfo=UTC),
    24: datetime(2028, 2, 18, tzinfo=UTC),
    25: datetime(2028, 7, 29, tzinfo=UTC),
    26: datetime.max.replace(tzinfo=UTC),
}
NEWEST = max(_AVAILABLE_UNTIL)


def served_version(asked: int | None, now: datetime) -> int | None:
    """An expired version, or none, gets the oldest living one; an unknown newer one gets None."""
    oldest = min(number for number, until in _AVAILABLE_UNTIL.items() if now < until)
    if asked is None:
        return oldest
    return max(asked, oldest) if asked <= NEWEST else None
