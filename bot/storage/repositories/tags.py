"""Topics of people, and what they marked with them."""

from collections.abc import Sequence

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.domain.media import Media, MediaProductType
from bot.domain.story_life import Story
from bot.domain.tags import Tag, tag_key
from bot.services.ports import CountedTag, Target
from bot.storage.repositories.base import Repository
from bot.storage.repositories.media import media as media_of
from bot.storage.repositories.stories import SqlStories
from bot.storage.tables import MediaRow, MediaTagRow, StoryRow, StoryTagRow, TagRow


def _tag(row: TagRow) -> Tag:
    return Tag(row.id, row.telegram_user_id, row.account_id, row.name)


class SqlTags(Repository):
    """Implements the Tags port."""

    async def add(self, telegram_user_id: int, account_id: int, name: str) -> Tag:
        await self._session.execute(
            self._insert(TagRow)
            .values(
                telegram_user_id=telegram_user_id,
                account_id=account_id,
                name=name,
                key=tag_key(name),
                created_at=self._now,
            )
            .on_conflict_do_nothing(
                index_elements=[TagRow.telegram_user_id, TagRow.account_id, TagRow.key]
            )
        )
        added = await self.find(telegram_user_id, account_id, name)
        assert added is not None
        return added

    async def find(self, telegram_user_id: int, account_id: int, name: str) -> Tag | None:
        row = await self._session.scalar(
            select(TagRow).where(
                TagRow.telegram_user_id == telegram_user_id,
                TagRow.account_id == account_id,
                TagRow.key == tag_key(name),
            )
        )
        return None if row is None else _tag(row)

    async def get(self, telegram_user_id: int, tag_id: int) -> Tag | None:
        row = await self._session.scalar(
            select(TagRow).where(TagRow.id == tag_id, TagRow.telegram_user_id == telegram_user_id)
        )
        return None if row is None else _tag(row)

    async def count(self, telegram_user_id: int, account_id: int) -> int:
        counted = await self._session.scalar(
            select(func.count()).where(
                TagRow.telegram_user_id == telegram_user_id, TagRow.account_id == account_id
            )
        )
        return counted or 0

    async def of_account(self, telegram_user_id: int, account_id: int) -> list[CountedTag]:
        mine = and_(TagRow.telegram_user_id == telegram_user_id, TagRow.account_id == account_id)
        kinds = await self._session.execute(
            select(TagRow.id, MediaRow.media_product_type, func.count())
            .join(MediaTagRow, MediaTagRow.tag_id == TagRow.id)
            .join(MediaRow, MediaRow.id == MediaTagRow.media_id)
            .where(mine)
            .group_by(TagRow.id, MediaRow.media_product_type)
        )
        media = {(tag_id, kind): count for tag_id, kind, count in kinds}
        counted = await self._session.execute(
            select(TagRow.id, func.count().label("marks"))
            .join(StoryTagRow, StoryTagRow.tag_id == TagRow.id)
            .where(mine)
            .group_by(TagRow.id)
        )
        stories = {row.id: row.marks for row in counted}
        rows = await self._session.scalars(select(TagRow).where(mine).order_by(TagRow.key))
        return [
            CountedTag(
                _tag(row),
                media.get((row.id, MediaProductType.FEED), 0),
                media.get((row.id, MediaProductType.REELS), 0),
                stories.get(row.id, 0),
            )
            for row in rows
        ]

    async def of_target(self, telegram_user_id: int, target: Target) -> list[Tag]:
        marks, marked = _marks(target.is_story)
        rows = await self._session.scalars(
            select(TagRow)
            .join(marks, marks.tag_id == TagRow.id)
            .where(TagRow.telegram_user_id == telegram_user_id, marked == target.id)
            .order_by(TagRow.key)
        )
        return [_tag(row) for row in rows]

    async def rename(self, tag: Tag, name: str) -> None:
        await self._change(
            update(TagRow).where(TagRow.id == tag.id).values(name=name, key=tag_key(name))
        )

    async def remove(self, tag: Tag) -> None:
        await self._change(delete(TagRow).where(TagRow.id == tag.id))

    async def set_mark(self, tag: Tag, target: Target, *, on: bool) -> None:
        marks, marked = _marks(target.is_story)
        if on:
            await self._session.execute(
                self._insert(marks)
                .values({"tag_id": tag.id, marked.key: target.id})
                .on_conflict_do_nothing()
            )
        else:
            await self._change(delete(marks).where(marks.tag_id == tag.id, marked == target.id))

    async def marked_among(self, tag: Tag, kind: MediaProductType, ids: Sequence[int]) -> set[int]:
        marks, marked = _marks(kind is MediaProductType.STORY)
        found = await self._session.scalars(
            select(marked).where(marks.tag_id == tag.id, marked.in_(ids))
        )
        return set(found)

    async def media(self, tag: Tag, limit: int) -> list[Media]:
        rows = await self._session.scalars(
            select(MediaRow)
            .join(MediaTagRow, MediaTagRow.media_id == MediaRow.id)
            .where(MediaTagRow.tag_id == tag.id)
            .order_by(MediaRow.timestamp.desc(), MediaRow.id.desc())
            .limit(limit)
        )
        return [media_of(row) for row in rows]

    async def stories(self, tag: Tag, limit: int) -> list[Story]:
        ids = await self._session.scalars(
            select(StoryRow.id)
            .join(StoryTagRow, StoryTagRow.story_id == StoryRow.id)
            .where(StoryTagRow.tag_id == tag.id)
            .order_by(StoryRow.timestamp.desc(), StoryRow.id.desc())
            .limit(limit)
        )
        return await SqlStories(self._session, self._clock).newest_first(ids.all())


def _marks(is_story: bool) -> tuple[type[StoryTagRow | MediaTagRow], InstrumentedAttribute[int]]:
    """The table of marks, and its column that names what is marked."""
    return (StoryTagRow, StoryTagRow.story_id) if is_story else (MediaTagRow, MediaTagRow.media_id)
