"""Which version of the Graph API answers a call."""

import re
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


_VERSION = re.compile(r"v(\d+)\.\d+")


def split_version(path: str) -> tuple[int | None, tuple[str, ...]]:
    """``v26.0/me/media`` → 26 and the rest of the path in parts; None when it names no version."""
    segments = tuple(part for part in path.split("/") if part)
    version = _VERSION.fullmatch(segments[0]) if segments else None
    return (int(version[1]), segments[1:]) if version else (None, segments)


def served_version(asked: int | None, now: datetime) -> int | None:
    """An expired version, or none, gets the oldest living one; an unknown newer one gets None."""
    oldest = min(number for number, until in _AVAILABLE_UNTIL.items() if now < until)
    if asked is None:
        return oldest
    return max(asked, oldest) if asked <= NEWEST else None
