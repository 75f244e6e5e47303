"""The next look at each post and reel."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update

from bot.domain.media_life import AGES, MediaLane, PlannedMediaLook
from bot.services.ports import DueMediaLook, Ref
from bot.storage.due import CLAIMED, DONE, OPEN, SqlRecurring
from bot.storage.repositories.media import details
from bot.storage.tables import STILL_OPEN, MediaLookRow, MediaRow

MOST_AT_ONCE = 1000
"""Rows a statement: both databases count the values that are bound."""


class SqlMediaLooks(SqlRecurring):
    """Implements the MediaLooks port."""

    model = MediaLookRow
    shared_by = "account_id"
    share = 20

    async def unplanned(self, account_id: int) -> Mapping[int, datetime]:
        rows = await self._session.execute(
            select(MediaRow.id, MediaRow.timestamp)
            .outerjoin(MediaLookRow, MediaLookRow.media_id == MediaRow.id)
            .where(
                MediaRow.account_id == account_id,
                MediaLookRow.media_id.is_(None),
                MediaRow.before_conversion.is_(False),
            )
        )
        return {row.id: row.timestamp for row in rows}

    async def backfilled_until(self, account_id: int) -> datetime | None:
        last: datetime | None = await self._session.scalar(
            select(func.max(MediaLookRow.available_at, type_=MediaLookRow.available_at.type)).where(
                STILL_OPEN,
                MediaLookRow.account_id == account_id,
                MediaLookRow.lane == MediaLane.BACKFILL,
            )
        )
        return last

    async def plan(self, account_id: int, looks: Sequence[PlannedMediaLook]) -> None:
        rows = [
            {
                "media_id": look.media_id,
                "account_id": account_id,
                "lane": look.lane,
                "rung": look.rung,
                "available_at": look.due_at,
            }
            for look in looks
        ]
        for start in range(0, len(rows), MOST_AT_ONCE):
            await self._session.execute(
                self._insert(MediaLookRow)
                .values(rows[start : start + MOST_AT_ONCE])
                .on_conflict_do_nothing(index_elements=[MediaLookRow.media_id])
            )

    async def end_before_conversion(self, account_id: int) -> None:
        converted = select(MediaRow.id).where(
            MediaRow.account_id == account_id, MediaRow.before_conversion
        )
        await self._change(
            update(MediaLookRow)
            .where(STILL_OPEN, MediaLookRow.media_id.in_(converted))
            .values(state=DONE)
        )

    async def overdue(self, account_id: int) -> int:
        rows = await self._session.execute(
            select(MediaRow.timestamp, MediaLookRow.rung)
            .join(MediaLookRow, MediaLookRow.media_id == MediaRow.id)
            .where(
                STILL_OPEN,
                MediaLookRow.account_id == account_id,
                MediaLookRow.lane == MediaLane.LADDER,
            )
        )
        now = self._now
        return sum(row.timestamp + AGES[row.rung] <= now for row in rows)

    async def end_all(self, account_id: int) -> None:
        await self._change(
            delete(MediaLookRow).where(STILL_OPEN, MediaLookRow.account_id == account_id)
        )

    async def looks(self, refs: Sequence[Ref]) -> list[DueMediaLook]:
        attempts = dict(refs)
        rows = await self._session.execute(
            select(MediaLookRow, MediaRow)
            .join(MediaRow, MediaRow.id == MediaLookRow.media_id)
            .where(MediaLookRow.media_id.in_(attempts))
            .order_by(MediaRow.timestamp.desc())
        )
        return [
            DueMediaLook(
                ref=Ref(media.id, attempts[media.id]),
                account_id=media.account_id,
                media_id=media.media_id,
                kind=details(media).kind,
                published_at=media.timestamp,
                lane=MediaLane(look.lane),
                rung=look.rung,
                refused=frozenset(media.refused_metrics or ()),
            )
            for look, media in rows
        ]

    async def climb(self, ref: Ref, rung: int, at: datetime) -> bool:
        return await self._end(
            ref,
            "done",
            state=OPEN,
            lane=MediaLane.LADDER,
            rung=rung,
            available_at=at,
            failures=0,
            crashes=0,
            last_error=None,
        )

    async def unread(
        self, account_id: int, published_since: datetime, listed_since: datetime, before: datetime
    ) -> list[int]:
        rows = await self._session.scalars(
            select(MediaRow.id)
            .where(
                MediaRow.account_id == account_id,
                MediaRow.timestamp > published_since,
                MediaRow.listed_at >= listed_since,
                MediaRow.before_conversion.is_(False),
                or_(MediaRow.insights_as_of.is_(None), MediaRow.insights_as_of < before),
            )
            .order_by(MediaRow.timestamp.desc())
        )
        return list(rows)

    async def hasten(self, account_id: int, media_id: int, at: datetime) -> None:
        """A look that is being made right now stays with whoever makes it."""
        table = self._table.c
        await self._session.execute(
            self._insert(MediaLookRow)
            .values(
                media_id=media_id,
                account_id=account_id,
                lane=MediaLane.BACKFILL,
                rung=len(AGES),
                available_at=at,
            )
            .on_conflict_do_update(
                index_elements=[table.media_id],
                set_={"state": OPEN, "available_at": at},
                where=(table.state != CLAIMED) & or_(table.state != OPEN, table.available_at > at),
            )
        )

    async def rest(self, account_id: int, lane: MediaLane, until: datetime) -> None:
        await self._change(
            update(MediaLookRow)
            .where(
                STILL_OPEN,
                MediaLookRow.state == OPEN,
                MediaLookRow.lane == lane,
                MediaLookRow.available_at < until,
                MediaLookRow.account_id == account_id,
            )
            .values(available_at=until)
        )

    async def next_due(self, lane: str | None = None) -> datetime | None:
        """Each lane is found by the index on its own."""
        lanes = tuple(MediaLane) if lane is None else (lane,)
        firsts = [await super(SqlMediaLooks, self).next_due(one) for one in lanes]
        return min((at for at in firsts if at is not None), default=None)
