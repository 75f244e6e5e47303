"""Deletions that Meta asked for: each is done once, and its code says so."""

from datetime import datetime

from sqlalchemy import select

from bot.storage.repositories.base import Repository
from bot.storage.tables import DataDeletionRow


class SqlDataDeletions(Repository):
    """Implements the DataDeletions port."""

    async def note(self, request_sha256: str, confirmation_code: str) -> bool:
        noted: str | None = await self._session.scalar(
            self._insert(DataDeletionRow)
            .values(
                confirmation_code=confirmation_code,
                request_sha256=request_sha256,
                done_at=self._now,
            )
            .on_conflict_do_nothing(index_elements=[DataDeletionRow.request_sha256])
            .returning(DataDeletionRow.confirmation_code)
        )
        return noted is not None

    async def code_of(self, request_sha256: str) -> str | None:
        code: str | None = await self._session.scalar(
            select(DataDeletionRow.confirmation_code).where(
                DataDeletionRow.request_sha256 == request_sha256
            )
        )
        return code

    async def done_at(self, confirmation_code: str) -> datetime | None:
        row = await self._session.get(DataDeletionRow, confirmation_code)
        return None if row is None else row.done_at

    async def forget_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(DataDeletionRow, DataDeletionRow.done_at < before, limit)
