"""Who the people of an account are, a reading a day at most."""

from datetime import UTC, datetime

from sqlalchemy import select

from bot.domain.periods import Period
from bot.services.ports import AudienceParts
from bot.storage.repositories.base import Repository
from bot.storage.tables import AudienceRow


class SqlAudiences(Repository):
    """Implements the Audiences port."""

    async def save(self, account_id: int, audience: AudienceParts) -> None:
        newest = {"as_of": audience.as_of, "parts": dict(audience.parts)}
        await self._session.execute(
            self._insert(AudienceRow)
            .values(
                account_id=account_id,
                metric=audience.metric,
                breakdown=audience.breakdown,
                day=audience.as_of.astimezone(UTC).date(),
                **newest,
            )
            .on_conflict_do_update(index_elements=AudienceRow.__table__.primary_key, set_=newest)
        )

    async def newest(self, account_id: int) -> list[AudienceParts]:
        rows = await self._session.scalars(
            select(AudienceRow)
            .where(AudienceRow.account_id == account_id)
            .order_by(AudienceRow.metric, AudienceRow.breakdown, AudienceRow.day)
        )
        newest = {(row.metric, row.breakdown): row for row in rows}
        return [
            AudienceParts(row.metric, row.breakdown, row.as_of, row.parts)
            for row in newest.values()
        ]

    async def in_period(self, account_id: int, period: Period) -> list[AudienceParts]:
        rows = await self._session.scalars(
            select(AudienceRow)
            .where(
                AudienceRow.account_id == account_id,
                AudienceRow.as_of >= period.since,
                AudienceRow.as_of < period.until,
            )
            .order_by(AudienceRow.day, AudienceRow.metric, AudienceRow.breakdown)
        )
        return [AudienceParts(row.metric, row.breakdown, row.as_of, row.parts) for row in rows]

    async def forget_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(AudienceRow, AudienceRow.day < before.date(), limit)
