"""Work that comes again: discovery, refresh, token renewal, wrap-ups."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import or_, update

from bot.storage.due import CLAIMED, OPEN, SqlDueRows, SqlRecurring
from bot.storage.tables import (
    DiscoverPlanRow,
    NewestMediaPlanRow,
    RefreshPlanRow,
    StorySequenceRow,
    TokenPlanRow,
)


class SqlAccountPlans(SqlRecurring):
    """Implements the AccountPlans port."""

    model: ClassVar[type[DiscoverPlanRow | RefreshPlanRow | NewestMediaPlanRow]]

    async def start(self, account_id: int, at: datetime) -> None:
        """A row that is being worked on right now stays with whoever holds it."""
        table = self._table.c
        await self._session.execute(
            self._insert(self.model)
            .values(account_id=account_id, available_at=at)
            .on_conflict_do_update(
                index_elements=[table.account_id],
                set_={"state": OPEN, "available_at": at, "failures": 0, "crashes": 0},
                where=(table.state != CLAIMED) & or_(table.state != OPEN, table.available_at > at),
            )
        )

    async def hasten(self, account_id: int, unless_after: datetime) -> None:
        table, now = self._table.c, self._now
        await self._change(
            update(self.model)
            .where(
                table.account_id == account_id,
                table.state == OPEN,
                table.failures == 0,
                table.available_at > now,
                table.available_at <= unless_after,
            )
            .values(available_at=now)
        )


class SqlDiscoveries(SqlAccountPlans):
    model = DiscoverPlanRow


class SqlRefreshes(SqlAccountPlans):
    model = RefreshPlanRow


class SqlNewestMediaPlans(SqlAccountPlans):
    model = NewestMediaPlanRow


class SqlTokenPlans(SqlRecurring):
    """Implements the TokenPlans port."""

    model = TokenPlanRow

    async def start(self, link_id: int, at: datetime) -> None:
        await self._session.execute(
            self._insert(TokenPlanRow)
            .values(link_id=link_id, available_at=at)
            .on_conflict_do_update(
                index_elements=[TokenPlanRow.link_id],
                set_={"state": OPEN, "available_at": at, "failures": 0, "crashes": 0},
            )
        )


class SqlWrapUps(SqlDueRows):
    """Implements the WrapUps port."""

    model = StorySequenceRow
