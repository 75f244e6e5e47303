"""Digests that were put together ahead of their hour, until they are sent."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.presenters.screen import Screen

READY_FOR = timedelta(hours=1)
MOST = 10_000
"""As many as leave in seven minutes; one more is put together at its hour."""


class _Ready(NamedTuple):
    made_at: datetime
    mark: str
    screen: Screen


class ReadyScreens:
    """By the key of the message. What was made for another receiver, or is old, is not found."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Ready] = OrderedDict()

    def keep(self, key: str, mark: str, screen: Screen, now: datetime) -> None:
        """``mark`` names who gets what, as it is at this moment."""
        while self._kept and self._is_old(next(iter(self._kept.values())), now):
            self._kept.popitem(last=False)
        if len(self._kept) < MOST:
            self._kept.pop(key, None)
            self._kept[key] = _Ready(now, mark, screen)

    def find(self, key: str, mark: str, now: datetime) -> Screen | None:
        ready = self._kept.get(key)
        if ready is None or ready.mark != mark or self._is_old(ready, now):
            return None
        return ready.screen

    def _is_old(self, ready: _Ready, now: datetime) -> bool:
        return abs(now - ready.made_at) > READY_FOR
