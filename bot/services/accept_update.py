"""The inbox: an update is stored before it is acknowledged, and worked on until it is done."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import BotError
from bot.services.ports import Clock, Database

REMEMBERED = timedelta(hours=48)
"""Telegram keeps updates for 24 hours, so no repetition comes later than this."""


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
    """Drop what has served: old update numbers, codes of link attempts that ended."""

    database: Database
    clock: Clock

    async def __call__(self) -> None:
        async with self.database.transaction() as stored:
            await stored.updates.forget_before(self.clock.now() - REMEMBERED)
            await stored.link_attempts.wipe_expired()
