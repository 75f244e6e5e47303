"""The sandbox owns the time of its world, and can move it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.sandbox.store import Store

STEP = timedelta(minutes=5)
"""Time is moved in steps this long, so that what would have happened on the way happens."""

Listener = Callable[[], Awaitable[None]]


class WorldClock:
    """Time of the sandbox's world: real time plus a kept offset, or standing still.

    A clock given a ``start`` stands still there and moves only when told to; it is what makes
    tests repeatable. The position survives a restart when the store does.
    """

    def __init__(self, store: Store, start: datetime | None = None) -> None:
        self._store = store
        self._listeners: list[Listener] = []
        self._moving = asyncio.Lock()
        self._stopped = False
        kept = store.load("clock").get("position")
        if kept is not None:
            self._running: bool = kept["running"]
            self._position = timedelta(microseconds=kept["microseconds"])
        else:
            self._running = start is None
            self._position = start - datetime.fromtimestamp(0, UTC) if start else timedelta()
            self._keep()

    def now(self) -> datetime:
        """Aware UTC."""
        base = time.time() if self._running else 0.0  # noqa: TID251 - here the world's time is made
        return datetime.fromtimestamp(base, UTC) + self._position

    def on_step(self, listener: Listener) -> None:
        """Call and await ``listener`` after every step; the next step waits until it is done."""
        self._listeners.append(listener)

    async def advance(self, duration: timedelta) -> datetime:
        """Walk forward in steps of at most five minutes, each drained by the listeners.

        ``stop`` cuts the walk short.
        """
        async with self._moving:
            left = duration
            while left > timedelta() and not self._stopped:
                step = min(left, STEP)
                self._shift(step)
                left -= step
                for listener in self._listeners:
                    await listener()
            return self.now()

    async def stop(self) -> None:
        """End a walk with the step that it is at, for listeners that are about to go."""
        self._stopped = True
        async with self._moving:
            pass

    def jump(self, duration: timedelta) -> datetime:
        """Move at once, waking nobody: the fault of a clock that was set. May go backwards."""
        self._shift(duration)
        return self.now()

    def _shift(self, duration: timedelta) -> None:
        self._position += duration
        self._keep()

    def _keep(self) -> None:
        microseconds = self._position // timedelta(microseconds=1)
        self._store.put(
            "clock", "position", {"running": self._running, "microseconds": microseconds}
        )
