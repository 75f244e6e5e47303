"""Work that comes again: discovery, refresh, token renewal, wrap-ups."""

from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import or_, select, update

from bot.services.ports import Ref
from bot.storage.due import CLAIMED, DONE, OPEN, SqlDueRows, SqlRecurring
from bot.storage.tables import (
    STILL_OPEN,
    DiscoverPlanRow,
    DueState,
    NewestMediaPlanRow,
    RefreshPlanRow,
    StorySequenceRow,
    TokenPlanRow,
    WebhookSubscriptionRow,
)

FURTHEST = timedelta(hours=4, minutes=10)
"""No account is searched more seldom (``STORIES_EVERY``), but where Instagram asked for a pause."""


class SqlAccountPlans(SqlRecurring):
    """Implements the AccountPlans port."""

    model: ClassVar[
        type[DiscoverPlanRow | RefreshPlanRow | NewestMediaPlanRow | WebhookSubscriptionRow]
    ]

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

    async def stop(self, account_id: int) -> None:
        await self._change(
            update(self.model)
            .where(STILL_OPEN, self._table.c.account_id == account_id)
            .values(state=DONE)
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

    async def waits_until(self, account_id: int) -> datetime | None:
        table = self._table.c
        due_at: datetime | None = await self._session.scalar(
            select(table.available_at).where(
                table.account_id == account_id,
                table.state == OPEN,
                table.available_at > self._now,
            )
        )
        return due_at


class SqlDiscoveries(SqlAccountPlans):
    model = DiscoverPlanRow

    async def sweep(self) -> int:
        """Also what a clock that was ahead armed for another day: stories do not wait so long."""
        table, now = self._table.c, self._now
        await self._change(
            update(self.model)
            .where(
                STILL_OPEN,
                table.state == OPEN,
                table.failures == 0,
                table.available_at > now + FURTHEST,
            )
            .values(available_at=now)
        )
        return 0


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

    async def take(self, link_id: int, ttl: timedelta) -> Ref | None:
        table, now = self._table.c, self._now
        taken = await self._refs_in_state(
            DueState.CLAIMED,
            update(TokenPlanRow)
            .where(
                TokenPlanRow.link_id == link_id,
                or_(table.state != CLAIMED, table.available_at <= now),
            )
            .values(state=CLAIMED, attempt=table.attempt + 1, begun=True, available_at=now + ttl),
        )
        return taken[0] if taken else None

    async def is_lent(self, link_id: int) -> bool:
        lent_until: datetime | None = await self._session.scalar(
            select(self._table.c.available_at).where(
                TokenPlanRow.link_id == link_id, self._table.c.state == CLAIMED
            )
        )
        return lent_until is not None and lent_until > self._now

    async def has_failed(self, link_id: int) -> bool:
        failures = await self._session.scalar(
            select(self._table.c.failures).where(TokenPlanRow.link_id == link_id)
        )
        return bool(failures)


class SqlWrapUps(SqlDueRows):
    """Implements the WrapUps port."""

    model = StorySequenceRow

    async def put_at(self, sequence_id: int, at: datetime) -> None:
        await self._change(
            update(StorySequenceRow)
            .where(StorySequenceRow.id == sequence_id, StorySequenceRow.state == OPEN)
            .values(available_at=at)
        )
