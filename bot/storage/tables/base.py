"""What all tables have in common: their types, and rows that wait."""

from datetime import date, datetime, time
from enum import IntEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Text,
    Time,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.storage.columns import Json, RowId, UtcDateTime


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        int: Integer(),
        bool: Boolean(),
        float: Double(),
        date: Date(),
        time: Time(),
        datetime: UtcDateTime(),
        dict[str, Any]: Json,
        list[str]: Json,
        list[int]: Json,
    }


Id = Annotated[int, mapped_column(RowId, Identity(), primary_key=True)]
"""Counted up and never used twice: values encrypted for a row fit no later one."""

Encrypted = Annotated[str, mapped_column(info={"encrypted": True})]
"""Sealed for its row and the row's owner. From this mark the columns are found whose keys are
checked at the start and rotated: nobody keeps a list of them. Their tables have ``id`` and
``telegram_user_id``."""

BigInt = Annotated[int, mapped_column(BigInteger)]
TelegramId = Annotated[int, mapped_column(BigInteger)]
AccountId = Annotated[
    int, mapped_column(RowId, ForeignKey("instagram_account.id", ondelete="CASCADE"))
]
StoryId = Annotated[int, mapped_column(RowId, ForeignKey("story.id", ondelete="CASCADE"))]
PersonId = Annotated[
    int, mapped_column(BigInteger, ForeignKey("person.telegram_user_id", ondelete="CASCADE"))
]

COUNTS_UP = {"sqlite_autoincrement": True}


# Due rows -------------------------------------------------------------------------------------


class DueState(IntEnum):
    """Stored as a number, and written as a literal in statements: see :data:`STILL_OPEN`."""

    OPEN = 0
    CLAIMED = 1
    DONE = 2
    MISSED = 3
    FAILED = 4
    UNKNOWN = 5
    """Outbox only: sending began and its end is not known."""


STILL_OPEN = text("state IN (0, 1)")
"""OPEN or CLAIMED. Literal in index and statement: a bound value would lose the index."""


class Due:
    """A row that waits.

    ``available_at`` is when it falls due while OPEN, and when the lease ends while CLAIMED.
    ``attempt`` is the fencing token and nothing else: it counts claims. ``failures`` and
    ``crashes`` (leases that ran out after the work had ``begun``) are counted apart, for setting
    rows aside.
    """

    available_at: Mapped[datetime]
    state: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    attempt: Mapped[int] = mapped_column(server_default=text("0"))
    failures: Mapped[int] = mapped_column(server_default=text("0"))
    crashes: Mapped[int] = mapped_column(server_default=text("0"))
    begun: Mapped[bool] = mapped_column(server_default=false())
    deadline: Mapped[datetime | None]
    last_error: Mapped[str | None]

    @classmethod
    def is_in_lane(cls, lane: str) -> ColumnElement[bool]:
        """Of tables whose rows wait in several lanes; most say it in a column."""
        column: ColumnElement[str] = cls.__table__.c.lane  # type: ignore[attr-defined]
        return column == lane


LENT = text("state = 1")
"""CLAIMED, literal too: what is lent is counted at every claim, however much waits."""


def lent_rows(table: str, *columns: str) -> Index:
    """A partial index on the rows that are lent; ``columns`` name whose they are."""
    return Index(
        f"ix_{table}_lent",
        *columns,
        "available_at",
        sqlite_where=LENT,
        postgresql_where=LENT,
    )


def open_rows(table: str, *columns: str) -> Index:
    """A partial index on the rows that are still open."""
    return Index(
        f"ix_{table}_open_{'_'.join(columns)}",
        *columns,
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
