"""Keys to the HTTP API, by their hashes."""

from datetime import datetime

from sqlalchemy import delete, select, update

from bot.domain.api_keys import ApiKey, ApiRight
from bot.services.ports import NewApiKey
from bot.storage.repositories.base import Repository
from bot.storage.tables import ApiKeyRow


def _key(row: ApiKeyRow) -> ApiKey:
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

    async def by_digest(self, digest: str) -> ApiKey | None:
        row = await self._session.scalar(select(ApiKeyRow).where(ApiKeyRow.digest == digest))
        return None if row is None else _key(row)

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

    async def used(self, key_id: int, at: datetime) -> None:
        await self._change(update(ApiKeyRow).where(ApiKeyRow.id == key_id).values(last_used_at=at))

    async def forget_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(ApiKeyRow, ApiKeyRow.expires_at < before, limit)
