"""When the bot, the link or Instagram could not be reached, and the bot's own heartbeat."""

from datetime import datetime

from sqlalchemy import or_, select, update

from bot.domain.story_coverage import HEARTBEAT
from bot.domain.story_life import Outage, Trouble
from bot.services.ports import Ref
from bot.storage.due import OPEN, SqlRecurring
from bot.storage.repositories.base import NO_OBJECTS, Repository
from bot.storage.tables import HeartbeatRow, OutageRow


class SqlOutages(Repository):
    """Implements the Outages port."""

    async def note(self, account_id: int | None, outage: Outage) -> None:
        """One that goes on is made longer."""
        of_account = (
            OutageRow.account_id.is_(None)
            if account_id is None
            else OutageRow.account_id == account_id
        )
        known = await self._session.scalar(
            update(OutageRow)
            .where(of_account, OutageRow.cause == outage.cause, OutageRow.until >= outage.since)
            .values(until=outage.until)
            .returning(OutageRow.id),
            execution_options=NO_OBJECTS,
        )
        if known is None:
            await self._session.execute(
                self._insert(OutageRow).values(
                    account_id=account_id,
                    cause=outage.cause,
                    since=outage.since,
                    until=outage.until,
                )
            )

    async def end_by(self, now: datetime) -> None:
        await self._change(update(OutageRow).where(OutageRow.until > now).values(until=now))

    async def between(self, account_id: int, since: datetime, until: datetime) -> list[Outage]:
        rows = await self._session.scalars(
            select(OutageRow)
            .where(
                or_(OutageRow.account_id == account_id, OutageRow.account_id.is_(None)),
                OutageRow.until > since,
                OutageRow.since < until,
            )
            .order_by(OutageRow.since, OutageRow.id)
        )
        return [Outage(Trouble(row.cause), row.since, row.until) for row in rows]


class SqlHeartbeat(SqlRecurring):
    """Implements the Heartbeat port."""

    model = HeartbeatRow

    async def sweep(self) -> int:
        """Also a beat that a clock which was ahead put off: it comes every quarter of an hour."""
        table, now = self._table.c, self._now
        await self._change(
            update(HeartbeatRow)
            .where(table.state == OPEN, table.available_at > now + HEARTBEAT)
            .values(available_at=now)
        )
        return await super().sweep()

    async def beat(self, ref: Ref, now: datetime) -> datetime | None:
        last: datetime | None = await self._session.scalar(
            select(HeartbeatRow.beat_at).where(HeartbeatRow.id == ref.id)
        )
        await self._change(
            update(HeartbeatRow).where(HeartbeatRow.id == ref.id).values(beat_at=now)
        )
        return last
