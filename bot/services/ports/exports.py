"""What makes files of tables and reports."""

from typing import Protocol

from bot.domain.exports import ExportFormat
from bot.services.ports.personal_data import ExportedFile
from bot.services.results.exports import MonthReport, NumbersTable


class MakeTable(Protocol):
    async def __call__(self, table: NumbersTable, form: ExportFormat) -> ExportedFile:
        """Away from the event loop. The name of the file is ours."""
        ...


class MakeReport(Protocol):
    async def __call__(self, report: MonthReport) -> ExportedFile:
        """The same as PDF."""
        ...
