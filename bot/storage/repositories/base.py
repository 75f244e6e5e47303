"""What every repository stands on."""

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Executable,
    Row,
    SQLColumnExpression,
    Table,
    case,
    delete,
    exists,
    inspect,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services.ports import Clock, account_key
from bot.storage.tables import (
    Base,
    BucketRow,
    DigestPictureRow,
    DigestSubscriptionRow,
    InstagramAccountRow,
    LeaseRow,
    OutboxRow,
    ReadyDigestRow,
    UsageRow,
)

T = TypeVar("T")

AnyRow = Row[*tuple[Any, ...]]


UNUSED = ~exists().where(ReadyDigestRow.picture == DigestPictureRow.key)
"""A picture of digests of which none waits any more."""


class Repository:
    """Queries of one subject, inside the transaction of ``session``."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    @property
    def _now(self) -> datetime:
        return self._clock.now()

    @property
    def _dialect(self) -> str:
        return self._session.get_bind().dialect.name

    def _insert(self, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that knows ON CONFLICT; both dialects spell it alike."""
        return insert_into(self._dialect, table)

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

    async def _forget_ready_digests(self, telegram_user_id: int) -> None:
        """Those of all accounts, too, which outlive an account that they tell of."""
        theirs = select(DigestSubscriptionRow.id).where(
            DigestSubscriptionRow.telegram_user_id == telegram_user_id
        )
        await self._change(delete(ReadyDigestRow).where(ReadyDigestRow.subscription_id.in_(theirs)))
        await self._forget_unused_pictures()

    async def _forget_unused_pictures(self) -> None:
        await self._change(delete(DigestPictureRow).where(UNUSED))

    async def _forget_accounts(self, *conditions: ColumnElement[bool]) -> int:
        """Delete accounts with all that is known of them; how many there were.

        Leases, budgets, usage and messages that name an account do not go with its row.
        """
        forgotten = await self._session.execute(
            delete(InstagramAccountRow)
            .where(*conditions)
            .returning(InstagramAccountRow.id, InstagramAccountRow.username),
            execution_options=NO_OBJECTS,
        )
        accounts = forgotten.all()
        for account_id, username in accounts:
            key = account_key(account_id)
            # In the order in which a call to Instagram takes them, or both could wait for each
            # other: the account with its counts, its lease, its budget.
            await self._change(delete(LeaseRow).where(LeaseRow.name == key))
            for row in (BucketRow, UsageRow):
                await self._change(delete(row).where(row.key == key))
            await self._change(
                delete(OutboxRow).where(
                    or_(
                        OutboxRow.payload["account_id"].as_integer() == account_id,
                        OutboxRow.payload["username"].as_string() == username,
                    )
                )
            )
        return len(accounts)


def insert_into(dialect: str, table: type[Base] | Table) -> sqlite.Insert | postgresql.Insert:
    """For statements that are made once: made anew, they cost more than what they do."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def table_of(model: type[Base]) -> Table:
    """Its rows come as they are: making objects of them costs as much as the rest."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


NO_OBJECTS = {"synchronize_session": False}
"""We keep no objects between statements, so there are none to bring in step."""


def later(one: SQLColumnExpression[T], other: ColumnElement[T]) -> ColumnElement[T]:
    """The greater of two: ``greatest`` on PostgreSQL, ``max`` on SQLite, the same CASE on both."""
    return case((one > other, one), else_=other)
