"""Metrics that Instagram refuses: asked around within a call, and remembered between calls."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.domain.errors import InstagramRefused, Refusal
from bot.services.ports import TRIED_AGAIN_AFTER, Clock, Database, RefusedMetric

Answer = TypeVar("Answer")

READ_AGAIN_AFTER = timedelta(minutes=5)
"""Other machines learn too."""

MEDIA_OF_A_KIND = 3
"""So many media of a kind must refuse a metric, and none give it in between, before the others are
not asked any more."""

ACCOUNT = "ACCOUNT"
LIST, NESTED_INSIGHTS = "LIST", "insights"


@dataclass(frozen=True)
class Supported(Generic[Answer]):
    """What came for the metrics that Instagram takes, and those that it refused."""

    answers: Sequence[Answer]
    refused: frozenset[str]


async def ask_supported(
    names: Sequence[str], ask: Callable[[Sequence[str]], Awaitable[Answer]]
) -> Supported[Answer]:
    """Ask again without the metrics that a refusal blames.

    A refusal that names none is narrowed down by halves: of n metrics, k of them refused, that
    costs at most 2·k·log2(n) more, and never more than 2·n. Every other refusal is raised.
    """
    if not names:
        return Supported([], frozenset())
    try:
        return Supported([await ask(names)], frozenset())
    except InstagramRefused as error:
        if error.refusal is not Refusal.UNSUPPORTED_METRIC:
            raise
        blamed = error.metrics.intersection(names)
    if blamed:
        others = await ask_supported([name for name in names if name not in blamed], ask)
        return Supported(others.answers, blamed | others.refused)
    return await _narrowed(names, ask)


async def _narrowed(
    names: Sequence[str], ask: Callable[[Sequence[str]], Awaitable[Answer]]
) -> Supported[Answer]:
    """Halves of what was refused together: where the first is fine, the second is to blame."""
    if len(names) == 1:
        return Supported([], frozenset(names))
    middle = len(names) // 2
    first = await ask_supported(names[:middle], ask)
    rest = _narrowed if not first.refused else ask_supported
    second = await rest(names[middle:], ask)
    return Supported([*first.answers, *second.answers], first.refused | second.refused)


class RefusedMetrics:
    """Which metrics are not asked: of a kind of media, of accounts, or nested into lists.

    Kept in the database, for all machines and over restarts. A week after its newest refusal a
    metric is tried again. Some refusals concern a single media, such as ``views`` of a feed video
    from before all videos were reels; so a kind loses a metric only when several of its media
    refused it and none gave it in between. An account may be too small for a metric; so accounts
    lose one only when none of them gave it within the week.
    """

    def __init__(self, clock: Clock, database: Database) -> None:
        self._clock = clock
        self._database = database
        self._known: dict[tuple[str, str], RefusedMetric] = {}
        self._read_at: datetime | None = None
        self._given_at: dict[tuple[str, str], datetime] = {}
        self._refused_by: dict[tuple[str, str], set[str]] = {}

    async def without(self, kind: str, names: Iterable[str]) -> list[str]:
        """Those that may be asked, in their order."""
        await self._read()
        return [name for name in names if not self._is_held_back(kind, name)]

    async def given(self, kind: str, names: Iterable[str]) -> None:
        """They came: whatever was refused before is offered now."""
        await self._read()
        keys = [(kind, name) for name in names]
        self._given_at.update(dict.fromkeys(keys, self._clock.now()))
        for key in keys:
            self._refused_by.pop(key, None)
        again = [key for key in keys if key in self._known]
        if again:
            async with self._database.transaction() as stored:
                await stored.instagram_facts.metrics_given(kind, [name for _, name in again])
            for key in again:
                del self._known[key]

    async def refused(self, kind: str, names: Iterable[str], by: str, detail: str) -> None:
        """``by`` is the media, or the account, that refused."""
        await self._read()
        learned = [name for name in names if self._is_evident((kind, name), by)]
        if learned:
            await self._keep(kind, learned, detail)

    async def nesting_refused(self, detail: str) -> None:
        """No list will bring insights: Instagram does not know the field."""
        await self._keep(LIST, [NESTED_INSIGHTS], detail)

    async def _keep(self, kind: str, names: Sequence[str], detail: str) -> None:
        now = self._clock.now()
        async with self._database.transaction() as stored:
            for name in names:
                await stored.instagram_facts.metric_refused(kind, name, now, detail)
        for name in names:
            new = RefusedMetric(kind, name, now, now, detail)
            known = self._known.get((kind, name), new)
            self._known[kind, name] = replace(known, refused_at=now, detail=detail)
            self._refused_by.pop((kind, name), None)

    def _is_evident(self, key: tuple[str, str], by: str) -> bool:
        if key in self._known:
            return True
        if key[0] == ACCOUNT:
            return not self._is_recent(self._given_at.get(key))
        refused_by = self._refused_by.setdefault(key, set())
        refused_by.add(by)
        return len(refused_by) >= MEDIA_OF_A_KIND

    def _is_held_back(self, kind: str, name: str) -> bool:
        known = self._known.get((kind, name))
        return known is not None and self._is_recent(known.refused_at)

    def _is_recent(self, at: datetime | None) -> bool:
        return at is not None and self._clock.now() - at < TRIED_AGAIN_AFTER

    async def _read(self) -> None:
        now = self._clock.now()
        if self._read_at is not None and now - self._read_at < READ_AGAIN_AFTER:
            return
        async with self._database.reading() as stored:
            refused = await stored.instagram_facts.refused_metrics()
        self._known = {(one.kind, one.metric): one for one in refused}
        self._read_at = now
