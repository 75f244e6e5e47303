"""Numbers of whole accounts: window totals, daily series, follower counts."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select

from bot.domain.media import Number
from bot.domain.periods import Period
from bot.services.ports import AccountTotals, DayValue
from bot.storage.repositories.base import Repository
from bot.storage.tables import AccountDayRow, AccountTotalsRow, FollowersDayRow


class SqlAccountNumbers(Repository):
    """Implements the AccountNumbers port."""

    async def save_totals(self, account_id: int, period: Period, totals: AccountTotals) -> None:
        newest = {
            "as_of": totals.as_of,
            "values": dict(totals.values),
            "breakdowns": {metric: dict(parts) for metric, parts in totals.breakdowns.items()},
        }
        insert = self._insert(AccountTotalsRow).values(
            account_id=account_id,
            time_zone=period.zone.key,
            first_day=period.first,
            last_day=period.last,
            **newest,
        )
        await self._session.execute(
            insert.on_conflict_do_update(
                index_elements=AccountTotalsRow.__table__.primary_key,
                set_={column: insert.excluded[column] for column in newest},
            )
        )

    async def totals(self, account_id: int, period: Period) -> AccountTotals | None:
        row = await self._session.get(
            AccountTotalsRow, (account_id, period.zone.key, period.first, period.last)
        )
        return None if row is None else AccountTotals(row.as_of, row.values, row.breakdowns)

    async def forget_totals_before(self, day: date) -> int:
        return await self._change(delete(AccountTotalsRow).where(AccountTotalsRow.last_day < day))

    async def save_series(
        self, account_id: int, metric: str, values: Sequence[DayValue], as_of: datetime
    ) -> None:
        if not values:
            return
        insert = self._insert(AccountDayRow).values(
            [
                {
                    "account_id": account_id,
                    "metric": metric,
                    "ends_at": day.ends_at,
                    "value": day.value,
                    "as_of": as_of,
                }
                for day in values
            ]
        )
        await self._session.execute(
            insert.on_conflict_do_update(
                index_elements=AccountDayRow.__table__.primary_key,
                set_={"value": insert.excluded.value, "as_of": insert.excluded.as_of},
            )
        )

    async def series(
        self, account_id: int, metric: str, since: datetime, until: datetime
    ) -> list[DayValue]:
        rows = await self._session.scalars(
            select(AccountDayRow)
            .where(
                AccountDayRow.account_id == account_id,
                AccountDayRow.metric == metric,
                AccountDayRow.ends_at > since,
                AccountDayRow.ends_at <= until,
            )
            .order_by(AccountDayRow.ends_at)
        )
        return [DayValue(row.ends_at, _number(row.value)) for row in rows]

    async def save_followers(self, account_id: int, day: date, count: int) -> None:
        await self._session.execute(
            self._insert(FollowersDayRow)
            .values(account_id=account_id, day=day, followers_count=count)
            .on_conflict_do_update(
                index_elements=FollowersDayRow.__table__.primary_key,
                set_={"followers_count": count},
            )
        )

    async def followers(self, account_id: int, first: date, last: date) -> dict[date, int]:
        rows = await self._session.execute(
            select(FollowersDayRow.day, FollowersDayRow.followers_count)
            .where(
                FollowersDayRow.account_id == account_id,
                FollowersDayRow.day.between(first, last),
            )
            .order_by(FollowersDayRow.day)
        )
        return {row.day: row.followers_count for row in rows}


def _number(value: float) -> Number:
    """Counts come back whole."""
    return int(value) if value.is_integer() else value
