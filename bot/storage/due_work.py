"""How the due rows of all tables are doing, for the operator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Table, and_, func, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.due import FAILED, MISSED, MOST_CRASHES, MOST_FAILURES
from bot.storage.engine import looking_into
from bot.storage.tables import STILL_OPEN, Base, Due, HeartbeatRow, OperatorAlertRow

LATELY = timedelta(days=7)
LATE = timedelta(minutes=15)

DUE_TABLES = tuple(
    mapper.local_table
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Due)
    and mapper.class_ is not HeartbeatRow
    and isinstance(mapper.local_table, Table)
)
"""A late heartbeat only says that the bot was not running, as before its first start."""


@dataclass(frozen=True)
class DueWork:
    """Rows by table: set aside or missed within a week, and due for a quarter of an hour."""

    set_aside: Mapping[str, int]
    missed: Mapping[str, int]
    overdue: Mapping[str, int]


async def look_at_due_work(url: str, now: datetime) -> DueWork | None:
    """Nothing is written. None where there is no database of this version yet."""
    async with looking_into(url) as connection:
        if connection is None:
            return None
        try:
            return await _look(connection, now)
        except DBAPIError:
            return None


async def look_at_troubles(url: str) -> Sequence[str] | None:
    """What the operator is told of and is not over; None as above."""
    async with looking_into(url) as connection:
        if connection is None:
            return None
        row = OperatorAlertRow
        open_ones = select(row.kind, row.scope).where(row.over_at.is_(None))
        try:
            found = await connection.execute(open_ones.order_by(row.kind, row.scope))
        except DBAPIError:
            return None
        return [f"{kind} ({scope})" if scope else kind for kind, scope in found]


async def _look(connection: AsyncConnection, now: datetime) -> DueWork:
    set_aside: dict[str, int] = {}
    missed: dict[str, int] = {}
    overdue: dict[str, int] = {}
    for table in DUE_TABLES:
        row = table.c
        lately = row.available_at > now - LATELY
        # A message that Telegram refused for good failed, too, and is nobody's to mend.
        poison = or_(row.failures >= MOST_FAILURES, row.crashes >= MOST_CRASHES)
        counts = select(
            func.count().filter(and_(row.state == FAILED, poison, lately)),
            func.count().filter(and_(row.state == MISSED, lately)),
            func.count().filter(and_(STILL_OPEN, row.available_at < now - LATE)),
        )
        found = (await connection.execute(counts)).one()
        for kind, count in zip((set_aside, missed, overdue), found, strict=True):
            if count:
                kind[table.name] = count
    return DueWork(set_aside, missed, overdue)
