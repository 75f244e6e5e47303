"""The inbox: an update is stored before it is acknowledged, and worked on until it is done."""

from dataclasses import dataclass

from bot.domain.api_keys import hide_keys
from bot.domain.errors import BotError
from bot.services.ports import Database


class NotOpen(BotError):
    """The inbox takes nothing just now: the process is starting or stopping."""


@dataclass(frozen=True)
class AcceptUpdate:
    """Store an update; False when it came before. ``inbox`` is whose it is to work on.

    A tap brings along the message that was tapped: keys to the HTTP API are not stored with it.
    """

    database: Database

    async def __call__(self, update_id: int, body: str, inbox: str) -> bool:
        async with self.database.transaction() as stored:
            return await stored.updates.store(update_id, hide_keys(body), inbox)


@dataclass(frozen=True)
class FinishUpdate:
    """The update was worked on: forget what it said."""

    database: Database

    async def __call__(self, update_id: int) -> None:
        async with self.database.transaction() as stored:
            await stored.updates.done(update_id)


@dataclass(frozen=True)
class UnfinishedUpdates:
    """What was accepted but not finished by a process that died, oldest first: it is ``inbox``'s.

    Where other processes may be alive, only what those left whose lease is over.
    """

    database: Database

    async def __call__(self, inbox: str) -> list[str]:
        left_by: list[str] | None = None
        if self.database.is_shared:
            async with self.database.reading() as stored:
                left_by = await stored.updates.left_by_the_dead(inbox)
            if not left_by:
                return []
        async with self.database.transaction() as stored:
            return await stored.updates.take_over(inbox, left_by)
