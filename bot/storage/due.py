"""Rows that wait: claim, begin, finish. One statement each, the same on both databases.

``:now`` is always bound from the injected clock; the state predicate is always literal, because
the partial index is found only that way.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import (
    ColumnElement,
    Table,
    Update,
    and_,
    case,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    update,
)

from bot.services.ports import Ref
from bot.storage.repositories.base import NO_OBJECTS, Repository
from bot.storage.tables import STILL_OPEN, Base, DueState

MOST_FAILURES = 5
MOST_CRASHES = 3
"""A row that failed or crashed so often is poison: it is set aside, visibly."""


def literal(state: DueState) -> ColumnElement[int]:
    return literal_column(str(state.value))


OPEN, CLAIMED, DONE, MISSED, FAILED, UNKNOWN = map(literal, DueState)


class SqlDueRows(Repository):
    """DueRows of the table ``model``; each subclass names its own."""

    model: ClassVar[type[Base]]

    async def claim(self, limit: int, ttl: timedelta, lane: str | None = None) -> list[Ref]:
        """A lease that ran out is a crash of whoever held it; the third sets the row aside."""
        table, now = self._table, self._now
        due = (
            select(self._id)
            .where(STILL_OPEN, table.c.available_at <= now, *self._in_lane(lane))
            .order_by(table.c.available_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        crashes = case((table.c.state == CLAIMED, table.c.crashes + 1), else_=table.c.crashes)
        poison = and_(crashes >= MOST_CRASHES, self._gives_up())
        return await self._refs_in_state(
            DueState.CLAIMED,
            update(self.model)
            .where(self._id.in_(select(due.c[self._id.name])))
            .values(
                state=case((poison, FAILED), else_=CLAIMED),
                attempt=table.c.attempt + 1,
                crashes=crashes,
                available_at=now + ttl,
                last_error=case(
                    (poison, f"set aside after {MOST_CRASHES} crashes"),
                    else_=table.c.last_error,
                ),
            ),
        )

    async def begin(self, refs: Sequence[Ref], ttl: timedelta) -> list[Ref]:
        """Rows past their deadline are marked, not returned."""
        return await self._refs_in_state(DueState.CLAIMED, self._beginning(refs, ttl))

    async def finish(self, refs: Sequence[Ref]) -> list[Ref]:
        return await self._refs_in_state(
            DueState.DONE, self._ours(refs).values(state=DONE, last_error=None)
        )

    async def rearm(self, ref: Ref, at: datetime) -> bool:
        return await self._end(
            ref, state=OPEN, available_at=at, failures=0, crashes=0, last_error=None
        )

    async def release(self, ref: Ref, at: datetime, error: str | None = None) -> bool:
        if error is None:
            return await self._end(ref, state=OPEN, available_at=at)
        failures = self._table.c.failures + 1
        poison = and_(failures >= MOST_FAILURES, self._gives_up())
        return await self._end(
            ref,
            state=case((poison, FAILED), else_=OPEN),
            available_at=at,
            failures=failures,
            last_error=error,
        )

    async def fail(self, ref: Ref, error: str) -> bool:
        return await self._end(ref, state=FAILED, last_error=error)

    async def in_flight(self, lane: str | None = None) -> int:
        counted = await self._session.scalar(
            select(func.count())
            .select_from(self._table)
            .where(
                STILL_OPEN,
                self._table.c.state == CLAIMED,
                self._table.c.available_at > self._now,
                *self._in_lane(lane),
            )
        )
        return counted or 0

    async def sweep(self) -> int:
        """A row that is being worked on right now is left to whoever holds it."""
        table, now = self._table, self._now
        return await self._change(
            update(self.model)
            .where(
                STILL_OPEN,
                table.c.deadline <= now,
                or_(table.c.state == OPEN, table.c.available_at <= now),
            )
            .values(state=self._past_deadline())
        )

    async def next_due(self, lane: str | None = None) -> datetime | None:
        available_at = self._table.c.available_at
        first: datetime | None = await self._session.scalar(
            select(available_at)
            .where(STILL_OPEN, *self._in_lane(lane))
            .order_by(available_at)
            .limit(1)
        )
        return first

    # What a table may have of its own ----------------------------------------------------------

    def _gives_up(self) -> ColumnElement[bool]:
        """Which rows are set aside when they are poison."""
        return true()

    def _past_deadline(self) -> ColumnElement[int]:
        """The state of a row whose deadline went by."""
        return MISSED

    # The statements' common parts ---------------------------------------------------------------

    @property
    def _table(self) -> Table:
        table = self.model.__table__
        assert isinstance(table, Table)
        return table

    @property
    def _id(self) -> ColumnElement[int]:
        (column,) = self._table.primary_key.columns
        return column

    def _in_lane(self, lane: str | None) -> Iterable[ColumnElement[bool]]:
        return () if lane is None else (self._table.c.lane == lane,)

    def _ours(self, refs: Sequence[Ref]) -> Update:
        """An update of the rows that these claims still hold."""
        ids = [ref.id for ref in refs]
        return update(self.model).where(
            # The ids alone find the rows by the primary key; SQLite does not from the pairs.
            self._id.in_(ids),
            tuple_(self._id, self._table.c.attempt).in_([tuple(ref) for ref in refs]),
            self._table.c.state == CLAIMED,
        )

    def _beginning(self, refs: Sequence[Ref], ttl: timedelta) -> Update:
        table, now = self._table, self._now
        return (
            self._ours(refs)
            .where(table.c.available_at > now)
            .values(
                state=case((table.c.deadline <= now, self._past_deadline()), else_=CLAIMED),
                available_at=now + ttl,
            )
        )

    async def _refs_in_state(self, state: DueState, statement: Update) -> list[Ref]:
        """Run the update; the rows that are now in ``state``, by id."""
        result = await self._session.execute(
            statement.returning(self._id, self._table.c.attempt, self._table.c.state),
            execution_options=NO_OBJECTS,
        )
        return sorted(Ref(row_id, attempt) for row_id, attempt, now_in in result if now_in == state)

    async def _end(self, ref: Ref, **values: Any) -> bool:
        return await self._change(self._ours([ref]).values(**values)) == 1


class SqlRecurring(SqlDueRows):
    """Rows that fall due again and again: never set aside, because nobody would start them anew."""

    def _gives_up(self) -> ColumnElement[bool]:
        return false()
