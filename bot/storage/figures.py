"""What Prometheus is told of the rows: read when it asks, and only counted."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, case, func, select, text

from bot.domain.accounts import LinkState
from bot.domain.tokens import THE_OPERATORS
from bot.metrics.gauges import (
    ACCOUNTS,
    ACCOUNTS_IN_COOLDOWN,
    APP_IN_COOLDOWN,
    DB_SIZE,
    GRAPH_USAGE,
    HEARTBEAT,
    INBOX_DEPTH,
    JOB_OLDEST_DUE_AGE,
    JOBS,
    OPERATOR_ALERTS_OPEN,
    OUTBOX_DEPTH,
    OUTBOX_OLDEST_AGE,
    TOKEN_EARLIEST_EXPIRY,
    TOKENS,
    Figures,
)
from bot.services.ports import APP_KEY, DueRows
from bot.storage.budget import SqlBuckets
from bot.storage.due import SqlDueRows, in_lane
from bot.storage.repositories.base import Repository, table_of
from bot.storage.tables import (
    STILL_OPEN,
    UNFINISHED,
    Base,
    HeartbeatRow,
    InstagramAccountRow,
    LinkRow,
    OperatorAlertRow,
    OutboxRow,
    ProcessedUpdateRow,
    UsageRow,
)

USAGE_HOLDS_FOR = timedelta(minutes=10)
"""So long Instagram's figures are heeded (``instagram/limits.py``)."""

INSTAGRAM = "instagram:"
"""What the budgets of the app and of all accounts begin with."""

SQLITE_SIZE = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
POSTGRESQL_SIZE = "SELECT pg_database_size(current_database())"

Lanes = Sequence[tuple[str, DueRows, str | None]]
"""Name, rows, and the value of the rows' lane column."""


class SqlFigures(Repository):
    async def read(self, lanes: Lanes) -> Figures:
        return {
            **await self._accounts(),
            **await self._instagram(),
            **await self._jobs(lanes),
            **await self._messages(),
            **await self._machinery(),
        }

    async def _accounts(self) -> Figures:
        readable = InstagramAccountRow.unreadable_since.is_(None)
        accounts = await self._session.execute(
            select(
                case((readable, "readable"), else_="unreadable").label("as"), func.count()
            ).group_by(text("1"))
        )
        serves = LinkRow.state == LinkState.ACTIVE
        ends = LinkRow.token_expires_at
        state = case(
            (LinkRow.state != LinkState.ACTIVE, LinkRow.state),
            (ends <= self._now, "expired"),
            (ends <= self._now + THE_OPERATORS, "ends_soon"),
            else_="good",
        )
        tokens = await self._session.execute(
            select(state.label("as"), func.count()).group_by(text("1"))
        )
        first_end = await self._session.scalar(select(ends).where(serves).order_by(ends).limit(1))
        return {
            ACCOUNTS: {(one,): count for one, count in accounts},
            TOKENS: {(one,): count for one, count in tokens},
            TOKEN_EARLIEST_EXPIRY: {} if first_end is None else {(): first_end.timestamp()},
        }

    async def _instagram(self) -> Figures:
        names = ("call_count", "total_cputime", "total_time")
        usage = await self._session.execute(
            select(*(func.max(getattr(UsageRow, name)) for name in names)).where(
                UsageRow.as_of > self._now - USAGE_HOLDS_FOR
            )
        )
        highest = zip(names, usage.one(), strict=True)
        pauses = await SqlBuckets(self._session, self._clock).pauses(INSTAGRAM)
        return {
            ACCOUNTS_IN_COOLDOWN: {(): len(pauses.keys() - {APP_KEY})},
            APP_IN_COOLDOWN: {(): int(APP_KEY in pauses)},
            GRAPH_USAGE: {(name,): part / 100 for name, part in highest if part is not None},
        }

    async def _jobs(self, lanes: Lanes) -> Figures:
        jobs: dict[tuple[str, ...], float] = {}
        ages: dict[tuple[str, ...], float] = {}
        for name, rows, lane in lanes:
            assert isinstance(rows, SqlDueRows)
            waiting, age = await self._due(rows.model, lane)
            jobs[name, "due"], ages[name,] = waiting, age
            jobs[name, "lent"] = await rows.in_flight(lane)
        return {JOBS: jobs, JOB_OLDEST_DUE_AGE: ages}

    async def _due(self, model: type[Base], lane: str | None = None) -> tuple[int, float]:
        """How many rows are due, and for how many seconds the oldest has been."""
        row, now = table_of(model).c, self._now
        due = and_(STILL_OPEN, row.available_at <= now, *in_lane(model, lane))
        count = await self._session.scalar(
            select(func.count()).select_from(table_of(model)).where(due)
        )
        oldest = await self._session.scalar(
            select(row.available_at).where(due).order_by(row.available_at).limit(1)
        )
        return count or 0, 0.0 if oldest is None else (now - oldest).total_seconds()

    async def _messages(self) -> Figures:
        unfinished = select(func.count()).select_from(ProcessedUpdateRow).where(UNFINISHED)
        waiting, age = await self._due(OutboxRow)
        return {
            INBOX_DEPTH: {(): await self._session.scalar(unfinished) or 0},
            OUTBOX_DEPTH: {(): waiting},
            OUTBOX_OLDEST_AGE: {(): age},
        }

    async def _machinery(self) -> Figures:
        beat_at = await self._session.scalar(select(HeartbeatRow.beat_at))
        alerts = await self._session.execute(
            select(OperatorAlertRow.kind, func.count())
            .where(OperatorAlertRow.over_at.is_(None))
            .group_by(OperatorAlertRow.kind)
        )
        on_sqlite = self._dialect == "sqlite"
        size = await self._session.scalar(text(SQLITE_SIZE if on_sqlite else POSTGRESQL_SIZE))
        return {
            HEARTBEAT: {} if beat_at is None else {(): beat_at.timestamp()},
            OPERATOR_ALERTS_OPEN: {(kind,): count for kind, count in alerts},
            DB_SIZE: {(): size},
        }
