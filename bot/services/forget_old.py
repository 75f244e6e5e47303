"""The tidy-up: what has served goes when its time is over."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.ports import Clock, Database, Repositories
from bot.services.retention import Kind, everything_kept

FORGOTTEN_AT_ONCE = 1000
"""Rows a transaction: in between others get their turn."""

Forget = Callable[[Repositories, datetime, int], Awaitable[int]]
"""Delete what had served before an instant, so many rows of a table at most; how many it were."""


async def _history(stored: Repositories, before: datetime, limit: int) -> int:
    await stored.accounts.forget_kept_before(before)
    return max(
        await stored.media.forget_snapshots_before(before, limit),
        await stored.account_numbers.forget_totals_before(before.date(), limit),
        await stored.account_numbers.forget_days_before(before, limit),
        await stored.audiences.forget_before(before, limit),
    )


async def _ready_digests(stored: Repositories, before: datetime, limit: int) -> int:
    return await stored.ready_digests.forget_before(before, limit)


async def _link_attempts(stored: Repositories, before: datetime, limit: int) -> int:
    return await stored.link_attempts.forget_before(before, limit)


async def _messages(stored: Repositories, before: datetime, limit: int) -> int:
    return max(
        await stored.outbox.forget_before(before, limit),
        await stored.linked_messages.forget_before(before, limit),
    )


async def _api_keys(stored: Repositories, before: datetime, limit: int) -> int:
    return await stored.api_keys.forget_before(before, limit)


async def _updates(stored: Repositories, before: datetime, limit: int) -> int:
    return await stored.updates.forget_before(before, limit)


async def _captures(stored: Repositories, before: datetime, limit: int) -> int:
    return await stored.captures.forget_before(before, limit)


async def _webhooks(stored: Repositories, before: datetime, limit: int) -> int:
    return await stored.webhook_entries.forget_before(before, limit)


async def _request_counts(stored: Repositories, before: datetime, limit: int) -> int:
    return await stored.instagram_facts.forget_requests_before(before.date(), limit)


async def _recent_requests(stored: Repositories, before: datetime, limit: int) -> int:
    return await stored.instagram_facts.forget_minutes_before(before, limit)


async def _budgets(stored: Repositories, before: datetime, limit: int) -> int:
    return max(
        await stored.buckets.forget_before(before, limit),
        await stored.instagram_facts.forget_usage_before(before, limit),
        await stored.leases.forget_before(before, limit),
        await stored.operator_alerts.forget_before(before, limit),
    )


async def _audit(stored: Repositories, before: datetime, limit: int) -> int:
    return await stored.audit.forget_before(before, limit)


async def _data_deletions(stored: Repositories, before: datetime, limit: int) -> int:
    return await stored.data_deletions.forget_before(before, limit)


FORGET: Mapping[Kind, Forget] = {
    Kind.HISTORY: _history,
    Kind.READY_DIGESTS: _ready_digests,
    Kind.CAPTURES: _captures,
    Kind.LINK_ATTEMPTS: _link_attempts,
    Kind.MESSAGES: _messages,
    Kind.API_KEYS: _api_keys,
    Kind.UPDATES: _updates,
    Kind.WEBHOOKS: _webhooks,
    Kind.REQUEST_COUNTS: _request_counts,
    Kind.RECENT_REQUESTS: _recent_requests,
    Kind.BUDGETS: _budgets,
    Kind.AUDIT: _audit,
    Kind.DATA_DELETIONS: _data_deletions,
}


@dataclass(frozen=True)
class ForgetOld:
    """Drop what has served, each kind when the length is over that :mod:`retention` gives it.

    ``history`` is how long it stays known what posts and accounts had at a time.
    """

    database: Database
    clock: Clock
    history: timedelta

    async def __call__(self) -> None:
        async with self.database.transaction() as stored:
            await stored.link_attempts.wipe_expired()
        now = self.clock.now()
        for kept in everything_kept(self.history):
            if isinstance(kept.length, timedelta):
                await self._all(FORGET[kept.kind], now - kept.length)
        await self.database.wipe_deleted()

    async def _all(self, forget_some: Forget, before: datetime) -> None:
        forgotten = FORGOTTEN_AT_ONCE
        while forgotten == FORGOTTEN_AT_ONCE:
            async with self.database.transaction() as stored:
                forgotten = await forget_some(stored, before, FORGOTTEN_AT_ONCE)
