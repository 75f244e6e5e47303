"""What every repository stands on."""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Executable,
    SQLColumnExpression,
    case,
    delete,
    inspect,
    select,
    tuple_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services.ports import Clock, account_key
from bot.storage.tables import Base, BucketRow, UsageRow

T = TypeVar("T")


class Repository:
    """Queries of one subject, inside the transaction of ``session``."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    @property
    def _now(self) -> datetime:
        return self._clock.now()

    def _insert(self, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that knows ON CONFLICT; both dialects spell it alike."""
        if self._session.get_bind().dialect.name == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)

    async def _change(self, statement: Executable) -> int:
        """Run an UPDATE or DELETE; how many rows it met."""
        result = await self._session.execute(statement, execution_options=NO_OBJECTS)
        assert isinstance(result, CursorResult)
        return result.rowcount

    async def _delete_some(self, table: type[Base], old: ColumnElement[bool], limit: int) -> int:
        """Delete ``limit`` rows at most, so that nobody waits long for their turn."""
        key = inspect(table).primary_key
        some = select(*key).where(old).limit(limit)
        return await self._change(delete(table).where(tuple_(*key).in_(some)))

    async def _forget_limits(self, account_ids: Collection[int]) -> None:
        """Budgets and usage are known by keys, so they do not go with their account's row."""
        keys = [account_key(account_id) for account_id in account_ids]
        for row in (BucketRow, UsageRow):
            await self._change(delete(row).where(row.key.in_(keys)))


NO_OBJECTS = {"synchronize_session": False}
"""We keep no objects between statements, so there are none to bring in step."""


def later(one: SQLColumnExpression[T], other: ColumnElement[T]) -> ColumnElement[T]:
    """The greater of two: ``greatest`` on PostgreSQL, ``max`` on SQLite, the same CASE on both."""
    return case((one > other, one), else_=other)
