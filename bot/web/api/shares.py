"""How often each key may ask: so many requests a minute, told in the standard's headers."""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

A_MINUTE = 600
"""Requests of a key a minute in each process that serves the API."""
WINDOW = 60.0
MOST_KEYS = 10_000
"""Remembered before those at rest are forgotten."""


@dataclass(frozen=True)
class Share:
    """What is left of a key's share after a request, and how many seconds to wait for more."""

    headers: Mapping[str, str]
    wait: int
    """0 when the request may go on."""


class Shares:
    """A bucket for each key, which fills evenly; full after a minute without requests.

    Headers: RateLimit-Policy and RateLimit as the IETF's httpapi group has them.
    """

    def __init__(
        self, a_minute: int = A_MINUTE, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._a_minute = a_minute
        self._interval = WINDOW / a_minute
        self._monotonic = monotonic
        self._paid_until: dict[int, float] = {}

    def take(self, key_id: int, weight: int = 1) -> Share:
        """Count a request as ``weight`` ordinary ones, if there is room for it."""
        now = self._monotonic()
        if len(self._paid_until) >= MOST_KEYS:
            self._paid_until = {key: at for key, at in self._paid_until.items() if at > now}
        paid_until = max(self._paid_until.get(key_id, now), now) + weight * self._interval
        over = paid_until - now - WINDOW
        if over > 0:
            return self._told(0, math.ceil(over), math.ceil(over))
        self._paid_until[key_id] = paid_until
        # Rounded, because seconds are no exact numbers, and one request too few would be told.
        left = math.floor(round(-over / self._interval, 6))
        return self._told(left, math.ceil(paid_until - now), 0)

    def _told(self, left: int, full_in: int, wait: int) -> Share:
        return Share(
            {
                "RateLimit-Policy": f'"key";q={self._a_minute};w={WINDOW:.0f}',
                "RateLimit": f'"key";r={left};t={full_in}',
            },
            wait,
        )
