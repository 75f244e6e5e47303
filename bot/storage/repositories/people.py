"""Who talks to the bot."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select, update

from bot.domain.accounts import Person
from bot.storage.repositories.base import NO_OBJECTS, Repository
from bot.storage.tables import InstagramAccountRow, LinkRow, OutboxRow, PersonRow


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
        await self._set(telegram_user_id, time_zone=time_zone, time_zone_known=True)

    async def set_current_account(self, telegram_user_id: int, account_id: int | None) -> None:
        await self._set(telegram_user_id, current_account_id=account_id)

    async def set_blocked(self, telegram_user_id: int, at: datetime | None) -> None:
        await self._set(telegram_user_id, blocked_at=at)

    async def forget(self, telegram_user_id: int) -> None:
        linked = await self._session.scalars(
            select(LinkRow.account_id).where(LinkRow.telegram_user_id == telegram_user_id)
        )
        account_ids = linked.all()
        # The private chat's id is the user's. Links, attempts and digests go with the person.
        await self._change(delete(OutboxRow).where(OutboxRow.chat_id == telegram_user_id))
        await self._change(delete(PersonRow).where(PersonRow.telegram_user_id == telegram_user_id))
        forgotten = await self._session.scalars(
            delete(InstagramAccountRow)
            .where(
                InstagramAccountRow.id.in_(account_ids),
                ~exists().where(LinkRow.account_id == InstagramAccountRow.id),
            )
            .returning(InstagramAccountRow.id),
            execution_options=NO_OBJECTS,
        )
        await self._forget_limits(forgotten.all())

    async def _set(self, telegram_user_id: int, **values: Any) -> None:
        await self._change(
            update(PersonRow).where(PersonRow.telegram_user_id == telegram_user_id).values(**values)
        )
