"""Rows that wait: claim, begin, finish. One statement each, the same on both databases.

``:now`` is always bound from the injected clock; the state predicate is always literal, because
the partial index is found only that way.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Table,
    Update,
    UpdateBase,
    and_,
    bindparam,
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

from bot.domain.operator_alerts import OperatorAlert
from bot.metrics.counted import JOB_RUNS
from bot.services.ports import Ref
from bot.storage.counting import when_committed
from bot.storage.repositories.base import NO_OBJECTS, Repository, table_of
from bot.storage.repositories.operator_alerts import SqlOperatorAlerts
from bot.storage.tables import LENT, STILL_OPEN, Base, Due, DueState

LOOKED_AT = 10
"""Due rows looked at for each that is lent, so that turns can go round."""

MOST_FAILURES = 5
MOST_CRASHES = 3
"""A row that failed or crashed so often is poison: it is set aside, visibly."""


def literal(state: DueState) -> ColumnElement[int]:
    return literal_column(str(state.value))


OPEN, CLAIMED, DONE, MISSED, FAILED, UNKNOWN = map(literal, DueState)


@cache
def first_due(model: type[Base], lane: str | None) -> Select[datetime]:
    """Of all that waits, when the first falls due. Made once: nothing of the moment is in it."""
    available_at = table_of(model).c.available_at
    return (
        select(available_at)
        .where(STILL_OPEN, *in_lane(model, lane))
        .order_by(available_at)
        .limit(1)
    )


def in_lane(model: type[Base], lane: str | None) -> Iterable[ColumnElement[bool]]:
    """A table with several lanes says itself which of its rows are in one."""
    if lane is None:
        return ()
    assert issubclass(model, Due)
    return (model.is_in_lane(lane),)


@cache
def each_first_due(asked: tuple[tuple[type[Base], str | None], ...]) -> Select[*tuple[Any, ...]]:
    """One column for each, in one statement."""
    return select(
        *(
            first_due(model, lane).scalar_subquery().label(f"first_{number}")
            for number, (model, lane) in enumerate(asked)
        )
    )


class SqlDueRows(Repository):
    """DueRows of the table ``model``; each subclass names its own."""

    model: ClassVar[type[Base]]
    shared_by: ClassVar[str | None] = None
    """The column that says whose row it is, where one may have thousands of them due."""
    share: ClassVar[int] = 0

    async def hold_claims(self, lane: str | None = None) -> bool:
        """SQLite has one writer anyway. No session keeps the lock, so PgBouncer is no trouble."""
        if self._session.get_bind().dialect.name == "sqlite":
            return True
        key = func.hashtextextended(f"claims of {self._table.name}/{lane or ''}", 0)
        return bool(await self._session.scalar(select(func.pg_try_advisory_xact_lock(key))))

    async def claim(self, limit: int, ttl: timedelta, lane: str | None = None) -> list[Ref]:
        """A lease that ran out is a crash of whoever had begun; the third sets the row aside.

        Where nobody had begun a message was lost, and that is not the row's doing.

        Where rows are ``shared_by`` a column, nobody who has thousands of them waiting keeps the
        others out: each has ``share`` rows lent at most, and within these limits turns go round.
        """
        if self.shared_by is None:
            return await self._lend(self._oldest(limit, lane), ttl)
        refs: list[Ref] = []
        while len(refs) < limit:
            # Whoever reached their share is left out of the next look.
            lent = await self._lend(self._in_turn(limit - len(refs), lane), ttl)
            if not lent:
                break
            refs += lent
        return sorted(refs)

    async def _lend(self, due: Select[int], ttl: timedelta) -> list[Ref]:
        """Those of the rows that still are due and that nobody else is lending just now."""
        table, now = self._table, self._now
        free = due.with_for_update(skip_locked=True, of=table).cte("free")
        crashed = and_(table.c.state == CLAIMED, table.c.begun)
        crashes = case((crashed, table.c.crashes + 1), else_=table.c.crashes)
        poison = and_(crashes >= MOST_CRASHES, self._gives_up())
        return await self._refs_in_state(
            DueState.CLAIMED,
            update(self._table)
            .where(self._id.in_(select(free.c[self._id.name])))
            .values(
                state=case((poison, FAILED), else_=CLAIMED),
                attempt=table.c.attempt + 1,
                crashes=crashes,
                begun=False,
                available_at=now + ttl,
                last_error=case(
                    (poison, f"set aside after {MOST_CRASHES} crashes"),
                    else_=table.c.last_error,
                ),
            ),
        )

    def _oldest(self, limit: int, lane: str | None) -> Select[int]:
        available_at = self._table.c.available_at
        return (
            select(self._id)
            .where(STILL_OPEN, available_at <= self._now, *self._in_lane(lane))
            .order_by(available_at)
            .limit(limit)
        )

    def _in_turn(self, limit: int, lane: str | None) -> Select[int]:
        """Of the oldest due rows one of each sharer, then another of each, and so on.

        What is looked at is bounded: ``LOOKED_AT`` rows for each that is lent, and past the rows
        of those who have their share already.
        """
        assert self.shared_by is not None
        table, now = self._table, self._now
        sharer = table.c[self.shared_by]
        lent = (
            select(sharer, func.count().label("rows"))
            .where(LENT, table.c.available_at > now, *self._in_lane(lane))
            .group_by(sharer)
            .cte("lent")
        )
        full = select(lent.c[self.shared_by]).where(lent.c.rows >= self.share)
        oldest = (
            self._oldest(limit * LOOKED_AT, lane)
            .add_columns(sharer, table.c.available_at)
            .where(sharer.not_in(full))
            .cte("oldest")
        )
        turn = func.row_number().over(
            partition_by=oldest.c[self.shared_by], order_by=oldest.c.available_at
        ) + func.coalesce(lent.c.rows, 0)
        turns = (
            select(oldest.c[self._id.name], oldest.c.available_at, turn.label("turn"))
            .select_from(oldest)
            .outerjoin(lent, lent.c[self.shared_by] == oldest.c[self.shared_by])
            .cte("turns")
        )
        chosen = (
            select(turns.c[self._id.name])
            .where(turns.c.turn <= self.share)
            .order_by(turns.c.turn, turns.c.available_at)
            .limit(limit)
        )
        # Asked again of the rows themselves: another claim may have been there first.
        return select(self._id).where(self._id.in_(chosen), STILL_OPEN, table.c.available_at <= now)

    async def crashed_before(self, refs: Sequence[Ref]) -> set[int]:
        ids = await self._session.scalars(
            select(self._id).where(
                self._id.in_([ref.id for ref in refs]), self._table.c.crashes > 0
            )
        )
        return set(ids)

    async def begin(self, refs: Sequence[Ref], ttl: timedelta) -> list[Ref]:
        """Rows past their deadline are marked, not returned."""
        return await self._refs_in_state(DueState.CLAIMED, self._beginning(refs, ttl))

    async def finish(self, refs: Sequence[Ref]) -> list[Ref]:
        done = await self._session.execute(
            _finishing(self._table),
            {"ids": [ref.id for ref in refs], "refs": [tuple(ref) for ref in refs]},
        )
        finished = sorted(Ref(row_id, attempt) for row_id, attempt in done)
        self._count("done", len(finished))
        return finished

    async def rearm(self, ref: Ref, at: datetime) -> bool:
        return await self._end(
            ref, "done", state=OPEN, available_at=at, failures=0, crashes=0, last_error=None
        )

    async def release(self, ref: Ref, at: datetime, error: str | None = None) -> bool:
        if error is None:
            return await self._end(ref, "given_back", state=OPEN, available_at=at)
        failures = self._table.c.failures + 1
        poison = and_(failures >= MOST_FAILURES, self._gives_up())
        released = await self._session.execute(
            self._ours([ref])
            .values(
                state=case((poison, FAILED), else_=OPEN),
                available_at=at,
                failures=failures,
                last_error=error,
            )
            .returning(self._id, self._table.c.state),
            execution_options=NO_OBJECTS,
        )
        rows = released.all()
        await self._note_ends(rows)
        self._count("failed", len(rows))
        return len(rows) == 1

    async def fail(self, ref: Ref, error: str) -> bool:
        return await self._end(ref, "refused", state=FAILED, last_error=error)

    async def in_flight(self, lane: str | None = None) -> int:
        counted = await self._session.scalar(
            select(func.count())
            .select_from(self._table)
            .where(LENT, self._table.c.available_at > self._now, *self._in_lane(lane))
        )
        return counted or 0

    async def sweep(self) -> int:
        """A row that is being worked on right now is left to whoever holds it."""
        table, now = self._table, self._now
        swept = await self._session.execute(
            update(self._table)
            .where(
                STILL_OPEN,
                table.c.deadline <= now,
                or_(table.c.state == OPEN, table.c.available_at <= now),
            )
            .values(state=self._past_deadline())
            .returning(self._id, table.c.state),
            execution_options=NO_OBJECTS,
        )
        rows = swept.all()
        await self._note_ends(rows)
        return len(rows)

    async def next_due(self, lane: str | None = None) -> datetime | None:
        first: datetime | None = await self._session.scalar(first_due(self.model, lane))
        return first

    # What a table may have of its own ----------------------------------------------------------

    def _gives_up(self) -> ColumnElement[bool]:
        """Which rows are set aside when they are poison."""
        return true()

    def _past_deadline(self) -> ColumnElement[int]:
        """The state of a row whose deadline went by."""
        return MISSED

    async def _note_set_aside(self, ids: Sequence[int]) -> None:
        """The operator hears of it."""
        await SqlOperatorAlerts(self._session, self._clock).happened(
            OperatorAlert.ROWS_SET_ASIDE, (self._table.name,), times=len(ids)
        )

    async def _note_missed(self, ids: Sequence[int]) -> None:
        """Rows whose deadline went by."""

    # The statements' common parts ---------------------------------------------------------------

    @property
    def _table(self) -> Table:
        return table_of(self.model)

    @property
    def _id(self) -> ColumnElement[int]:
        return _id_of(self._table)

    def _in_lane(self, lane: str | None) -> Iterable[ColumnElement[bool]]:
        return in_lane(self.model, lane)

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
                begun=True,
                available_at=now + ttl,
            )
        )

    async def _refs_in_state(self, state: DueState, statement: Update) -> list[Ref]:
        """Run the update; the rows that are now in ``state``, by id."""
        result = await self._session.execute(
            statement.returning(self._id, self._table.c.attempt, self._table.c.state),
            execution_options=NO_OBJECTS,
        )
        rows = result.all()
        await self._note_ends([(row_id, now_in) for row_id, _, now_in in rows])
        return sorted(Ref(row_id, attempt) for row_id, attempt, now_in in rows if now_in == state)

    async def _note_ends(self, rows: Iterable[Row[int, int] | tuple[int, int]]) -> None:
        """In the transaction in which rows were set aside or missed."""
        ends: dict[int, list[int]] = {DueState.FAILED: [], DueState.MISSED: []}
        for row_id, state in rows:
            if state in ends:
                ends[state].append(row_id)
        self._count("set_aside", len(ends[DueState.FAILED]))
        self._count("missed", len(ends[DueState.MISSED]))
        if ends[DueState.FAILED]:
            await self._note_set_aside(ends[DueState.FAILED])
        if ends[DueState.MISSED]:
            await self._note_missed(ends[DueState.MISSED])

    def _count(self, outcome: str, rows: int) -> None:
        if rows:
            counter = JOB_RUNS.labels(self._table.name, outcome)
            when_committed(self._session, lambda: counter.inc(rows))

    async def _end(self, ref: Ref, outcome: str, **values: Any) -> bool:
        """``outcome`` is what is counted."""
        ended = await self._change(self._ours([ref]).values(**values))
        self._count(outcome, ended)
        return ended == 1


def _id_of(table: Table) -> ColumnElement[int]:
    (column,) = table.primary_key.columns
    return column


@cache
def _finishing(table: Table) -> UpdateBase:
    row_id = _id_of(table)
    refs: ColumnElement[Any] = bindparam("refs", expanding=True)
    return (
        update(table)
        .where(
            row_id.in_(bindparam("ids", expanding=True)),
            tuple_(row_id, table.c.attempt).in_(refs),
            table.c.state == CLAIMED,
        )
        .values(state=DONE, last_error=None)
        .returning(row_id, table.c.attempt)
    )


# Known from the start, so that the first one is a rise.
for rows in Base.registry.mappers:
    if issubclass(rows.class_, Due) and isinstance(rows.local_table, Table):
        JOB_RUNS.labels(rows.local_table.name, "set_aside")


class SqlRecurring(SqlDueRows):
    """Rows that fall due again and again: never set aside, because nobody would start them anew.

    They have no deadline.
    """

    async def sweep(self) -> int:
        return 0

    def _gives_up(self) -> ColumnElement[bool]:
        return false()
