"""Numbers of whole accounts: window totals, daily series, follower counts."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select

from bot.domain.media import Number
from bot.domain.online import OnlineDay
from bot.domain.periods import Period
from bot.services.ports import AccountTotals, DayValue
from bot.storage.repositories.base import Repository, table_of
from bot.storage.tables import (
    AccountDayRow,
    AccountTotalsRow,
    FollowersDayRow,
    InstagramAccountRow,
    OnlineDayRow,
)

ACCOUNT = table_of(InstagramAccountRow)
WANTED = (
    select(ACCOUNT.c.id)
    .where(ACCOUNT.c.id.in_(bindparam("of", expanding=True)))
    .order_by(ACCOUNT.c.id)
    .with_for_update(key_share=True)
)


class SqlAccountNumbers(Repository):
    """Implements the AccountNumbers port."""

    async def still_wanted(self, account_id: int) -> bool:
        return bool(await self.wanted_among([account_id]))

    async def wanted_among(self, account_ids: Collection[int]) -> set[int]:
        """On PostgreSQL a lock keeps the accounts; on SQLite there is one writer only.

        Not a shared one: whoever changes the account later in the transaction would wait for
        somebody who shares it and wants to delete it, and the other way round.
        """
        return set(await self._session.scalars(WANTED, {"of": list(account_ids)}))

    async def save_totals(self, account_id: int, period: Period, totals: AccountTotals) -> None:
        newest = {
            "as_of": totals.as_of,
            "values": dict(totals.values),
            "breakdowns": {metric: dict(parts) for metric, parts in totals.breakdowns.items()},
            "kept_from": totals.kept_from,
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
        if row is None:
            return None
        return AccountTotals(row.as_of, row.values, row.breakdowns, row.kept_from)

    async def days(self, account_id: int, period: Period) -> dict[date, AccountTotals]:
        row = AccountTotalsRow
        rows = await self._session.scalars(
            select(row)
            .where(
                row.account_id == account_id,
                row.time_zone == period.zone.key,
                row.first_day == row.last_day,
                row.first_day.between(period.first, period.last),
            )
            .order_by(row.first_day)
        )
        return {
            day.first_day: AccountTotals(day.as_of, day.values, day.breakdowns, day.kept_from)
            for day in rows
        }

    async def newest_period(self, account_id: int, like: Period) -> Period | None:
        row = AccountTotalsRow
        stored = {
            (first, last)
            for first, last in await self._session.execute(
                select(row.first_day, row.last_day).where(
                    row.account_id == account_id,
                    row.time_zone == like.zone.key,
                    row.last_day <= like.last,
                )
            )
        }
        length = timedelta(days=like.days - 1)
        for last in sorted({last for _, last in stored}, reverse=True):
            period = Period(last - length, last, like.zone)
            if stored.issuperset((window.first, window.last) for window in period.windows()):
                return period
        return None

    async def forget_totals_before(self, day: date, limit: int) -> int:
        return await self._delete_some(AccountTotalsRow, AccountTotalsRow.last_day < day, limit)

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

    async def save_online(
        self, account_id: int, days: Sequence[OnlineDay], as_of: datetime
    ) -> None:
        for given, newest in (True, {"hours", "as_of"}), (False, {"as_of"}):
            rows = [
                {
                    "account_id": account_id,
                    "ends_at": day.ends_at,
                    "hours": {str(hour): count for hour, count in day.hours.items()},
                    "as_of": as_of,
                }
                for day in days
                if bool(day.hours) is given
            ]
            if not rows:
                continue
            insert = self._insert(OnlineDayRow).values(rows)
            await self._session.execute(
                insert.on_conflict_do_update(
                    index_elements=OnlineDayRow.__table__.primary_key,
                    set_={column: insert.excluded[column] for column in newest},
                )
            )

    async def online(self, account_id: int, since: datetime, until: datetime) -> list[OnlineDay]:
        row = OnlineDayRow
        rows = await self._session.execute(
            select(row.ends_at, row.hours)
            .where(row.account_id == account_id, row.ends_at > since, row.ends_at <= until)
            .order_by(row.ends_at)
        )
        return [
            OnlineDay(ends_at, {int(hour): count for hour, count in hours.items()})
            for ends_at, hours in rows
        ]

    async def online_read_at(self, account_id: int) -> datetime | None:
        newest: datetime | None = await self._session.scalar(
            select(func.max(OnlineDayRow.as_of)).where(OnlineDayRow.account_id == account_id)
        )
        return newest

    async def forget_days_before(self, before: datetime, limit: int) -> int:
        old_days = AccountDayRow.ends_at < before
        old_followers = FollowersDayRow.day < before.date()
        return max(
            await self._delete_some(AccountDayRow, old_days, limit),
            await self._delete_some(FollowersDayRow, old_followers, limit),
            await self._delete_some(OnlineDayRow, OnlineDayRow.ends_at < before, limit),
        )


def _number(value: float) -> Number:
    """Counts come back whole."""
    return int(value) if value.is_integer() else value
