"""What only one process may do at a time: a row with an owner and an end, one statement a step."""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Text, UpdateBase, and_, bindparam, or_, text, update

from bot.storage.columns import UtcDateTime
from bot.storage.repositories.base import Repository, insert_into, table_of
from bot.storage.tables import LeaseRow

A_MARK_LASTS = timedelta(seconds=1)
"""So long somebody who waits goes first without asking again; longer than anybody sleeps."""


LEASE = table_of(LeaseRow)
US, NOW, END = (
    bindparam("us", type_=Text),
    bindparam("now", type_=UtcDateTime),
    bindparam("end", type_=UtcDateTime),
)


class SqlLeases(Repository):
    """Implements the Leases port."""

    async def take(self, name: str, owner: str, ttl: timedelta, urgency: int = 0) -> bool:
        now = self._now
        taken = await self._session.scalar(
            _take(self._dialect),
            {"of": name, "us": owner, "now": now, "end": now + ttl, "how_urgent": urgency},
        )
        return taken is not None

    async def want(self, name: str, owner: str, urgency: int) -> None:
        now = self._now
        await self._session.execute(
            WANT,
            {
                "of": name,
                "us": owner,
                "now": now,
                "end": now + A_MARK_LASTS,
                "how_urgent": urgency,
            },
        )

    async def give_back(self, name: str, owner: str) -> None:
        if self._dialect == "postgresql":
            # Nobody waits for the disk: what a power cut takes back ends by itself.
            await self._session.execute(text("SET LOCAL synchronous_commit = off"))
        await self._session.execute(GIVE_BACK, {"of": name, "us": owner, "now": self._now})

    async def forget_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(LeaseRow, LeaseRow.until < before, limit)


def _goes_first() -> ColumnElement[bool]:
    """Nobody else has left a mark, or only somebody less urgent."""
    return or_(
        LEASE.c.wanted_by.is_(None),
        LEASE.c.wanted_by == US,
        LEASE.c.wanted_until <= NOW,
        LEASE.c.urgency > bindparam("how_urgent"),
    )


@cache
def _take(dialect: str) -> UpdateBase:
    return (
        insert_into(dialect, LEASE)
        .values(name=bindparam("of"), owner=US, until=END)
        .on_conflict_do_update(
            index_elements=[LEASE.c.name],
            set_={
                "owner": US,
                "until": END,
                "wanted_by": None,
                "wanted_until": None,
                "urgency": None,
            },
            where=and_(or_(LEASE.c.until <= NOW, LEASE.c.owner == US), _goes_first()),
        )
        .returning(LEASE.c.name)
    )


WANT = (
    update(LEASE)
    .where(LEASE.c.name == bindparam("of"), _goes_first())
    .values(wanted_by=US, wanted_until=END, urgency=bindparam("how_urgent"))
)
GIVE_BACK = (
    update(LEASE).where(LEASE.c.name == bindparam("of"), LEASE.c.owner == US).values(until=NOW)
)
