"""A workbook with two sheets: the numbers, and what to know about them.

Every cell is written by its type: a text is never a formula, a link or a number (OWASP ASVS
1.2.10), an unknown number is an empty cell.
"""

from datetime import date, datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

import xlsxwriter

from bot.domain.exports import Cell, Unit
from bot.exports.values import as_text
from bot.presenters.layout import printable
from bot.presenters.speech import Speech
from bot.presenters.table_words import (
    about_table,
    cell_words,
    column_meaning,
    column_title,
    kind_name,
    note_words,
)
from bot.services.results import NumbersTable

LONGEST_TEXT = 32_767
"""Excel: characters of a cell."""
MOST_ROWS = 1_048_576

_FORMATS = {
    Unit.TEXT: {"valign": "top"},
    Unit.COUNT: {"valign": "top", "num_format": "#,##0"},
    Unit.DECIMAL: {"valign": "top", "num_format": "#,##0.00"},
    Unit.SHARE: {"valign": "top", "num_format": "0.0%"},
    Unit.SECONDS: {"valign": "top", "num_format": "#,##0.0"},
    Unit.DAY: {"valign": "top", "num_format": "yyyy-mm-dd"},
    Unit.INSTANT: {"valign": "top", "num_format": "yyyy-mm-dd hh:mm"},
    Unit.FLAG: {"valign": "top"},
}
_WIDTHS = {Unit.TEXT: 22, Unit.DAY: 12, Unit.INSTANT: 17}
_WIDTH, _CAPTION_WIDTH = 13, 60
_HEADER_HEIGHT = 48


def write_xlsx(table: NumbersTable, target: IO[bytes]) -> None:
    speech = Speech(table.language, table.zone)
    # Row by row, so that only one is in memory; nothing is guessed from a text.
    book = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    # Not the time of the machine: the same table is the same file.
    book.set_properties({"created": table.made_at.replace(tzinfo=None)})
    _write_numbers(book, table, speech)
    _write_notes(book, table, speech)
    book.close()


def _write_numbers(book: Any, table: NumbersTable, speech: Speech) -> None:
    sheet = book.add_worksheet(_sheet_name(kind_name(table.kind, speech)))
    header = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#1c2838", "color": "white"}
    )
    formats = {unit: book.add_format(given) for unit, given in _FORMATS.items()}
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, _HEADER_HEIGHT)
    for index, column in enumerate(table.columns):
        wide = _CAPTION_WIDTH if column.name == "caption" else _WIDTHS.get(column.unit, _WIDTH)
        sheet.set_column(index, index, wide)
        sheet.write_string(0, index, column_title(column, speech, table.zone), header)
    for number, row in enumerate(table.rows[: MOST_ROWS - 1], start=1):
        for index, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            value = cell_words(column, cell, speech)
            _write(sheet, number, index, value, formats[column.unit], table.zone)
    sheet.autofilter(0, 0, min(len(table.rows), MOST_ROWS - 1), len(table.columns) - 1)


def _write(sheet: Any, row: int, index: int, cell: Cell, look: Any, zone: ZoneInfo) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(row, index, cell, look)
        case int() | float():
            sheet.write_number(row, index, cell, look)
        case datetime():
            # Excel knows no zones: the wall clock of the one that the header names.
            wall = cell.astimezone(zone).replace(tzinfo=None, microsecond=0)
            sheet.write_datetime(row, index, wall, look)
        case date():
            sheet.write_datetime(row, index, datetime(cell.year, cell.month, cell.day), look)  # noqa: DTZ001
        case str():
            sheet.write_string(row, index, printable(cell)[:LONGEST_TEXT], look)
        case _:
            raise TypeError(as_text(cell))


def _write_notes(book: Any, table: NumbersTable, speech: Speech) -> None:
    sheet = book.add_worksheet(_sheet_name(speech.plain("table-notes")))
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    lines = [
        *about_table(table, speech),
        ("", ""),
        *(("", note_words(note, speech)) for note in table.notes),
        ("", ""),
        *(
            (column_title(column, speech, table.zone), column_meaning(column, speech))
            for column in table.columns
            if column_meaning(column, speech)
        ),
    ]
    for number, (title, text) in enumerate(lines):
        sheet.write_string(number, 0, title, bold)
        sheet.write_string(number, 1, printable(text), wrapped)


def _sheet_name(words: str) -> str:
    """Excel: at most 31 characters, without these."""
    return "".join(character for character in words if character not in "[]:*?/\\'")[:31]
