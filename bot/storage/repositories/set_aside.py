"""What did not work out: looks that were missed, and rows that are not tried any more."""

from datetime import datetime

from sqlalchemy import func, select

from bot.storage.due import FAILED, MISSED
from bot.storage.repositories.base import Repository
from bot.storage.tables import CaptureRow, StorySequenceRow, WebhookEntryRow

OF_AN_ACCOUNT = (CaptureRow, StorySequenceRow, WebhookEntryRow)


class SqlSetAside(Repository):
    """Implements the SetAside port."""

    async def missed_looks(self, account_id: int, since: datetime) -> int:
        missed = await self._session.scalar(
            select(func.count()).where(
                CaptureRow.account_id == account_id,
                CaptureRow.state == MISSED,
                CaptureRow.deadline > since,
            )
        )
        return missed or 0

    async def given_up(self, account_id: int, since: datetime) -> int:
        counts = [
            await self._session.scalar(
                select(func.count()).where(
                    row.account_id == account_id, row.state == FAILED, row.available_at > since
                )
            )
            for row in OF_AN_ACCOUNT
        ]
        return sum(count or 0 for count in counts)
