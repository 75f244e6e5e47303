"""Digests that wait for their hour, and their pictures: each picture once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Text, bindparam, select

from bot.services.ports import ReadyDigest
from bot.storage.columns import RowId, UtcDateTime
from bot.storage.repositories.base import UNUSED, Repository, table_of
from bot.storage.tables import DigestPictureRow, ReadyDigestRow

PICTURES_AT_ONCE = 100
"""Some 3 MB: a thousand of them would keep SQLite from everything else for a second."""

REPLACED = ("key", "mark", "made_at", "screen", "picture")

READY, PICTURE = table_of(ReadyDigestRow).c, table_of(DigestPictureRow).c
KEY = bindparam("of", type_=Text)
FOUND = select(READY.screen).where(
    READY.subscription_id == bindparam("subscription_id", type_=RowId),
    READY.key == KEY,
    READY.mark == bindparam("mark", type_=Text),
    READY.made_at.between(
        bindparam("since", type_=UtcDateTime), bindparam("until", type_=UtcDateTime)
    ),
)
HAS_PICTURE = select(PICTURE.key).where(PICTURE.key == KEY)
PNG = select(PICTURE.png).where(PICTURE.key == KEY)


class SqlReadyDigests(Repository):
    """Implements the ReadyDigests port."""

    async def put(self, ready: ReadyDigest) -> None:
        made = self._insert(ReadyDigestRow).values(
            subscription_id=ready.subscription_id,
            key=ready.key,
            mark=ready.mark,
            made_at=self._now,
            screen=ready.screen,
            picture=ready.picture,
        )
        anew = {name: made.excluded[name] for name in REPLACED}
        await self._session.execute(
            made.on_conflict_do_update(index_elements=["subscription_id"], set_=anew)
        )
        if ready.png is not None:
            await self._session.execute(
                self._insert(DigestPictureRow)
                .values(key=ready.picture, png=ready.png)
                .on_conflict_do_nothing()
            )

    async def find(
        self, subscription_id: int, key: str, mark: str, fresh_for: timedelta
    ) -> Mapping[str, object] | None:
        now = self._now
        found: Mapping[str, object] | None = await self._session.scalar(
            FOUND,
            {
                "subscription_id": subscription_id,
                "of": key,
                "mark": mark,
                "since": now - fresh_for,
                # A clock that was set back has made it in the future.
                "until": now + fresh_for,
            },
        )
        return found

    async def has_picture(self, key: str) -> bool:
        return await self._session.scalar(HAS_PICTURE, {"of": key}) is not None

    async def picture(self, key: str) -> bytes | None:
        png: bytes | None = await self._session.scalar(PNG, {"of": key})
        return png

    async def forget_before(self, before: datetime, limit: int) -> int:
        forgotten = await self._delete_some(ReadyDigestRow, ReadyDigestRow.made_at < before, limit)
        pictures = await self._delete_some(DigestPictureRow, UNUSED, PICTURES_AT_ONCE)
        return limit if pictures == PICTURES_AT_ONCE else forgotten
