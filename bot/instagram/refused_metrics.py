"""Metrics that Instagram refuses: asked around within a call, and remembered between calls."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import MediaKind
from bot.domain.metrics import MediaMetric
from bot.services.ports import Clock

Answer = TypeVar("Answer")

TRIED_AGAIN_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Supported(Generic[Answer]):
    """What came for the metrics that Instagram takes, and those that it refused."""

    answers: Sequence[Answer]
    refused: frozenset[str]


async def ask_supported(
    names: Sequence[str],
    ask: Callable[[Sequence[str]], Awaitable[Answer]],
    *,
    halve: bool,
) -> Supported[Answer]:
    """Ask again without the metrics that a refusal blames.

    A refusal that names none is narrowed down by halves, or with ``halve`` off taken for all of
    them. Every other refusal is raised.
    """
    try:
        return Supported([await ask(names)], frozenset())
    except InstagramRefused as error:
        if error.refusal is not Refusal.UNSUPPORTED_METRIC:
            raise
        blamed = error.metrics.intersection(names)
    if blamed:
        left = [[name for name in names if name not in blamed]]
    elif halve and len(names) > 1:
        middle = len(names) // 2
        left = [list(names[:middle]), list(names[middle:])]
    else:
        blamed, left = frozenset(names), []
    parts = [await ask_supported(part, ask, halve=halve) for part in left if part]
    return Supported(
        [answer for part in parts for answer in part.answers],
        blamed.union(*(part.refused for part in parts)),
    )


class RefusedMetrics:
    """Which metrics are refused for which kind of media. In memory; tried again weekly.

    A metric that came for one media of a kind within the week is not held back from the others:
    some refusals concern a single media, such as ``views`` of a feed video from before all videos
    were reels.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given_at: dict[tuple[MediaKind, str], datetime] = {}
        self._refused_at: dict[tuple[MediaKind, str], datetime] = {}

    def given(self, kind: MediaKind, names: Iterable[str]) -> None:
        self._given_at.update(dict.fromkeys(((kind, name) for name in names), self._clock.now()))

    def refused(self, kind: MediaKind, names: Iterable[str]) -> None:
        now = self._clock.now()
        for name in names:
            if not self._is_recent(self._given_at.get((kind, name))):
                self._refused_at[kind, name] = now

    def without(self, kind: MediaKind, metrics: Collection[MediaMetric]) -> list[MediaMetric]:
        return [
            metric
            for metric in metrics
            if not self._is_recent(self._refused_at.get((kind, metric.name)))
        ]

    def _is_recent(self, at: datetime | None) -> bool:
        return at is not None and self._clock.now() - at < TRIED_AGAIN_AFTER
