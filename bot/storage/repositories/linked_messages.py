"""Messages that told of a link, while its first sync goes on."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.services.ports import LinkedMessage, Ref
from bot.storage.due import CLAIMED, OPEN, SqlRecurring
from bot.storage.repositories.base import NO_OBJECTS
from bot.storage.tables import LinkedMessageRow


class SqlLinkedMessages(SqlRecurring):
    """Implements the LinkedMessages port."""

    model = LinkedMessageRow

    async def follow(self, message: LinkedMessage, at: datetime) -> None:
        """Telling of the same message twice is told once."""
        await self._session.execute(
            self._insert(LinkedMessageRow)
            .values(
                telegram_user_id=message.telegram_user_id,
                account_id=message.account_id,
                message_id=message.message_id,
                live_stories=message.live_stories,
                relinked=message.relinked,
                told=message.told,
                created_at=self._now,
                available_at=at,
            )
            .on_conflict_do_nothing(
                index_elements=[LinkedMessageRow.telegram_user_id, LinkedMessageRow.message_id]
            )
        )

    async def followed(self, ref: Ref) -> LinkedMessage | None:
        row = await self._session.scalar(
            select(LinkedMessageRow).where(
                LinkedMessageRow.id == ref.id,
                LinkedMessageRow.attempt == ref.attempt,
                self._table.c.state == CLAIMED,
            )
        )
        if row is None:
            return None
        return LinkedMessage(
            row.telegram_user_id,
            row.account_id,
            row.message_id,
            row.live_stories,
            row.relinked,
            row.told,
        )

    async def told(self, ref: Ref, told: str, at: datetime) -> None:
        await self._end(ref, "done", state=OPEN, available_at=at, told=told, failures=0, crashes=0)

    async def leave(self, ref: Ref) -> None:
        await self._session.execute(
            delete(LinkedMessageRow).where(
                LinkedMessageRow.id == ref.id, LinkedMessageRow.attempt == ref.attempt
            ),
            execution_options=NO_OBJECTS,
        )

    async def forget_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(
            LinkedMessageRow, LinkedMessageRow.created_at < before, limit
        )
