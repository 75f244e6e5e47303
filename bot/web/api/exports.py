"""What ``/export`` makes in the chat, as files for programs."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from pydantic import Field

from bot.domain.api_keys import ApiRight
from bot.domain.exports import ExportFormat, ExportKind, ExportSpan
from bot.services.export_for_key import ExportForKey
from bot.web.api.accounts import ID, PREFIX
from bot.web.api.answers import Answer
from bot.web.api.endpoints import Asked, Endpoint, FileAnswer, Parameters

WEIGHT = 20
"""So a key takes at most 30 a minute."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTENT_TYPES = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: XLSX,
    ExportFormat.JSON: "application/json",
}


class ExportPath(Parameters):
    user_id: str = Field(pattern=ID, examples=["17841400000000001"])
    kind: ExportKind = Field(examples=["posts"])


class ExportQuery(Parameters):
    period: ExportSpan = Field(
        ExportSpan.FOUR_WEEKS,
        description=(
            "The last 7, 28 or 90 complete days, this month, the one before, or everything."
        ),
    )
    format: ExportFormat = Field(
        ExportFormat.CSV, description="UTF-8 with a byte order mark where it is CSV."
    )


class ExportedTable(Answer):
    """The export as JSON."""

    title: str
    account: str = Field(description="Its name at Instagram.")
    user_id: str
    kind: ExportKind
    first_day: date
    last_day: date
    days_in_zone: str = Field(description="IANA name; the account's days are counted in it.")
    times_in_zone: str = Field(description="IANA name; instants are written by its wall clock.")
    made_at: datetime
    notes: list[str] = Field(description="What a number does not say of itself.")
    rows: list[dict[str, str | int | float | bool | None]] = Field(
        description="Oldest first. What Instagram did not give is null."
    )


@dataclass(frozen=True)
class ExportRoutes:
    export: ExportForKey

    def endpoints(self) -> Sequence[Endpoint]:
        return (
            Endpoint(
                path=f"{PREFIX}/{{user_id}}/exports/{{kind}}",
                operation_id="exportNumbers",
                summary="Days, posts, reels, stories or the audience of an account as a file",
                description=(
                    "The tables that /export makes in the chat, from what is kept: nothing is"
                    " asked of Instagram. Words are in the person's language, names of columns are"
                    " not."
                ),
                right=ApiRight.EXPORTS,
                path_parameters=ExportPath,
                query_parameters=ExportQuery,
                answer=ExportedTable,
                errors=("not_found",),
                handle=self._export,
                weight=WEIGHT,
                files=("text/csv", XLSX),
            ),
        )

    async def _export(self, asked: Asked) -> FileAnswer:
        path, query = asked.path, asked.query
        made = await self.export(
            asked.key, path.user_id, path.kind, query.period, query.format, asked.has
        )
        content_type = CONTENT_TYPES[query.format]
        if made.file is None:
            return FileAnswer(made.mark, content_type)
        content = await asyncio.to_thread(_content, made.file.content)
        return FileAnswer(made.mark, content_type, made.file.name, content)


def _content(file: IO[bytes]) -> bytes:
    with file:
        return file.read()
