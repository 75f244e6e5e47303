"""What is shown in which group or channel."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.orm import aliased

from bot.domain.chat_grants import Allowed, ChatGrant, ChatKind, Place
from bot.services.ports import NewGrant
from bot.storage.repositories.base import Repository
from bot.storage.tables import ChatGrantRow, DigestSubscriptionRow, OutboxRow


def grant(row: ChatGrantRow) -> ChatGrant:
    return ChatGrant(
        id=row.id,
        telegram_user_id=row.telegram_user_id,
        account_id=row.account_id,
        place=Place(row.chat_id, row.message_thread_id),
        kind=ChatKind(row.kind),
        title=row.title,
        allowed=Allowed(row.allowed),
        language=row.language,
        granted_at=row.granted_at,
        silenced_at=row.silenced_at,
    )


class SqlChatGrants(Repository):
    """Implements the ChatGrants port."""

    async def save(self, new: NewGrant) -> ChatGrant:
        shown = await self.in_chat(new.place.chat_id)
        moved = {
            "message_thread_id": new.place.message_thread_id,
            "kind": new.kind,
            "title": new.title,
            "silenced_at": None,
        }
        rows = await self._session.scalars(
            self._insert(ChatGrantRow)
            .values(
                telegram_user_id=new.telegram_user_id,
                account_id=new.account_id,
                chat_id=new.place.chat_id,
                allowed=int(new.allowed),
                language=shown[0].language if shown else new.language,
                granted_at=self._now,
                **moved,
            )
            .on_conflict_do_update(
                index_elements=[
                    ChatGrantRow.telegram_user_id,
                    ChatGrantRow.account_id,
                    ChatGrantRow.chat_id,
                ],
                set_=moved,
            )
            .returning(ChatGrantRow)
        )
        await self._change(
            update(DigestSubscriptionRow)
            .where(
                DigestSubscriptionRow.telegram_user_id == new.telegram_user_id,
                DigestSubscriptionRow.account_id == new.account_id,
                DigestSubscriptionRow.chat_id == new.place.chat_id,
            )
            .values(message_thread_id=new.place.message_thread_id)
        )
        return grant(rows.one())

    async def get(self, grant_id: int) -> ChatGrant | None:
        row = await self._session.get(ChatGrantRow, grant_id)
        return None if row is None else grant(row)

    async def of_person(self, telegram_user_id: int) -> list[ChatGrant]:
        rows = await self._session.scalars(
            select(ChatGrantRow)
            .where(ChatGrantRow.telegram_user_id == telegram_user_id)
            .order_by(ChatGrantRow.id)
        )
        return [grant(row) for row in rows]

    async def in_chat(self, chat_id: int) -> list[ChatGrant]:
        rows = await self._session.scalars(
            select(ChatGrantRow).where(ChatGrantRow.chat_id == chat_id).order_by(ChatGrantRow.id)
        )
        return [grant(row) for row in rows]

    async def allow(self, grant_id: int, allowed: Allowed) -> None:
        await self._change(
            update(ChatGrantRow).where(ChatGrantRow.id == grant_id).values(allowed=int(allowed))
        )

    async def set_language(self, chat_id: int, language: str) -> None:
        await self._change(
            update(ChatGrantRow).where(ChatGrantRow.chat_id == chat_id).values(language=language)
        )

    async def set_silenced(
        self, chat_id: int, at: datetime | None, topic: Place | None = None
    ) -> list[ChatGrant]:
        silent = ChatGrantRow.silenced_at
        news = silent.is_not(None) if at is None else silent.is_(None)
        rows = await self._session.scalars(
            update(ChatGrantRow)
            .where(ChatGrantRow.chat_id == chat_id, news, *_goes_to(topic))
            .values(silenced_at=at)
            .returning(ChatGrantRow)
        )
        return sorted((grant(row) for row in rows), key=lambda one: one.id)

    async def end(self, grant_id: int) -> None:
        await self._change(delete(ChatGrantRow).where(ChatGrantRow.id == grant_id))

    async def end_of(self, telegram_user_id: int, account_id: int) -> None:
        await self._change(
            delete(ChatGrantRow).where(
                ChatGrantRow.telegram_user_id == telegram_user_id,
                ChatGrantRow.account_id == account_id,
            )
        )

    async def move(self, old_chat_id: int, new_chat_id: int) -> None:
        await self._move(ChatGrantRow, old_chat_id, new_chat_id, "account_id")
        await self._move(DigestSubscriptionRow, old_chat_id, new_chat_id, "account_id", "cadence")
        await self._change(
            update(ChatGrantRow)
            .where(ChatGrantRow.chat_id == new_chat_id)
            .values(kind=ChatKind.SUPERGROUP)
        )
        await self._change(
            update(OutboxRow).where(OutboxRow.chat_id == old_chat_id).values(chat_id=new_chat_id)
        )

    async def _move(
        self,
        table: type[ChatGrantRow] | type[DigestSubscriptionRow],
        old_chat_id: int,
        new_chat_id: int,
        *alike: str,
    ) -> None:
        """What was made in the new chat meanwhile is newer, and stays."""
        there = aliased(table)
        await self._change(
            delete(table).where(
                table.chat_id == old_chat_id,
                exists().where(
                    there.chat_id == new_chat_id,
                    there.telegram_user_id == table.telegram_user_id,
                    *(
                        getattr(there, column).is_not_distinct_from(getattr(table, column))
                        for column in alike
                    ),
                ),
            )
        )
        await self._change(
            update(table).where(table.chat_id == old_chat_id).values(chat_id=new_chat_id)
        )


def _goes_to(topic: Place | None) -> Iterable[ColumnElement[bool]]:
    """What is shown in that topic, and what sends its digests there."""
    if topic is None:
        return ()
    thread_id, digest = topic.message_thread_id, DigestSubscriptionRow
    sends = exists().where(
        digest.telegram_user_id == ChatGrantRow.telegram_user_id,
        digest.account_id == ChatGrantRow.account_id,
        digest.chat_id == ChatGrantRow.chat_id,
        digest.message_thread_id.is_not_distinct_from(thread_id),
    )
    return (or_(ChatGrantRow.message_thread_id.is_not_distinct_from(thread_id), sends),)
