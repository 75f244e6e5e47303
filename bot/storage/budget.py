"""Rate budgets that hold across machines: GCRA, one row a key and one statement a try."""

from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import (
    BigInteger,
    BindParameter,
    UpdateBase,
    and_,
    bindparam,
    case,
    literal,
    select,
)

from bot.services.ports import Place
from bot.storage.repositories.base import Repository, insert_into, later, table_of
from bot.storage.tables import BucketRow

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FURTHEST = timedelta(hours=3)
"""No budget is granted so far ahead: a row that says so was written by a clock that was wrong."""


BUCKET = table_of(BucketRow)


class SqlBuckets(Repository):
    """Implements the Buckets port."""

    async def take(self, key: str, interval: timedelta, burst: int) -> timedelta | None:
        place = await self.reserve(key, interval, burst, timedelta())
        return None if place.is_granted else place.wait

    async def reserve(
        self, key: str, interval: timedelta, burst: int, longest_wait: timedelta
    ) -> Place:
        now, step = _microseconds(self._now), interval // MICROSECOND
        slack, longest = burst * step, longest_wait // MICROSECOND
        granted: int | None = await self._session.scalar(
            _reserve(self._dialect),
            {
                "of": key,
                "now": now,
                "step": step,
                "furthest": now + FURTHEST // MICROSECOND,
                "latest": now + slack + longest,
            },
        )
        if granted is not None:
            return Place(True, max(0, granted - slack - now) * MICROSECOND)
        tat, blocked_until = (
            await self._session.execute(
                select(BucketRow.tat, BucketRow.blocked_until).where(BucketRow.key == key)
            )
        ).one()
        wait = max(tat + step - slack - longest, blocked_until) - now
        return Place(False, wait * MICROSECOND)

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
        blocked_until: int | None = await self._session.scalar(BLOCKED_UNTIL, {"of": key})
        if blocked_until is None or blocked_until <= _microseconds(self._now):
            return None
        return EPOCH + blocked_until * MICROSECOND

    async def pauses(self, prefix: str) -> dict[str, datetime]:
        rows = await self._session.execute(
            select(BucketRow.key, BucketRow.blocked_until).where(
                BucketRow.key.startswith(prefix, autoescape=True),
                BucketRow.blocked_until > _microseconds(self._now),
            )
        )
        return {key: EPOCH + blocked_until * MICROSECOND for key, blocked_until in rows}

    async def forget_before(self, before: datetime, limit: int) -> int:
        instant = _microseconds(before)
        idle = and_(BucketRow.tat < instant, BucketRow.blocked_until < instant)
        return await self._delete_some(BucketRow, idle, limit)


BLOCKED_UNTIL = select(BUCKET.c.blocked_until).where(BUCKET.c.key == bindparam("of"))


@cache
def _reserve(dialect: str) -> UpdateBase:
    now, step = _instant("now"), _instant("step")
    known = case((BUCKET.c.tat > _instant("furthest"), now), else_=BUCKET.c.tat)
    arrival = later(known, now) + step
    return (
        insert_into(dialect, BUCKET)
        .values(key=bindparam("of"), tat=now + step, blocked_until=0)
        .on_conflict_do_update(
            index_elements=[BUCKET.c.key],
            set_={"tat": arrival},
            where=(arrival <= _instant("latest")) & (BUCKET.c.blocked_until <= now),
        )
        .returning(BUCKET.c.tat)
    )


def _instant(name: str) -> BindParameter[int]:
    return bindparam(name, type_=BigInteger)


def _microseconds(instant: datetime) -> int:
    return (instant - EPOCH) // MICROSECOND
