"""Telegram updates that were handled, so that a repetition is recognised."""

from datetime import datetime

from sqlalchemy import delete

from bot.storage.repositories.base import Repository
from bot.storage.tables import ProcessedUpdateRow


class SqlUpdates(Repository):
    """Implements the Updates port."""

    async def first_time(self, update_id: int) -> bool:
        noted: int | None = await self._session.scalar(
            self._insert(ProcessedUpdateRow)
            .values(update_id=update_id, at=self._now)
            .on_conflict_do_nothing()
            .returning(ProcessedUpdateRow.update_id)
        )
        return noted is not None

    async def forget_before(self, before: datetime) -> int:
        return await self._change(delete(ProcessedUpdateRow).where(ProcessedUpdateRow.at < before))
