"""Rate budgets that hold across machines: GCRA, one row a key and one statement a try."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, literal, select

from bot.storage.repositories.base import Repository, later
from bot.storage.tables import BucketRow

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class SqlBuckets(Repository):
    """Implements the Buckets port."""

    async def take(self, key: str, interval: timedelta, burst: int) -> timedelta | None:
        now, step = _microseconds(self._now), interval // MICROSECOND
        arrival = later(BucketRow.tat, literal(now, BigInteger)) + step
        granted = await self._session.scalar(
            self._insert(BucketRow)
            .values(key=key, tat=now + step, blocked_until=0)
            .on_conflict_do_update(
                index_elements=[BucketRow.key],
                set_={"tat": arrival},
                where=(arrival - now <= burst * step) & (BucketRow.blocked_until <= now),
            )
            .returning(BucketRow.tat)
        )
        if granted is not None:
            return None
        tat, blocked_until = (
            await self._session.execute(
                select(BucketRow.tat, BucketRow.blocked_until).where(BucketRow.key == key)
            )
        ).one()
        return (max(tat + step - burst * step, blocked_until) - now) * MICROSECOND

    async def push(self, key: str, until: datetime) -> None:
        blocked_until = _microseconds(until)
        await self._session.execute(
            self._insert(BucketRow)
            .values(key=key, tat=0, blocked_until=blocked_until)
            .on_conflict_do_update(
                index_elements=[BucketRow.key],
                set_={
                    "blocked_until": later(
                        BucketRow.blocked_until, literal(blocked_until, BigInteger)
                    )
                },
            )
        )

    async def cooling_until(self, key: str) -> datetime | None:
        blocked_until = await self._session.scalar(
            select(BucketRow.blocked_until).where(BucketRow.key == key)
        )
        if blocked_until is None or blocked_until <= _microseconds(self._now):
            return None
        return EPOCH + blocked_until * MICROSECOND


def _microseconds(instant: datetime) -> int:
    return (instant - EPOCH) // MICROSECOND
