"""CSV by RFC 4180: UTF-8 with a byte order mark, so that spreadsheets read it right.

A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP ASVS 1.2.10);
numbers stay numbers, also negative ones.
"""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import IO

from bot.exports.values import as_text

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

FORMULA = re.compile("'*[=+\\-@\t\r\n\0＝＋－＠]")
"""Apostrophes in front count, too: so what :func:`safe` added can be told from what was there."""

REST = "other_"


def safe(text: str) -> str:
    """The text as no spreadsheet computes it; without the first apostrophe it is as before."""
    return f"'{text}" if FORMULA.match(text) else text


def cell(value: object) -> str | int | float:
    """None becomes an empty field; lists and mappings become JSON."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float():
            return value
        case str():
            return safe(value)
        case list() | dict():
            return safe(json.dumps(value, ensure_ascii=False, default=as_text))
    return as_text(value)


class CsvTable:
    """Writes rows to ``target``; the mapping ``values`` is spread over a column a metric."""

    def __init__(self, target: IO[bytes], columns: Sequence[str], numbers: Sequence[str]) -> None:
        self._target = target
        self._columns = columns
        self._numbers = numbers
        self._text = io.StringIO(newline="")
        self._csv = csv.writer(self._text)
        target.write(BYTE_ORDER_MARK)
        self._csv.writerow(self._header())
        self._flush()

    def write(self, rows: Sequence[Mapping[str, object]]) -> None:
        for row in rows:
            self._csv.writerow(self._cells(row))
        self._flush()

    def _header(self) -> list[str]:
        header: list[str] = []
        for column in self._columns:
            header += [*self._numbers, f"{REST}{column}"] if self._spreads(column) else [column]
        return header

    def _cells(self, row: Mapping[str, object]) -> list[str | int | float]:
        cells: list[str | int | float] = []
        for column in self._columns:
            value = row[column]
            if not self._spreads(column):
                cells.append(cell(value))
                continue
            numbers = dict(value) if isinstance(value, Mapping) else {}
            cells += [cell(numbers.pop(name, None)) for name in self._numbers]
            cells.append(cell(numbers or None))
        return cells

    def _spreads(self, column: str) -> bool:
        return column == "values" and bool(self._numbers)

    def _flush(self) -> None:
        self._target.write(self._text.getvalue().encode())
        self._text.seek(0)
        self._text.truncate()
