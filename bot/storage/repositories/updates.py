"""The inbox of Telegram updates: stored before they are acknowledged, known when repeated."""

from datetime import datetime

from sqlalchemy import delete, update

from bot.storage.repositories.base import NO_OBJECTS, Repository
from bot.storage.tables import UNFINISHED, ProcessedUpdateRow

MOST_TRIES = 3
"""An update that was handed out so often without being done is poison."""


class SqlUpdates(Repository):
    """Implements the Updates port."""

    async def store(self, update_id: int, body: str) -> bool:
        stored: int | None = await self._session.scalar(
            self._insert(ProcessedUpdateRow)
            .values(update_id=update_id, at=self._now, body=body)
            .on_conflict_do_nothing()
            .returning(ProcessedUpdateRow.update_id)
        )
        return stored is not None

    async def done(self, update_id: int) -> None:
        await self._change(
            update(ProcessedUpdateRow)
            .where(ProcessedUpdateRow.update_id == update_id)
            .values(body=None)
        )

    async def unfinished(self) -> list[str]:
        rows = await self._session.execute(
            update(ProcessedUpdateRow)
            .where(UNFINISHED, ProcessedUpdateRow.handed_out < MOST_TRIES)
            .values(handed_out=ProcessedUpdateRow.handed_out + 1)
            .returning(ProcessedUpdateRow.update_id, ProcessedUpdateRow.body),
            execution_options=NO_OBJECTS,
        )
        return [body for _, body in sorted(rows) if body is not None]

    async def forget_before(self, before: datetime) -> int:
        return await self._change(delete(ProcessedUpdateRow).where(ProcessedUpdateRow.at < before))
