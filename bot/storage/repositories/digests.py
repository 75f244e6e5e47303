"""Subscriptions to digests; each is its own due row."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from bot.domain.digests import Cadence, DigestSubscription
from bot.services.ports import NewDigest, Ref
from bot.storage.due import DONE, OPEN, SqlRecurring
from bot.storage.tables import DigestSubscriptionRow, LinkRow


def subscription(row: DigestSubscriptionRow) -> DigestSubscription:
    return DigestSubscription(
        id=row.id,
        telegram_user_id=row.telegram_user_id,
        account_id=row.account_id,
        chat_id=row.chat_id,
        message_thread_id=row.message_thread_id,
        cadence=Cadence(row.cadence),
        at=row.at,
        weekday=row.weekday,
        time_zone=row.time_zone,
        enabled=row.enabled,
        muted_until=row.muted_until,
    )


class SqlDigests(SqlRecurring):
    """Implements the Digests port. A subscription that is switched off is not open."""

    model = DigestSubscriptionRow

    async def subscribe(self, new: NewDigest, due_at: datetime) -> DigestSubscription:
        await self._session.execute(
            self._insert(DigestSubscriptionRow)
            .values(
                telegram_user_id=new.telegram_user_id,
                account_id=new.account_id,
                chat_id=new.chat_id,
                message_thread_id=new.message_thread_id,
                cadence=new.cadence,
                at=new.at,
                weekday=new.weekday,
                time_zone=new.time_zone,
                enabled=True,
                available_at=due_at,
                due_at=due_at,
            )
            .on_conflict_do_nothing()
        )
        row = await self._row(
            DigestSubscriptionRow.telegram_user_id == new.telegram_user_id,
            DigestSubscriptionRow.account_id.is_not_distinct_from(new.account_id),
            DigestSubscriptionRow.chat_id == new.chat_id,
            DigestSubscriptionRow.cadence == new.cadence,
        )
        assert row is not None
        return subscription(row)

    async def get(self, subscription_id: int) -> DigestSubscription | None:
        row = await self._row(DigestSubscriptionRow.id == subscription_id)
        return None if row is None else subscription(row)

    async def of(self, telegram_user_id: int, account_id: int) -> DigestSubscription | None:
        row = await self._row(
            DigestSubscriptionRow.telegram_user_id == telegram_user_id,
            DigestSubscriptionRow.account_id == account_id,
            DigestSubscriptionRow.chat_id == telegram_user_id,
        )
        return None if row is None else subscription(row)

    async def change(self, subscription: DigestSubscription, due_at: datetime) -> None:
        await self._change(
            update(DigestSubscriptionRow)
            .where(DigestSubscriptionRow.id == subscription.id)
            .values(
                cadence=subscription.cadence,
                at=subscription.at,
                weekday=subscription.weekday,
                time_zone=subscription.time_zone,
                enabled=subscription.enabled,
                state=OPEN if subscription.enabled else DONE,
                available_at=due_at,
                due_at=due_at,
                failures=0,
                crashes=0,
            )
        )

    async def mute(self, subscription_id: int, until: datetime | None) -> None:
        await self._change(
            update(DigestSubscriptionRow)
            .where(DigestSubscriptionRow.id == subscription_id)
            .values(muted_until=until)
        )

    async def of_person(self, telegram_user_id: int) -> list[DigestSubscription]:
        return await self._where(DigestSubscriptionRow.telegram_user_id == telegram_user_id)

    async def in_chat(self, chat_id: int) -> list[DigestSubscription]:
        return await self._where(DigestSubscriptionRow.chat_id == chat_id)

    async def of_account(self, account_id: int) -> list[DigestSubscription]:
        linked = select(LinkRow.telegram_user_id).where(LinkRow.account_id == account_id)
        return await self._where(
            or_(
                DigestSubscriptionRow.account_id == account_id,
                and_(
                    DigestSubscriptionRow.account_id.is_(None),
                    DigestSubscriptionRow.telegram_user_id.in_(linked),
                ),
            )
        )

    async def remove(self, subscription_id: int) -> None:
        await self._change(
            delete(DigestSubscriptionRow).where(DigestSubscriptionRow.id == subscription_id)
        )

    async def end(self, telegram_user_id: int, account_id: int) -> None:
        await self._change(
            delete(DigestSubscriptionRow).where(
                DigestSubscriptionRow.telegram_user_id == telegram_user_id,
                DigestSubscriptionRow.account_id == account_id,
            )
        )
        await self._forget_ready_digests(telegram_user_id)

    async def due_at(self, subscription_id: int) -> datetime | None:
        due_at: datetime | None = await self._session.scalar(
            select(DigestSubscriptionRow.due_at).where(
                DigestSubscriptionRow.id == subscription_id, DigestSubscriptionRow.enabled
            )
        )
        return due_at

    async def rearm(self, ref: Ref, at: datetime, ahead_at: datetime | None = None) -> bool:
        return await self._end(
            ref,
            "done",
            state=OPEN,
            available_at=ahead_at or at,
            due_at=at,
            failures=0,
            crashes=0,
            last_error=None,
        )

    async def _where(self, condition: ColumnElement[bool]) -> list[DigestSubscription]:
        """Oldest first."""
        rows = select(DigestSubscriptionRow).where(condition).order_by(DigestSubscriptionRow.id)
        return [subscription(row) for row in await self._session.scalars(rows)]

    async def _row(self, *conditions: ColumnElement[bool]) -> DigestSubscriptionRow | None:
        """The oldest of those."""
        rows = select(DigestSubscriptionRow).where(*conditions)
        return await self._session.scalar(rows.order_by(DigestSubscriptionRow.id).limit(1))
