"""Stories, what was seen of them, and the sequences they belong to."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update

from bot.domain.media import Insights, MediaDetails, MediaProductType, Number
from bot.domain.periods import Period
from bot.domain.story_life import LIFE, Look, Story, StorySequence
from bot.services.ports import ListedMedia
from bot.storage.due import OPEN
from bot.storage.repositories.base import Repository, later
from bot.storage.tables import SampleRow, StoryRow, StorySequenceRow

METRIC_COLUMNS = (
    "reach",
    "views",
    "replies",
    "shares",
    "total_interactions",
    "follows",
    "profile_visits",
    "reposts",
    "navigation",
)
NAVIGATION_COLUMNS = ("tap_forward", "tap_back", "tap_exit", "swipe_forward")


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
            )
            .on_conflict_do_nothing(index_elements=[StoryRow.media_id])
            .returning(StoryRow.id)
        )
        return story_id

    async def save_look(self, story_id: int, slot: int, attempt: int, look: Look) -> None:
        story = await self._session.get(StoryRow, story_id)
        if story is None:  # its account was forgotten while Instagram was asked
            return
        await self._session.execute(
            self._insert(SampleRow)
            .values(
                posted_on=_posted_on(story),
                story_id=story_id,
                slot=slot,
                account_id=story.account_id,
                captured_at=look.at,
                attempt=attempt,
                hidden=look.hidden,
                **({} if look.insights is None else _metric_columns(look.insights)),
            )
            .on_conflict_do_nothing()
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

    async def live(self, account_id: int) -> list[Story]:
        return await self._stories(
            StoryRow.account_id == account_id,
            StoryRow.timestamp > self._now - LIFE,
            StoryRow.gone_at.is_(None),
        )

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
            stories[row.sequence_id].append(_story(row, looks[row.id]))
        return [
            StorySequence(row.id, row.account_id, row.local_date, tuple(stories[row.id]))
            for row in rows
        ]

    async def _stories(self, *conditions: ColumnElement[bool]) -> list[Story]:
        rows = await self._rows(*conditions)
        looks = await self._looks(rows)
        return [_story(row, looks[row.id]) for row in rows]

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
        days = [_posted_on(story) for story in stories]
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
            looks[sample.story_id].append(_look(sample))
        return looks


def _posted_on(story: StoryRow) -> date:
    return story.timestamp.astimezone(UTC).date()


def _metric_columns(insights: Insights) -> dict[str, Any]:
    """The columns of a sample; what has no column of its own goes to ``others``."""
    columns: dict[str, Any] = {}
    values: dict[str, Number] = {}
    for metric, value in insights.values.items():
        # Instagram counts stories in whole numbers; should it not, nothing is rounded.
        if metric in METRIC_COLUMNS and isinstance(value, int):
            columns[metric] = value
        else:
            values[metric] = value
    breakdowns = {metric: dict(parts) for metric, parts in insights.breakdowns.items()}
    taps = breakdowns.get("navigation")
    # A part that is absent from a breakdown that came is 0; one with other parts stays whole.
    if taps is not None and _fits_columns(taps):
        columns |= {part: taps.get(part, 0) for part in NAVIGATION_COLUMNS}
        del breakdowns["navigation"]
    if values or breakdowns:
        columns["others"] = {"values": values, "breakdowns": breakdowns}
    return columns


def _fits_columns(taps: dict[str, Number]) -> bool:
    return all(
        part in NAVIGATION_COLUMNS and isinstance(value, int) for part, value in taps.items()
    )


def _look(sample: SampleRow) -> Look:
    if sample.hidden:
        return Look(sample.captured_at, None)
    others = sample.others or {"values": {}, "breakdowns": {}}
    values = _measured(sample, METRIC_COLUMNS) | others["values"]
    taps = _measured(sample, NAVIGATION_COLUMNS)
    breakdowns = ({"navigation": taps} if taps else {}) | others["breakdowns"]
    return Look(sample.captured_at, Insights(sample.captured_at, values, breakdowns))


def _measured(sample: SampleRow, columns: Sequence[str]) -> dict[str, Number]:
    numbers = {column: getattr(sample, column) for column in columns}
    return {column: number for column, number in numbers.items() if number is not None}


def _story(row: StoryRow, looks: Sequence[Look]) -> Story:
    return Story(
        id=row.id,
        account_id=row.account_id,
        details=MediaDetails(
            media_id=row.media_id,
            media_type=row.media_type,
            media_product_type=MediaProductType.STORY,
            timestamp=row.timestamp,
            caption=row.caption,
            permalink=row.permalink,
            media_url=row.media_url,
            thumbnail_url=row.thumbnail_url,
        ),
        gone_at=row.gone_at,
        looks=tuple(looks),
    )
