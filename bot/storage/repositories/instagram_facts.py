"""What Instagram showed of itself: refused metrics, served versions, usage, and what we asked."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import delete, literal, select

from bot.services.ports import Purpose, RefusedMetric, ServedVersion, Usage
from bot.storage.repositories.base import Repository
from bot.storage.tables import (
    InstagramAccountRow,
    RefusedMetricRow,
    RequestCountRow,
    ServedVersionRow,
    UsageRow,
)


class SqlInstagramFacts(Repository):
    """Implements the InstagramFacts port."""

    async def refused_metrics(self) -> list[RefusedMetric]:
        rows = await self._session.scalars(
            select(RefusedMetricRow).order_by(RefusedMetricRow.kind, RefusedMetricRow.metric)
        )
        return [
            RefusedMetric(row.kind, row.metric, row.since, row.refused_at, row.detail)
            for row in rows
        ]

    async def metric_refused(self, kind: str, metric: str, at: datetime, detail: str) -> None:
        insert = self._insert(RefusedMetricRow).values(
            kind=kind, metric=metric, since=at, refused_at=at, detail=detail
        )
        await self._session.execute(
            insert.on_conflict_do_update(
                index_elements=RefusedMetricRow.__table__.primary_key,
                set_={
                    "refused_at": insert.excluded.refused_at,
                    "detail": insert.excluded.detail,
                },
            )
        )

    async def metrics_given(self, kind: str, metrics: Collection[str]) -> None:
        await self._change(
            delete(RefusedMetricRow).where(
                RefusedMetricRow.kind == kind, RefusedMetricRow.metric.in_(metrics)
            )
        )

    async def served_versions(self) -> list[ServedVersion]:
        rows = await self._session.scalars(
            select(ServedVersionRow).order_by(ServedVersionRow.asked)
        )
        return [ServedVersion(row.asked, row.served, row.since) for row in rows]

    async def version_served(self, asked: str, served: str, at: datetime) -> bool:
        known = await self._session.get(ServedVersionRow, asked)
        if known is not None and known.served == served:
            return False
        insert = self._insert(ServedVersionRow).values(asked=asked, served=served, since=at)
        await self._session.execute(
            insert.on_conflict_do_update(
                index_elements=[ServedVersionRow.asked],
                set_={"served": insert.excluded.served, "since": insert.excluded.since},
            )
        )
        return True

    async def usage(self, key: str) -> Usage | None:
        row = await self._session.get(UsageRow, key)
        if row is None:
            return None
        return Usage(row.call_count, row.total_cputime, row.total_time, row.as_of)

    async def note_usage(self, key: str, usage: Usage) -> None:
        newest = {
            "call_count": usage.call_count,
            "total_cputime": usage.total_cputime,
            "total_time": usage.total_time,
            "as_of": usage.as_of,
        }
        await self._session.execute(
            self._insert(UsageRow)
            .values(key=key, **newest)
            .on_conflict_do_update(index_elements=[UsageRow.key], set_=newest)
        )

    async def count_request(self, account_id: int, day: date, purpose: Purpose) -> None:
        # Somebody may delete everything of theirs while a request is on its way.
        of_known_account = select(
            InstagramAccountRow.id, literal(day), literal(int(purpose)), literal(1)
        ).where(InstagramAccountRow.id == account_id)
        await self._session.execute(
            self._insert(RequestCountRow)
            .from_select(["account_id", "day", "purpose", "requests"], of_known_account)
            .on_conflict_do_update(
                index_elements=RequestCountRow.__table__.primary_key,
                set_={"requests": RequestCountRow.requests + 1},
            )
        )

    async def requests_on(self, account_id: int, day: date) -> Mapping[Purpose, int]:
        rows = await self._session.execute(
            select(RequestCountRow.purpose, RequestCountRow.requests).where(
                RequestCountRow.account_id == account_id, RequestCountRow.day == day
            )
        )
        return {Purpose(row.purpose): row.requests for row in rows}

    async def forget_requests_before(self, day: date) -> int:
        return await self._change(delete(RequestCountRow).where(RequestCountRow.day < day))
