"""``/export``: everything of a person as files."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.errors import NotFound
from bot.domain.security import SecurityEvent
from bot.services.ports import Clock, Database, ExportedFile, Pack


def _one_at_a_time() -> asyncio.Semaphore:
    return asyncio.Semaphore(1)


@dataclass(frozen=True)
class ExportMyData:
    """Everything that is kept of the person and of the accounts they are linked to.

    Nobody else's: not who else is linked, and no token. One export is made at a time, because
    each reads for as long as it lasts. Raises NotFound for somebody who is not known.
    """

    database: Database
    clock: Clock
    pack: Pack
    turn: asyncio.Semaphore = field(default_factory=_one_at_a_time)

    async def __call__(self, telegram_user_id: int) -> Sequence[ExportedFile]:
        async with self.turn, self.database.reading() as stored:
            person = await stored.people.get(telegram_user_id)
            if person is None:
                raise NotFound("no such person")
            tables = stored.exports.tables(telegram_user_id)
            files = await self.pack(person, self.clock.now(), tables)
        async with self.database.transaction() as stored:
            # Before it is handed out: what cannot be noted is not given.
            await stored.audit.note(SecurityEvent.EXPORTED, telegram_user_id)
        return files
