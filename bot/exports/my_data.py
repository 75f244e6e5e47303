"""Everything of a person: a ZIP with each table as CSV and as JSON, and a README in their words."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from bot.domain.accounts import Person
from bot.exports.csv_table import CsvTable
from bot.exports.json_table import JsonTable
from bot.exports.zip_parts import ZipParts, temporary
from bot.presenters.export import readme
from bot.presenters.speech import Speech
from bot.services.ports import ExportedFile, ExportedTable

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class PackMyData:
    """Implements the Pack port. Names of files are ours: nothing that anybody wrote is in them.

    ``part_bytes``: Telegram takes 50 MB from a bot. ``table_bytes``: from here on a table goes on
    in another file; it bounds what lies on the disk besides the ZIP.
    """

    part_bytes: int = 45 * MEGABYTE
    table_bytes: int = 16 * MEGABYTE

    async def __call__(
        self, person: Person, made_at: datetime, tables: AsyncIterator[ExportedTable]
    ) -> Sequence[ExportedFile]:
        parts = ZipParts(f"farolero-{made_at:%Y-%m-%d}", made_at, self.part_bytes)
        try:
            with temporary() as introduction:
                introduction.write(readme(Speech(person.language, person.zone), made_at).encode())
                parts.add([("README.txt", introduction)])
            async for table in tables:
                await self._add(parts, table)
                await self._add_contents(parts, table)
            return await asyncio.to_thread(parts.end)
        except BaseException:
            parts.close()
            raise

    async def _add(self, parts: ZipParts, table: ExportedTable) -> None:
        number = 1
        pair = _Pair(table)
        try:
            async for rows in table.rows:
                if pair.size >= self.table_bytes:
                    await asyncio.to_thread(pair.into, parts, number)
                    number += 1
                    pair = _Pair(table)
                await asyncio.to_thread(pair.write, rows)
            await asyncio.to_thread(pair.into, parts, number)
        finally:
            pair.close()

    async def _add_contents(self, parts: ZipParts, table: ExportedTable) -> None:
        if table.contents is None:
            return
        async for each in table.contents:
            with temporary() as file:
                file.write(each.content)
                await asyncio.to_thread(parts.add, [(each.name, file)])


class _Pair:
    """The same rows as CSV and as JSON, until they go into the ZIP."""

    def __init__(self, table: ExportedTable) -> None:
        self._table = table
        self._files = ExitStack()
        self._csv_file: IO[bytes] = self._files.enter_context(temporary())
        self._json_file: IO[bytes] = self._files.enter_context(temporary())
        self._csv = CsvTable(self._csv_file, table.columns, table.numbers)
        self._json = JsonTable(self._json_file)

    @property
    def size(self) -> int:
        return self._csv_file.tell() + self._json_file.tell()

    def write(self, rows: Sequence[Mapping[str, object]]) -> None:
        self._csv.write(rows)
        self._json.write(rows)

    def into(self, parts: ZipParts, number: int) -> None:
        self._json.end()
        name = self._table.name if number == 1 else f"{self._table.name}-{number}"
        parts.add([(f"{name}.csv", self._csv_file), (f"{name}.json", self._json_file)])
        self.close()

    def close(self) -> None:
        self._files.close()
