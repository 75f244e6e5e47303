"""An account's numbers as a file, for whoever shows a key."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.api_keys import ApiKey
from bot.domain.exports import ExportFormat, ExportKind, ExportSpan
from bot.services.export_numbers import ExportNumbers
from bot.services.ports import Database, ExportedFile
from bot.services.read_for_key import key_account
from bot.services.results import NumbersTable


@dataclass(frozen=True)
class KeyExport:
    """``mark`` is the same as long as the file would say the same.

    ``file`` is None where the other side has it already.
    """

    mark: str
    file: ExportedFile | None


@dataclass(frozen=True)
class ExportForKey:
    """The tables of ``/export``, also empty ones. Raises NotFound.

    Programs stand in a line of their own, so that a person who exports in the chat waits for one
    of them at most. Who leaves the line gives the place back.
    """

    database: Database
    export: ExportNumbers
    line: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def __call__(
        self,
        key: ApiKey,
        user_id: str,
        kind: ExportKind,
        span: ExportSpan,
        form: ExportFormat,
        has: Callable[[str], bool],
    ) -> KeyExport:
        """``has``: whether the other side has the file of that mark already."""
        person = key.telegram_user_id
        async with self.database.reading() as stored:
            account_id = (await key_account(stored, key, user_id)).account.id
        async with self.line, self.export.turn:
            table = await self.export.read(person, kind, span, account_id)
            mark = await asyncio.to_thread(_mark, table, form)
            if has(mark):
                return KeyExport(mark, None)
            return KeyExport(mark, await self.export.hand_out(person, table, form))


def _mark(table: NumbersTable, form: ExportFormat) -> str:
    return hashlib.sha256(f"{form.value} {table.mark}".encode()).hexdigest()[:32]
