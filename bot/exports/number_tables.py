"""An account's numbers as CSV, XLSX or JSON."""

import asyncio
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import IO
from zoneinfo import ZoneInfo

from bot.domain.exports import Cell, ExportFormat
from bot.exports.csv_table import CsvTable
from bot.exports.file_names import file_name
from bot.exports.values import as_text
from bot.exports.zip_parts import temporary
from bot.presenters.speech import Speech
from bot.presenters.table_words import note_words, table_title
from bot.services.ports import ExportedFile
from bot.services.results import NumbersTable


class MakeNumbersTable:
    """Implements the MakeTable port."""

    async def __call__(self, table: NumbersTable, form: ExportFormat) -> ExportedFile:
        return await asyncio.to_thread(_make, table, form)


def _make(table: NumbersTable, form: ExportFormat) -> ExportedFile:
    content = temporary()
    try:
        _WRITERS[form](table, content)
        size = content.tell()
        content.seek(0)
    except BaseException:
        content.close()
        raise
    name = file_name(table.account.username, table.kind.value, table.period, form.value)
    return ExportedFile(name, size, content)


def _write_csv(table: NumbersTable, target: IO[bytes]) -> None:
    """The same names as in JSON; instants with the offset of the person's zone."""
    names = [column.name for column in table.columns]
    csv = CsvTable(target, names, ())
    csv.write(
        [
            dict(zip(names, (_local(cell, table.zone) for cell in row), strict=True))
            for row in table.rows
        ]
    )


def _write_json(table: NumbersTable, target: IO[bytes]) -> None:
    """One object: what it is, what to know about it, and ``rows``, one a line."""
    speech = Speech(table.language, table.zone)
    head: dict[str, object] = {
        "title": table_title(table, speech),
        "account": table.account.username,
        "user_id": table.account.user_id,
        "kind": table.kind.value,
        "first_day": table.period.first,
        "last_day": table.period.last,
        "days_in_zone": table.period.zone.key,
        "times_in_zone": table.zone.key,
        "made_at": _local(table.made_at, table.zone),
        "notes": [note_words(note, speech) for note in table.notes],
    }
    names = [column.name for column in table.columns]
    target.write(b"{\n")
    for name, value in head.items():
        target.write(f"{_as_json(name)}: {_as_json(value)},\n".encode())
    target.write(b'"rows": [')
    separator = b"\n"
    for row in table.rows:
        cells = (_local(cell, table.zone) for cell in row)
        line = _as_json(dict(zip(names, cells, strict=True)))
        target.write(separator + line.encode())
        separator = b",\n"
    target.write(b"\n]\n}\n")


def _write_xlsx(table: NumbersTable, target: IO[bytes]) -> None:
    # Here and not above: some processes never make one.
    from bot.exports.xlsx_table import write_xlsx  # noqa: PLC0415

    write_xlsx(table, target)


_WRITERS: dict[ExportFormat, Callable[[NumbersTable, IO[bytes]], None]] = {
    ExportFormat.CSV: _write_csv,
    ExportFormat.JSON: _write_json,
    ExportFormat.XLSX: _write_xlsx,
}


def _local(cell: Cell, zone: ZoneInfo) -> Cell:
    """An instant as ISO 8601 by the wall clock of the zone, with its offset."""
    if isinstance(cell, datetime):
        return cell.astimezone(zone).isoformat(timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else cell


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=as_text)
