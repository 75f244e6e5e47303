"""Answers that were just given, kept for a moment: who asks again and again costs little."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.services.ports import Clock, OpenedKey

MOST = 1000
"""Answers, of some kilobytes each; the oldest goes."""

Question = tuple[int, frozenset[int], str]


@dataclass(frozen=True)
class Told:
    """An answer as JSON. ``etag`` is over everything but the moment of asking."""

    text: str
    """Without that moment."""
    timestamp: datetime | None
    etag: str
    retry_after: int | None


class Remembered:
    """Of each key by itself, and only as long as it opens the same accounts."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answers: dict[Question, tuple[datetime, Told]] = {}

    def find(self, opened: OpenedKey, address: str, no_longer: timedelta) -> Told | None:
        """As if it were given now."""
        kept_at, told = self._answers.get(_question(opened, address), (None, None))
        now = self._clock.now()
        if kept_at is None or told is None or now - kept_at >= no_longer:
            return None
        return replace(told, timestamp=now)

    def keep(self, opened: OpenedKey, address: str, told: Told) -> None:
        question = _question(opened, address)
        self._answers.pop(question, None)
        if len(self._answers) >= MOST:
            del self._answers[next(iter(self._answers))]
        self._answers[question] = self._clock.now(), told


def _question(opened: OpenedKey, address: str) -> Question:
    return opened.key.id, opened.account_ids, address
