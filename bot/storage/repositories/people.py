"""Who talks to the bot."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select, update

from bot.domain.accounts import Person
from bot.services.ports import chat_key
from bot.storage.repositories.audit import audit_of
from bot.storage.repositories.base import NO_OBJECTS, Repository
from bot.storage.repositories.outbox import messages_of
from bot.storage.tables import (
    AuditRow,
    BucketRow,
    InstagramAccountRow,
    LinkRow,
    OutboxRow,
    PersonRow,
)


def person(row: PersonRow) -> Person:
    return Person(
        telegram_user_id=row.telegram_user_id,
        first_name=row.first_name,
        username=row.username,
        language=row.language,
        time_zone=row.time_zone,
        time_zone_known=row.time_zone_known,
        current_account_id=row.current_account_id,
        blocked_at=row.blocked_at,
        place_asked_at=row.place_asked_at,
    )


class SqlPeople(Repository):
    """Implements the People port."""

    async def get(self, telegram_user_id: int) -> Person | None:
        row = await self._session.get(PersonRow, telegram_user_id)
        return None if row is None else person(row)

    async def seen(
        self, telegram_user_id: int, first_name: str, username: str | None, language: str
    ) -> Person:
        named = {"first_name": first_name, "username": username, "blocked_at": None}
        rows = await self._session.scalars(
            self._insert(PersonRow)
            .values(
                telegram_user_id=telegram_user_id,
                **named,
                language=language,
                time_zone="UTC",
                time_zone_known=False,
                created_at=self._now,
            )
            .on_conflict_do_update(index_elements=[PersonRow.telegram_user_id], set_=named)
            .returning(PersonRow)
        )
        row = rows.one()
        return person(row)

    async def set_language(self, telegram_user_id: int, language: str) -> None:
        await self._set(telegram_user_id, language=language)

    async def set_time_zone(self, telegram_user_id: int, time_zone: str) -> None:
        await self._set(
            telegram_user_id, time_zone=time_zone, time_zone_known=True, place_asked_at=None
        )

    async def note_place_asked(self, telegram_user_id: int) -> None:
        await self._set(telegram_user_id, place_asked_at=self._now)

    async def set_current_account(self, telegram_user_id: int, account_id: int | None) -> None:
        await self._set(telegram_user_id, current_account_id=account_id)

    async def set_blocked(self, telegram_user_id: int, at: datetime | None) -> None:
        await self._set(telegram_user_id, blocked_at=at)

    async def hold(self, telegram_user_id: int) -> None:
        await self._session.execute(
            select(PersonRow.telegram_user_id)
            .where(PersonRow.telegram_user_id == telegram_user_id)
            .with_for_update()
        )

    async def forget(self, telegram_user_id: int) -> None:
        linked = await self._session.scalars(
            select(LinkRow.account_id).where(LinkRow.telegram_user_id == telegram_user_id)
        )
        account_ids = linked.all()
        told = await self._session.scalars(
            delete(OutboxRow).where(messages_of(telegram_user_id)).returning(OutboxRow.chat_id),
            execution_options=NO_OBJECTS,
        )
        # Groups, too, where their digests went.
        paces = {chat_key(chat_id) for chat_id in {telegram_user_id, *told}}
        await self._change(delete(AuditRow).where(audit_of(telegram_user_id)))
        # Links, attempts and digests go with the person.
        await self._change(delete(PersonRow).where(PersonRow.telegram_user_id == telegram_user_id))
        await self._forget_unused_pictures()
        await self._change(delete(BucketRow).where(BucketRow.key.in_(paces)))
        await self._forget_accounts(
            InstagramAccountRow.id.in_(account_ids),
            ~exists().where(LinkRow.account_id == InstagramAccountRow.id),
        )

    async def _set(self, telegram_user_id: int, **values: Any) -> None:
        await self._change(
            update(PersonRow).where(PersonRow.telegram_user_id == telegram_user_id).values(**values)
        )
