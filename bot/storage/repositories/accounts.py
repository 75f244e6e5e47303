"""Instagram accounts, known once however many people are linked to them."""

from datetime import datetime

from sqlalchemy import delete, select, update

from bot.domain.accounts import InstagramAccount, Person
from bot.services.ports import LinkedAccount, Profile
from bot.storage.repositories.base import Repository
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
    )


class SqlAccounts(Repository):
    """Implements the Accounts port."""

    async def get(self, account_id: int) -> InstagramAccount | None:
        row = await self._session.get(InstagramAccountRow, account_id)
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

    async def forget(self, account_id: int) -> None:
        await self._change(delete(InstagramAccountRow).where(InstagramAccountRow.id == account_id))
        await self._forget_limits([account_id])

    async def linked_to(self, telegram_user_id: int) -> list[LinkedAccount]:
        rows = await self._session.execute(
            select(InstagramAccountRow, LinkRow)
            .join(LinkRow, LinkRow.account_id == InstagramAccountRow.id)
            .where(LinkRow.telegram_user_id == telegram_user_id)
            .order_by(LinkRow.linked_at, LinkRow.id)
        )
        return [LinkedAccount(account(found), link(its_link)) for found, its_link in rows]

    async def followers(self, account_id: int) -> list[Person]:
        rows = await self._session.scalars(
            select(PersonRow)
            .join(LinkRow, LinkRow.telegram_user_id == PersonRow.telegram_user_id)
            .where(LinkRow.account_id == account_id)
            .order_by(LinkRow.linked_at, LinkRow.id)
        )
        return [person(row) for row in rows]
