"""Instagram accounts, known once however many people are linked to them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    bindparam,
    exists,
    or_,
    select,
    update,
)

from bot.domain.accounts import InstagramAccount, LinkState, Person
from bot.services.ports import LinkedAccount, Profile
from bot.storage.repositories.base import Repository, table_of
from bot.storage.repositories.links import link
from bot.storage.repositories.people import person
from bot.storage.tables import InstagramAccountRow, LinkRow, PersonRow


def account(row: InstagramAccountRow) -> InstagramAccount:
    return InstagramAccount(
        id=row.id,
        user_id=row.user_id,
        app_scoped_id=row.app_scoped_id,
        username=row.username,
        name=row.name,
        account_type=row.account_type,
        time_zone=row.time_zone,
        followers_count=row.followers_count,
        follows_count=row.follows_count,
        media_count=row.media_count,
        as_of=row.as_of,
        media_synced_at=row.media_synced_at,
        media_sync_after=row.media_sync_after,
        stories_listed_at=row.stories_listed_at,
        unreadable_since=row.unreadable_since,
    )


ACCOUNT = table_of(InstagramAccountRow)
KEEP = (
    select(ACCOUNT.c.id)
    .where(ACCOUNT.c.id.in_(bindparam("of", expanding=True)))
    .order_by(ACCOUNT.c.id)
    .with_for_update(read=True, key_share=True)
)


class SqlAccounts(Repository):
    """Implements the Accounts port."""

    async def get(self, account_id: int) -> InstagramAccount | None:
        row = await self._session.get(InstagramAccountRow, account_id)
        return None if row is None else account(row)

    async def by_meta_id(self, meta_user_id: str) -> InstagramAccount | None:
        row = await self._session.scalar(
            select(InstagramAccountRow)
            .where(
                or_(
                    InstagramAccountRow.app_scoped_id == meta_user_id,
                    InstagramAccountRow.user_id == meta_user_id,
                )
            )
            .order_by(InstagramAccountRow.app_scoped_id != meta_user_id)
            .limit(1)
        )
        return None if row is None else account(row)

    async def save_profile(
        self, profile: Profile, time_zone: str, as_of: datetime
    ) -> InstagramAccount:
        if profile.user_id is None:
            raise ValueError("only a professional account can be stored")
        newest = {
            "app_scoped_id": profile.app_scoped_id,
            "username": profile.username,
            "name": profile.name,
            "account_type": profile.account_type,
            "followers_count": profile.followers_count,
            "follows_count": profile.follows_count,
            "media_count": profile.media_count,
            "as_of": as_of,
        }
        rows = await self._session.scalars(
            self._insert(InstagramAccountRow)
            .values(user_id=profile.user_id, time_zone=time_zone, created_at=self._now, **newest)
            .on_conflict_do_update(index_elements=[InstagramAccountRow.user_id], set_=newest)
            .returning(InstagramAccountRow)
        )
        row = rows.one()
        return account(row)

    async def note_media_sync(self, account_id: int, after: str) -> None:
        await self._change(
            update(InstagramAccountRow)
            .where(
                InstagramAccountRow.id == account_id,
                InstagramAccountRow.media_synced_at.is_(None),
            )
            .values(media_sync_after=after)
        )

    async def set_media_synced(self, account_id: int, at: datetime) -> None:
        await self._change(
            update(InstagramAccountRow)
            .where(
                InstagramAccountRow.id == account_id,
                InstagramAccountRow.media_synced_at.is_(None),
            )
            .values(media_synced_at=at, media_sync_after=None)
        )

    async def hold(self, account_id: int) -> None:
        """On PostgreSQL a lock that lets rows be added; on SQLite there is one writer only."""
        await self._session.execute(
            select(InstagramAccountRow.id)
            .where(InstagramAccountRow.id == account_id)
            .with_for_update(key_share=True)
        )

    async def keep(self, account_ids: Collection[int]) -> None:
        """On PostgreSQL a shared lock; on SQLite there is one writer only."""
        await self._session.execute(KEEP, {"of": list(account_ids)})

    async def note_stories_listed(self, account_id: int, at: datetime) -> None:
        await self._change(
            update(InstagramAccountRow)
            .where(InstagramAccountRow.id == account_id)
            .values(stories_listed_at=at)
        )

    async def note_unreadable(self, account_id: int) -> None:
        await self._change(
            update(InstagramAccountRow)
            .where(
                InstagramAccountRow.id == account_id, InstagramAccountRow.unreadable_since.is_(None)
            )
            .values(unreadable_since=self._now)
        )

    async def note_readable(self, account_id: int) -> bool:
        noted = await self._change(
            update(InstagramAccountRow)
            .where(
                InstagramAccountRow.id == account_id,
                InstagramAccountRow.unreadable_since.is_not(None),
                _served(InstagramAccountRow.id),
            )
            .values(unreadable_since=None)
        )
        return noted == 1

    async def forget(self, account_id: int) -> None:
        await self._forget_accounts(InstagramAccountRow.id == account_id)

    async def linked_to(self, telegram_user_id: int) -> list[LinkedAccount]:
        rows = await self._session.execute(
            select(InstagramAccountRow, LinkRow)
            .join(LinkRow, LinkRow.account_id == InstagramAccountRow.id)
            .where(LinkRow.telegram_user_id == telegram_user_id)
            .order_by(LinkRow.linked_at, LinkRow.id)
        )
        return [LinkedAccount(account(found), link(its_link)) for found, its_link in rows]

    async def ids_of(self, user_ids: Collection[str]) -> dict[str, int]:
        """On PostgreSQL a shared lock keeps them; on SQLite there is one writer only."""
        rows = await self._session.execute(
            select(InstagramAccountRow.user_id, InstagramAccountRow.id)
            .where(InstagramAccountRow.user_id.in_(user_ids))
            .order_by(InstagramAccountRow.id)
            .with_for_update(read=True, key_share=True)
        )
        return {row.user_id: row.id for row in rows}

    async def followers(self, account_id: int) -> list[Person]:
        rows = await self._session.scalars(
            select(PersonRow)
            .join(LinkRow, LinkRow.telegram_user_id == PersonRow.telegram_user_id)
            .where(LinkRow.account_id == account_id, LinkRow.state != LinkState.UNLINKED)
            .order_by(LinkRow.linked_at, LinkRow.id)
        )
        return [person(row) for row in rows]

    async def forget_kept_before(self, before: datetime) -> int:
        kept = select(LinkRow.account_id).where(
            LinkRow.state == LinkState.UNLINKED, LinkRow.state_since < before
        )
        return await self._forget_accounts(
            InstagramAccountRow.id.in_(kept), ~_followed(InstagramAccountRow.id)
        )


def _served(account_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether a healthy link is left."""
    return exists().where(LinkRow.account_id == account_id, LinkRow.state == LinkState.ACTIVE)


def _followed(account_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether anybody is linked, healthy or not."""
    return exists().where(LinkRow.account_id == account_id, LinkRow.state != LinkState.UNLINKED)
