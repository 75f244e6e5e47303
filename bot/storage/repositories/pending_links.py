"""When attempts to link that Instagram has not let us finish are tried again."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.domain.accounts import LinkAttemptStatus
from bot.services.ports import Ref
from bot.storage.due import CLAIMED, OPEN, SqlRecurring
from bot.storage.tables import DueState, LinkAttemptRow, PendingLinkRow


class SqlPendingLinks(SqlRecurring):
    """Implements the PendingLinks port."""

    model = PendingLinkRow

    async def start(self, attempt_id: int, ttl: timedelta) -> Ref:
        ref = Ref(attempt_id, 1)
        await self._session.execute(
            self._insert(PendingLinkRow).values(
                link_attempt_id=ref.id,
                attempt=ref.attempt,
                state=CLAIMED,
                begun=True,
                available_at=self._now + ttl,
            )
        )
        return ref

    async def take(self, telegram_user_id: int, ttl: timedelta) -> Ref | None:
        theirs = select(LinkAttemptRow.id).where(
            LinkAttemptRow.telegram_user_id == telegram_user_id,
            LinkAttemptRow.status == LinkAttemptStatus.PENDING,
        )
        taken = await self._refs_in_state(
            DueState.CLAIMED,
            update(PendingLinkRow)
            .where(PendingLinkRow.link_attempt_id.in_(theirs), self._table.c.state == OPEN)
            .values(
                state=CLAIMED,
                attempt=PendingLinkRow.attempt + 1,
                begun=True,
                available_at=self._now + ttl,
            ),
        )
        return taken[0] if taken else None

    async def next_try(self, telegram_user_id: int) -> datetime | None:
        """While it is being tried right now: when it is tried again if that goes wrong."""
        available_at: datetime | None = await self._session.scalar(
            select(PendingLinkRow.available_at)
            .join(LinkAttemptRow, LinkAttemptRow.id == PendingLinkRow.link_attempt_id)
            .where(
                LinkAttemptRow.telegram_user_id == telegram_user_id,
                LinkAttemptRow.status == LinkAttemptStatus.PENDING,
            )
        )
        return available_at
