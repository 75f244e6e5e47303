"""Keys to the HTTP API, by their hashes."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select, update

from bot.domain.api_keys import ApiKey, ApiRight
from bot.services.ports import NewApiKey, OpenedKey
from bot.storage.repositories.base import Repository
from bot.storage.tables import ApiKeyRow, LinkRow

_COLUMNS = (
    ApiKeyRow.id,
    ApiKeyRow.telegram_user_id,
    ApiKeyRow.account_id,
    ApiKeyRow.rights,
    ApiKeyRow.ending,
    ApiKeyRow.created_at,
    ApiKeyRow.expires_at,
    ApiKeyRow.last_used_at,
)
"""Of every request these are read: rows as objects would cost as much again."""

_OPENED = (
    select(*_COLUMNS, ApiKeyRow.digest, LinkRow.account_id.label("opens"))
    .outerjoin(
        LinkRow,
        and_(
            LinkRow.telegram_user_id == ApiKeyRow.telegram_user_id,
            or_(ApiKeyRow.account_id.is_(None), ApiKeyRow.account_id == LinkRow.account_id),
        ),
    )
    .where(ApiKeyRow.digest.in_(bindparam("digests", expanding=True)))
)
"""Made once: to put a statement together costs as much as to run it."""


def _key(row: Any) -> ApiKey:
    """Of an ApiKeyRow, or of its ``_COLUMNS``."""
    return ApiKey(
        id=row.id,
        telegram_user_id=row.telegram_user_id,
        account_id=row.account_id,
        rights=ApiRight(row.rights),
        ending=row.ending,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
    )


class SqlApiKeys(Repository):
    """Implements the ApiKeys port."""

    async def add(self, new: NewApiKey) -> ApiKey:
        rows = await self._session.scalars(
            self._insert(ApiKeyRow)
            .values(
                telegram_user_id=new.telegram_user_id,
                account_id=new.account_id,
                rights=int(new.rights),
                digest=new.digest,
                ending=new.ending,
                created_at=self._now,
                expires_at=new.expires_at,
            )
            .returning(ApiKeyRow)
        )
        return _key(rows.one())

    async def by_digests(self, digests: Collection[str]) -> dict[str, OpenedKey]:
        rows = await self._session.execute(_OPENED, {"digests": list(digests)})
        found = rows.all()
        opens: dict[str, set[int]] = defaultdict(set)
        for row in found:
            opens[row.digest] |= {row.opens} - {None}
        return {row.digest: OpenedKey(_key(row), frozenset(opens[row.digest])) for row in found}

    async def of_person(self, telegram_user_id: int) -> list[ApiKey]:
        rows = await self._session.scalars(
            select(ApiKeyRow)
            .where(ApiKeyRow.telegram_user_id == telegram_user_id)
            .order_by(ApiKeyRow.id)
        )
        return [_key(row) for row in rows]

    async def revoke(self, telegram_user_id: int, key_id: int) -> ApiKey | None:
        row = await self._session.scalar(
            delete(ApiKeyRow)
            .where(ApiKeyRow.id == key_id, ApiKeyRow.telegram_user_id == telegram_user_id)
            .returning(ApiKeyRow)
        )
        return None if row is None else _key(row)

    async def used(self, key_ids: Collection[int], at: datetime) -> None:
        used = ApiKeyRow.id.in_(key_ids)
        await self._change(update(ApiKeyRow).where(used).values(last_used_at=at))

    async def forget_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(ApiKeyRow, ApiKeyRow.expires_at < before, limit)
