"""Budgets, and what is learned of Instagram itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from bot.services.ports.instagram import Purpose


class Place(NamedTuple):
    """A place in the order of a budget: ours in ``wait``, or to be asked for again after it."""

    is_granted: bool
    wait: timedelta


class Buckets(Protocol):
    """Rate budgets by key, held by all machines together (GCRA)."""

    async def take(self, key: str, interval: timedelta, burst: int) -> timedelta | None:
        """Spend one call; None when it is granted, else how long to wait.

        Within any time ``t`` no more than ``burst + t / interval`` calls are granted. Several
        bursts may share one key: who has the smaller one stops earlier.
        """
        ...

    async def reserve(
        self, key: str, interval: timedelta, burst: int, longest_wait: timedelta
    ) -> Place:
        """Take the next place, if it comes within ``longest_wait``; nothing is spent else."""
        ...

    async def push(self, key: str, until: datetime) -> None:
        """Grant nothing before ``until``, whatever the burst: the other side told us to wait."""
        ...

    async def cooling_until(self, key: str) -> datetime | None:
        """Until when a ``push`` lets nothing through; None when there is none or it is over."""
        ...

    async def pauses(self, prefix: str) -> Mapping[str, datetime]:
        """The same of every key that begins so and is held back now."""
        ...

    async def forget_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most that were full again ``before``: they are so without a row."""
        ...


TRIED_AGAIN_AFTER = timedelta(days=7)
"""So long a refusal is believed."""


@dataclass(frozen=True)
class RefusedMetric:
    """A metric that Instagram does not offer: for a ``MediaKind``, ``ACCOUNT`` or ``LIST``.

    ``LIST`` with the metric ``insights`` means: lists bring no numbers. Of an account one form may
    be refused while the total goes on: ``reach by follow_type``, ``reach by day``. ``refused_at``
    is the newest refusal.
    """

    kind: str
    metric: str
    since: datetime
    refused_at: datetime
    detail: str

    @property
    def tried_again_at(self) -> datetime:
        return self.refused_at + TRIED_AGAIN_AFTER


@dataclass(frozen=True)
class ServedVersion:
    """Which Graph version answers when ``asked`` is asked for; the same where all is well."""

    asked: str
    served: str
    since: datetime


@dataclass(frozen=True)
class Usage:
    """How much of a limit is used, in percent, as Instagram's newest header said."""

    call_count: int
    total_cputime: int
    total_time: int
    as_of: datetime

    @property
    def highest(self) -> int:
        return max(self.call_count, self.total_cputime, self.total_time)


class InstagramFacts(Protocol):
    """What Instagram showed of itself at run time; survives a restart, holds for all machines."""

    async def refused_metrics(self) -> list[RefusedMetric]: ...

    async def metric_refused(self, kind: str, metric: str, at: datetime, detail: str) -> None: ...

    async def metrics_given(self, kind: str, metrics: Collection[str]) -> None:
        """They came after all: forget that they were refused."""
        ...

    async def served_versions(self) -> list[ServedVersion]: ...

    async def version_served(self, asked: str, served: str, at: datetime) -> bool:
        """True when that is news."""
        ...

    async def usage(self, key: str) -> Usage | None:
        """``key`` as in the budgets: :func:`account_key` or :data:`APP_KEY`."""
        ...

    async def usages(self, keys: Collection[str]) -> Mapping[str, Usage]: ...

    async def note_usage(self, key: str, usage: Usage) -> None: ...

    async def count_requests(self, purposes: Mapping[int, Purpose], day: date) -> None:
        """One more request for each account on a UTC day; nothing for an account that is gone."""
        ...

    async def requests_on(self, account_id: int, day: date) -> Mapping[Purpose, int]: ...

    async def requests_since(self, account_id: int, since: datetime) -> int:
        """How many there were in the minutes that began after ``since``, for everybody."""
        ...

    async def forget_requests_before(self, day: date, limit: int) -> int: ...

    async def forget_usage_before(self, before: datetime, limit: int) -> int: ...

    async def forget_minutes_before(self, before: datetime, limit: int) -> int: ...


APP_KEY = "instagram:app"


def account_key(account_id: int) -> str:
    """The budget of an account at Instagram."""
    return f"instagram:{account_id}"
