"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
"""A Monday, far from any change of the clocks."""


class FrozenClock:
    """Implements the Clock port."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def set(self, at: datetime) -> None:
        self._now = at

    def advance(self, duration: timedelta) -> datetime:
        self._now += duration
        return self._now
