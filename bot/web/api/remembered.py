"""Answers that were just given, kept for a moment: who asks again and again costs little."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.ports import Clock, OpenedKey
from bot.web.api.answers import Answer
from bot.web.api.endpoints import FileAnswer

MOST = 1000
"""Answers, of some kilobytes each; the oldest goes."""

Question = tuple[int, frozenset[int], str]


@dataclass(frozen=True)
class Tagged:
    """``etag`` is over everything but the moment of asking."""

    answer: Answer | FileAnswer
    etag: str


class Remembered:
    """Of each key by itself, and only as long as it opens the same accounts."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answers: dict[Question, tuple[datetime, Tagged]] = {}

    def find(self, opened: OpenedKey, address: str, no_longer: timedelta) -> Tagged | None:
        """As if it were given now."""
        kept_at, tagged = self._answers.get(_question(opened, address), (None, None))
        now = self._clock.now()
        if kept_at is None or tagged is None or now - kept_at >= no_longer:
            return None
        assert isinstance(tagged.answer, Answer), "files are not remembered"
        return Tagged(tagged.answer.model_copy(update={"timestamp": now}), tagged.etag)

    def keep(self, opened: OpenedKey, address: str, tagged: Tagged) -> None:
        question = _question(opened, address)
        self._answers.pop(question, None)
        if len(self._answers) >= MOST:
            del self._answers[next(iter(self._answers))]
        self._answers[question] = self._clock.now(), tagged


def _question(opened: OpenedKey, address: str) -> Question:
    return opened.key.id, opened.account_ids, address
