"""A clock that stands still until a test moves it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.services.ports import Clock

START = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
"""A Monday, far from any change of the clocks."""


@dataclass
class SkewedClock:
    """Implements the Clock port: another clock's time, and so much later."""

    right: Clock
    by: timedelta = timedelta()

    def now(self) -> datetime:
        return self.right.now() + self.by


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


@dataclass
class FakeTime:
    """A monotonic clock that sleeping moves."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class DrivenTime:
    """The monotonic time beside a clock that is driven; sleeping moves it alone."""

    clock: Clock
    waited: float = 0.0
    latest: float = 0.0

    def monotonic(self) -> float:
        self.latest = max(self.latest, self.clock.now().timestamp())
        return self.latest + self.waited

    async def sleep(self, seconds: float) -> None:
        self.waited += seconds
