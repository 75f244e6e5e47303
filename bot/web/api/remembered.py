"""Answers that were just given, kept for a moment: who asks again and again costs little."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.ports import Clock, OpenedKey

FOR = timedelta(seconds=5)
"""Numbers are up to an hour old anyway, and say how old."""
MOST = 1000
"""Answers, of some kilobytes each; the oldest goes."""

Question = tuple[int, frozenset[int], str]


@dataclass(frozen=True)
class Written:
    """An answer as it goes out."""

    body: str
    etag: str
    retry_after: int | None = None


class Remembered:
    """Of each key by itself, and only as long as it opens the same accounts."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answers: dict[Question, tuple[datetime, Written]] = {}

    def find(self, opened: OpenedKey, address: str) -> Written | None:
        kept = self._answers.get(_question(opened, address))
        if kept is None or self._clock.now() - kept[0] >= FOR:
            return None
        return kept[1]

    def keep(self, opened: OpenedKey, address: str, written: Written) -> None:
        question = _question(opened, address)
        self._answers.pop(question, None)
        if len(self._answers) >= MOST:
            del self._answers[next(iter(self._answers))]
        self._answers[question] = self._clock.now(), written


def _question(opened: OpenedKey, address: str) -> Question:
    return opened.key.id, opened.account_ids, address
