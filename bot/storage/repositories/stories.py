"""Stories, what was seen of them, and the sequences they belong to."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    UpdateBase,
    and_,
    bindparam,
    case,
    func,
    select,
    update,
)

from bot.domain.periods import Period
from bot.domain.story_life import FINAL_AGE, LIFE, Look, Outage, Story, StorySequence, Trouble
from bot.metrics.counted import STORIES_CAPTURED, STORY_LEAD
from bot.services.ports import ListedMedia, MadeLook, StoryDay
from bot.storage.counting import when_committed
from bot.storage.due import OPEN
from bot.storage.repositories.base import Repository, insert_into, later, table_of
from bot.storage.repositories.story_rows import look_of, posted_on, sample_of, story_of
from bot.storage.tables import SampleRow, StoryRow, StorySequenceRow

STORY = table_of(StoryRow)
SHOWN = select(STORY.c.id, STORY.c.account_id, STORY.c.timestamp, STORY.c.trouble).where(
    STORY.c.id.in_(bindparam("of", expanding=True))
)


class SqlStories(Repository):
    """Implements the Stories port."""

    async def add(
        self, account_id: int, listed: ListedMedia, local_date: date, wrap_up_at: datetime
    ) -> int | None:
        details = listed.details
        if await self._session.scalar(
            select(StoryRow.id).where(StoryRow.media_id == details.media_id)
        ):
            return None
        story_id: int | None = await self._session.scalar(
            self._insert(StoryRow)
            .values(
                account_id=account_id,
                sequence_id=await self._sequence_id(account_id, local_date, wrap_up_at),
                media_id=details.media_id,
                media_type=details.media_type,
                timestamp=details.timestamp,
                caption=details.caption,
                permalink=details.permalink,
                media_url=details.media_url,
                thumbnail_url=details.thumbnail_url,
                found_at=self._now,
            )
            .on_conflict_do_nothing(index_elements=[StoryRow.media_id])
            .returning(StoryRow.id)
        )
        return story_id

    async def save_looks(self, made: Sequence[MadeLook]) -> None:
        rows = await self._session.execute(SHOWN, {"of": list({one.story_id for one in made})})
        # A story is gone when its account was forgotten while Instagram was asked.
        stories = {row.id: row for row in rows}
        samples = [sample_of(stories[one.story_id], one) for one in made if one.story_id in stories]
        if samples:
            await self._session.execute(_keep(self._dialect), samples)
            looks = [
                (one.look, stories[one.story_id].timestamp)
                for one in made
                if one.story_id in stories
            ]
            when_committed(self._session, lambda: _count(looks))
        ended = [story_id for story_id, row in stories.items() if row.trouble is not None]
        if ended:
            await self._change(
                update(StoryRow)
                .where(StoryRow.id.in_(ended))
                .values(trouble=None, trouble_since=None, trouble_until=None)
            )

    async def note_trouble(self, story_id: int, outage: Outage) -> None:
        goes_on = StoryRow.trouble == outage.cause
        await self._change(
            update(StoryRow)
            .where(StoryRow.id == story_id)
            .values(
                trouble=outage.cause,
                trouble_since=case((goes_on, StoryRow.trouble_since), else_=outage.since),
                trouble_until=outage.until,
            )
        )

    async def note_unlinked(self, account_id: int) -> None:
        await self._change(
            update(StoryRow)
            .where(
                StoryRow.account_id == account_id,
                StoryRow.timestamp > self._now - LIFE,
                StoryRow.gone_at.is_(None),
            )
            .values(
                trouble=Trouble.UNLINKED, trouble_since=self._now, trouble_until=self._now + LIFE
            )
        )

    async def set_gone(self, story_id: int, at: datetime) -> None:
        await self._change(
            update(StoryRow)
            .where(StoryRow.id == story_id, StoryRow.gone_at.is_(None))
            .values(gone_at=at)
        )

    async def get(self, account_ids: Collection[int], story_id: int) -> Story | None:
        stories = await self._stories(StoryRow.id == story_id, StoryRow.account_id.in_(account_ids))
        return stories[0] if stories else None

    async def find(self, account_id: int, media_id: str) -> Story | None:
        stories = await self._stories(
            StoryRow.account_id == account_id, StoryRow.media_id == media_id
        )
        return stories[0] if stories else None

    async def live(self, account_id: int) -> list[Story]:
        return await self._stories(
            StoryRow.account_id == account_id,
            StoryRow.timestamp > self._now - LIFE,
            StoryRow.gone_at.is_(None),
        )

    async def alive_between(self, account_id: int, since: datetime, until: datetime) -> list[Story]:
        stories = await self._stories(
            StoryRow.account_id == account_id,
            StoryRow.timestamp > since - LIFE,
            StoryRow.timestamp < until,
        )
        return [story for story in stories if story.ends_at > since]

    async def sequence(self, sequence_id: int) -> StorySequence | None:
        row = await self._session.get(StorySequenceRow, sequence_id)
        return None if row is None else (await self._with_stories([row]))[0]

    async def sequence_of(self, story_id: int) -> StorySequence | None:
        row = await self._session.scalar(
            select(StorySequenceRow)
            .join(StoryRow, StoryRow.sequence_id == StorySequenceRow.id)
            .where(StoryRow.id == story_id)
        )
        return None if row is None else (await self._with_stories([row]))[0]

    async def sequences(self, account_id: int, offset: int, limit: int) -> list[StorySequence]:
        rows = await self._session.scalars(
            select(StorySequenceRow)
            .where(StorySequenceRow.account_id == account_id)
            .order_by(StorySequenceRow.local_date.desc())
            .offset(offset)
            .limit(limit)
        )
        return await self._with_stories(rows.all())

    async def sequences_between(
        self, account_id: int, first: date, last: date
    ) -> list[StorySequence]:
        rows = await self._session.scalars(
            select(StorySequenceRow)
            .where(
                StorySequenceRow.account_id == account_id,
                StorySequenceRow.local_date.between(first, last),
            )
            .order_by(StorySequenceRow.local_date)
        )
        return await self._with_stories(rows.all())

    async def days(self, account_id: int, first: date, last: date) -> list[StoryDay]:
        rows = await self._session.execute(
            select(StorySequenceRow.id, StorySequenceRow.local_date, func.count(StoryRow.id))
            .join(StoryRow, StoryRow.sequence_id == StorySequenceRow.id)
            .where(
                StorySequenceRow.account_id == account_id,
                StorySequenceRow.local_date.between(first, last),
            )
            .group_by(StorySequenceRow.id, StorySequenceRow.local_date)
            .order_by(StorySequenceRow.local_date)
        )
        return [StoryDay(sequence_id, day, count) for sequence_id, day, count in rows]

    async def days_around(
        self, account_id: int, first: date, last: date
    ) -> tuple[date | None, date | None]:
        mine = StorySequenceRow.account_id == account_id
        day = StorySequenceRow.local_date
        before: date | None = await self._session.scalar(
            select(func.max(day)).where(mine, day < first)
        )
        after: date | None = await self._session.scalar(
            select(func.min(day)).where(mine, day > last)
        )
        return before, after

    async def first_slides(self, account_id: int, days: int) -> list[Story]:
        newest = (
            select(StorySequenceRow.id)
            .where(StorySequenceRow.account_id == account_id)
            .order_by(StorySequenceRow.local_date.desc())
            .limit(days)
            .subquery()
        )
        first = (
            select(StoryRow.sequence_id, func.min(StoryRow.timestamp).label("at"))
            .where(StoryRow.sequence_id.in_(select(newest.c.id)))
            .group_by(StoryRow.sequence_id)
            .subquery()
        )
        rows = (
            await self._session.scalars(
                select(StoryRow)
                .join(
                    first,
                    and_(
                        StoryRow.sequence_id == first.c.sequence_id,
                        StoryRow.timestamp == first.c.at,
                    ),
                )
                .order_by(StoryRow.timestamp.desc(), StoryRow.id.desc())
            )
        ).all()
        # Of two that were posted at once one is enough.
        of_days = list({row.sequence_id: row for row in rows}.values())
        looks = await self._looks(of_days)
        return [story_of(row, looks[row.id]) for row in of_days]

    async def count(self, account_id: int) -> int:
        counted = await self._session.scalar(
            select(func.count()).where(StoryRow.account_id == account_id)
        )
        return counted or 0

    async def count_sequences(self, account_id: int) -> int:
        counted = await self._session.scalar(
            select(func.count()).where(StorySequenceRow.account_id == account_id)
        )
        return counted or 0

    async def in_period(self, account_id: int, period: Period) -> list[Story]:
        return await self._stories(
            StoryRow.account_id == account_id,
            StoryRow.timestamp >= period.since,
            StoryRow.timestamp < period.until,
        )

    async def newest(self, account_id: int, offset: int, limit: int) -> list[Story]:
        ids = await self._session.scalars(
            select(StoryRow.id)
            .where(StoryRow.account_id == account_id)
            .order_by(StoryRow.timestamp.desc(), StoryRow.id.desc())
            .offset(offset)
            .limit(limit)
        )
        return await self.newest_first(ids.all())

    async def newest_first(self, story_ids: Sequence[int]) -> list[Story]:
        """Whosever they are: for ids that were found by their owner."""
        return (await self._stories(StoryRow.id.in_(story_ids)))[::-1]

    async def _sequence_id(self, account_id: int, local_date: date, wrap_up_at: datetime) -> int:
        """The day's sequence, open until ``wrap_up_at`` at least, also if it was wrapped up."""
        insert = self._insert(StorySequenceRow).values(
            account_id=account_id, local_date=local_date, available_at=wrap_up_at
        )
        sequence_id: int | None = await self._session.scalar(
            insert.on_conflict_do_update(
                index_elements=[StorySequenceRow.account_id, StorySequenceRow.local_date],
                set_={
                    "state": OPEN,
                    "failures": 0,
                    "crashes": 0,
                    "available_at": later(
                        StorySequenceRow.available_at, insert.excluded.available_at
                    ),
                },
            ).returning(StorySequenceRow.id)
        )
        assert sequence_id is not None
        return sequence_id

    async def _with_stories(self, rows: Sequence[StorySequenceRow]) -> list[StorySequence]:
        """Two queries, however many sequences."""
        sequence_ids = [row.id for row in rows]
        found = await self._rows(StoryRow.sequence_id.in_(sequence_ids))
        looks = await self._looks(found)
        stories: dict[int, list[Story]] = defaultdict(list)
        for row in found:
            stories[row.sequence_id].append(story_of(row, looks[row.id]))
        return [
            StorySequence(row.id, row.account_id, row.local_date, tuple(stories[row.id]))
            for row in rows
        ]

    async def _stories(self, *conditions: ColumnElement[bool]) -> list[Story]:
        rows = await self._rows(*conditions)
        looks = await self._looks(rows)
        return [story_of(row, looks[row.id]) for row in rows]

    async def _rows(self, *conditions: ColumnElement[bool]) -> Sequence[StoryRow]:
        """Oldest first."""
        rows = await self._session.scalars(
            select(StoryRow).where(*conditions).order_by(StoryRow.timestamp, StoryRow.id)
        )
        return rows.all()

    async def _looks(self, stories: Sequence[StoryRow]) -> dict[int, list[Look]]:
        """The looks of the stories by story id, oldest first."""
        looks: dict[int, list[Look]] = defaultdict(list)
        if not stories:
            return looks
        days = [posted_on(story) for story in stories]
        samples = await self._session.scalars(
            select(SampleRow)
            .where(
                # With the days PostgreSQL looks into their partitions only.
                SampleRow.posted_on.between(min(days), max(days)),
                SampleRow.story_id.in_([story.id for story in stories]),
            )
            .order_by(SampleRow.captured_at, SampleRow.slot)
        )
        for sample in samples:
            looks[sample.story_id].append(look_of(sample))
        return looks


def _count(looks: Sequence[tuple[Look, datetime]]) -> None:
    for look, posted_at in looks:
        is_final = look.at >= posted_at + FINAL_AGE
        outcome = "hidden" if look.hidden else "seen"
        STORIES_CAPTURED.labels("final" if is_final else "ladder", outcome).inc()
        if is_final:
            STORY_LEAD.observe((posted_at + LIFE - look.at).total_seconds())


@cache
def _keep(dialect: str) -> UpdateBase:
    return insert_into(dialect, table_of(SampleRow)).on_conflict_do_nothing()
