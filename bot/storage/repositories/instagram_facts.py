"""What Instagram showed of itself: refused metrics, served versions, usage, and what we asked."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache

from sqlalchemy import (
    Date,
    SmallInteger,
    UpdateBase,
    bindparam,
    delete,
    func,
    literal,
    select,
)

from bot.services.ports import Purpose, RefusedMetric, ServedVersion, Usage
from bot.storage.columns import UtcDateTime
from bot.storage.repositories.base import Repository, insert_into, table_of
from bot.storage.tables import (
    InstagramAccountRow,
    RecentRequestsRow,
    RefusedMetricRow,
    RequestCountRow,
    ServedVersionRow,
    UsageRow,
)

USAGE = table_of(UsageRow)
USAGES = select(USAGE).where(USAGE.c.key.in_(bindparam("of", expanding=True)))


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
        return (await self.usages([key])).get(key)

    async def usages(self, keys: Collection[str]) -> dict[str, Usage]:
        rows = await self._session.execute(USAGES, {"of": list(keys)})
        return {
            row.key: Usage(row.call_count, row.total_cputime, row.total_time, row.as_of)
            for row in rows
        }

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

    async def count_requests(self, purposes: Mapping[int, Purpose], day: date) -> None:
        if not purposes:
            return
        minute = self._now.replace(second=0, microsecond=0)
        # In one order: two processes that count the same accounts must not wait for each other.
        of = sorted(purposes.items())
        await self._session.execute(
            _count_of_day(self._dialect),
            [{"of": account_id, "on": day, "why": purpose} for account_id, purpose in of],
        )
        await self._session.execute(
            _count_of_minute(self._dialect),
            [{"of": account_id, "at": minute} for account_id, _ in of],
        )

    async def requests_since(self, account_id: int, since: datetime) -> int:
        counted = await self._session.scalar(
            select(func.sum(RecentRequestsRow.requests)).where(
                RecentRequestsRow.account_id == account_id, RecentRequestsRow.minute > since
            )
        )
        return counted or 0

    async def forget_minutes_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(RecentRequestsRow, RecentRequestsRow.minute < before, limit)

    async def requests_on(self, account_id: int, day: date) -> Mapping[Purpose, int]:
        rows = await self._session.execute(
            select(RequestCountRow.purpose, RequestCountRow.requests).where(
                RequestCountRow.account_id == account_id, RequestCountRow.day == day
            )
        )
        return {Purpose(row.purpose): row.requests for row in rows}

    async def forget_requests_before(self, day: date, limit: int) -> int:
        return await self._delete_some(RequestCountRow, RequestCountRow.day < day, limit)

    async def forget_usage_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(UsageRow, UsageRow.as_of < before, limit)


# Somebody may delete everything of theirs while a request is on its way: then nothing is counted.


@cache
def _count_of_day(dialect: str) -> UpdateBase:
    count, account = table_of(RequestCountRow), table_of(InstagramAccountRow)
    on, why = bindparam("on", type_=Date), bindparam("why", type_=SmallInteger)
    of_known_account = select(account.c.id, on, why, literal(1)).where(
        account.c.id == bindparam("of")
    )
    return (
        insert_into(dialect, count)
        .from_select(["account_id", "day", "purpose", "requests"], of_known_account)
        .on_conflict_do_update(
            index_elements=count.primary_key, set_={"requests": count.c.requests + 1}
        )
    )


@cache
def _count_of_minute(dialect: str) -> UpdateBase:
    count, account = table_of(RecentRequestsRow), table_of(InstagramAccountRow)
    of_known_account = select(account.c.id, bindparam("at", type_=UtcDateTime), literal(1)).where(
        account.c.id == bindparam("of")
    )
    return (
        insert_into(dialect, count)
        .from_select(["account_id", "minute", "requests"], of_known_account)
        .on_conflict_do_update(
            index_elements=count.primary_key, set_={"requests": count.c.requests + 1}
        )
    )
