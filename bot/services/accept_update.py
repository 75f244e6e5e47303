"""The inbox: an update is stored before it is acknowledged, and worked on until it is done."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import BotError
from bot.services import retention
from bot.services.ports import Clock, Database, Repositories

FORGOTTEN_AT_ONCE = 1000
"""Rows a transaction: in between others get their turn."""


class NotOpen(BotError):
    """The inbox takes nothing just now: the process is starting or stopping."""


@dataclass(frozen=True)
class AcceptUpdate:
    """Store an update; False when it came before."""

    database: Database

    async def __call__(self, update_id: int, body: str) -> bool:
        async with self.database.transaction() as stored:
            return await stored.updates.store(update_id, body)


@dataclass(frozen=True)
class FinishUpdate:
    """The update was worked on: forget what it said."""

    database: Database

    async def __call__(self, update_id: int) -> None:
        async with self.database.transaction() as stored:
            await stored.updates.done(update_id)


@dataclass(frozen=True)
class UnfinishedUpdates:
    """What was accepted but not finished before the process died, oldest first."""

    database: Database

    async def __call__(self) -> list[str]:
        async with self.database.transaction() as stored:
            return await stored.updates.unfinished()


@dataclass(frozen=True)
class ForgetOld:
    """Drop what has served, each kind when its time is over.

    ``history`` is how long it stays known what posts and accounts had at a time.
    """

    database: Database
    clock: Clock
    history: timedelta

    async def __call__(self) -> None:
        now = self.clock.now()
        async with self.database.transaction() as stored:
            await stored.link_attempts.wipe_expired()
            await stored.link_attempts.forget_before(now - retention.LINK_ATTEMPTS)
            await stored.outbox.forget_before(now - retention.MESSAGES)
            await stored.updates.forget_before(now - retention.UPDATES)
            await stored.captures.forget_before(now - retention.CAPTURES)
            await stored.instagram_facts.forget_requests_before(
                (now - retention.REQUEST_COUNTS).date()
            )
        before = now - self.history
        some = FORGOTTEN_AT_ONCE
        await self._all_of(lambda stored: stored.media.forget_snapshots_before(before, some))
        await self._all_of(
            lambda stored: stored.account_numbers.forget_totals_before(before.date(), some)
        )
        await self._all_of(lambda stored: stored.account_numbers.forget_days_before(before, some))
        await self._all_of(lambda stored: stored.audiences.forget_before(before, some))

    async def _all_of(self, forget_some: Callable[[Repositories], Awaitable[int]]) -> None:
        forgotten = FORGOTTEN_AT_ONCE
        while forgotten == FORGOTTEN_AT_ONCE:
            async with self.database.transaction() as stored:
                forgotten = await forget_some(stored)
