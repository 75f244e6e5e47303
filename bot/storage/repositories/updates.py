"""The inbox of Telegram updates: stored before they are acknowledged, known when repeated."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select, update

from bot.metrics.counted import WEBHOOK_DUPLICATES
from bot.services.ports import inbox_key
from bot.storage.counting import when_committed
from bot.storage.repositories.base import NO_OBJECTS, Repository
from bot.storage.tables import UNFINISHED, LeaseRow, ProcessedUpdateRow

MOST_TRIES = 3
"""An update that was handed out so often without being done is poison."""


class SqlUpdates(Repository):
    """Implements the Updates port."""

    async def store(self, update_id: int, body: str, inbox: str) -> bool:
        stored: int | None = await self._session.scalar(
            self._insert(ProcessedUpdateRow)
            .values(update_id=update_id, at=self._now, body=body, owner=inbox)
            .on_conflict_do_nothing()
            .returning(ProcessedUpdateRow.update_id)
        )
        if stored is None:
            when_committed(self._session, WEBHOOK_DUPLICATES.labels("telegram").inc)
        return stored is not None

    async def done(self, update_id: int) -> None:
        await self._change(
            update(ProcessedUpdateRow)
            .where(ProcessedUpdateRow.update_id == update_id)
            .values(body=None)
        )

    async def left_by_the_dead(self, inbox: str) -> list[str]:
        alive = exists().where(
            LeaseRow.name == inbox_key("") + func.coalesce(ProcessedUpdateRow.owner, ""),
            LeaseRow.until > self._now,
        )
        owners = await self._session.scalars(
            select(func.coalesce(ProcessedUpdateRow.owner, ""))
            .where(
                UNFINISHED,
                ProcessedUpdateRow.handed_out < MOST_TRIES,
                ProcessedUpdateRow.owner.is_distinct_from(inbox),
                ~alive,
            )
            .distinct()
        )
        return list(owners)

    async def take_over(self, inbox: str, left_by: Collection[str] | None) -> list[str]:
        # By the owner's name: a row that another inbox took a moment ago has another one by now.
        owner = func.coalesce(ProcessedUpdateRow.owner, "")
        rows = await self._session.execute(
            update(ProcessedUpdateRow)
            .where(
                UNFINISHED,
                ProcessedUpdateRow.handed_out < MOST_TRIES,
                owner != inbox if left_by is None else owner.in_(left_by),
            )
            .values(handed_out=ProcessedUpdateRow.handed_out + 1, owner=inbox)
            .returning(ProcessedUpdateRow.update_id, ProcessedUpdateRow.body),
            execution_options=NO_OBJECTS,
        )
        return [body for _, body in sorted(rows) if body is not None]

    async def forget_person(self, telegram_user_id: int) -> None:
        rows = await self._session.execute(
            select(ProcessedUpdateRow.update_id, ProcessedUpdateRow.body).where(
                UNFINISHED, ProcessedUpdateRow.body.contains(str(telegram_user_id))
            )
        )
        theirs = [
            update_id
            for update_id, body in rows
            if body and _names(json.loads(body), telegram_user_id)
        ]
        await self._change(
            update(ProcessedUpdateRow)
            .where(ProcessedUpdateRow.update_id.in_(theirs))
            .values(body=None)
        )

    async def forget_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(ProcessedUpdateRow, ProcessedUpdateRow.at < before, limit)


def _names(part: Any, telegram_user_id: int) -> bool:
    """Whether a user or a private chat of this id stands anywhere in it."""
    if isinstance(part, dict):
        named = part.get("id") == telegram_user_id
        return named or any(_names(inner, telegram_user_id) for inner in part.values())
    return isinstance(part, list) and any(_names(inner, telegram_user_id) for inner in part)
