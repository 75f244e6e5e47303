"""What Meta told, and whether it still tells."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from sqlalchemy import func, select, update

from bot.metrics.counted import WEBHOOK_DUPLICATES
from bot.services.ports import Ref, WebhookChange, WebhookEntry
from bot.storage.counting import when_committed
from bot.storage.due import SqlDueRows
from bot.storage.repositories.plans import SqlAccountPlans
from bot.storage.tables import WebhookEntryRow, WebhookSubscriptionRow


class SqlWebhookEntries(SqlDueRows):
    """Implements the WebhookEntries port."""

    model = WebhookEntryRow
    shared_by = "account_id"
    share = 100

    async def store(self, account_ids: Mapping[str, int], changes: Sequence[WebhookChange]) -> int:
        """A list of rows, not one statement of a thousand: that would be composed anew each time,
        which takes longer than the writing.
        """
        if not changes:
            return 0
        now = self._now
        rows = [
            {
                "key": change.key,
                "account_id": account_ids[change.user_id],
                "field": change.field,
                "media_id": change.media_id,
                "numbers": change.numbers,
                "sent_at": change.sent_at,
                "stored_at": now,
                "available_at": now,
            }
            for change in changes
        ]
        stored = await self._session.execute(
            self._insert(WebhookEntryRow)
            .on_conflict_do_nothing(index_elements=[WebhookEntryRow.key])
            .returning(WebhookEntryRow.id),
            rows,
        )
        new = len(stored.all())
        known = len(changes) - new
        when_committed(self._session, lambda: WEBHOOK_DUPLICATES.labels("meta").inc(known))
        return new

    async def entries(self, refs: Sequence[Ref]) -> list[WebhookEntry]:
        attempts = dict(refs)
        rows = await self._session.scalars(
            select(WebhookEntryRow)
            .where(WebhookEntryRow.id.in_(attempts))
            .order_by(WebhookEntryRow.id)
        )
        return [
            WebhookEntry(
                Ref(row.id, attempts[row.id]),
                row.account_id,
                row.field,
                row.media_id,
                row.numbers,
                row.sent_at,
            )
            for row in rows
        ]

    async def newest_at(self, account_id: int) -> datetime | None:
        newest: datetime | None = await self._session.scalar(
            select(func.max(WebhookEntryRow.stored_at, type_=WebhookEntryRow.stored_at.type)).where(
                WebhookEntryRow.account_id == account_id
            )
        )
        return newest

    async def forget_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(WebhookEntryRow, WebhookEntryRow.stored_at < before, limit)


class SqlWebhookSubscriptions(SqlAccountPlans):
    """Implements the WebhookSubscriptions port."""

    model: ClassVar[type[WebhookSubscriptionRow]] = WebhookSubscriptionRow

    async def accepted(self, account_id: int) -> tuple[str, ...]:
        fields = await self._session.scalar(
            select(WebhookSubscriptionRow.accepted).where(
                WebhookSubscriptionRow.account_id == account_id
            )
        )
        return tuple(fields or ())

    async def set_accepted(self, account_id: int, fields: Sequence[str]) -> None:
        await self._change(
            update(WebhookSubscriptionRow)
            .where(WebhookSubscriptionRow.account_id == account_id)
            .values(accepted=list(fields))
        )
