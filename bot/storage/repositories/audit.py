"""Who did what, as long as it is kept. Rows are only added, and deleted when their time is over."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from bot.domain.security import SecurityEntry, SecurityEvent
from bot.metrics.counted import OAUTH_LINKS, SECURITY_EVENTS
from bot.storage.counting import when_committed
from bot.storage.repositories.base import Repository
from bot.storage.tables import AuditRow

NOBODY_KNOWN = "-"
"""The operator, or somebody outside whom we cannot name."""


def audit_of(telegram_user_id: int) -> ColumnElement[bool]:
    """What the person did."""
    return AuditRow.who == str(telegram_user_id)


LINK_OUTCOMES = {
    SecurityEvent.LINK_CONFIRMED: "linked",
    SecurityEvent.LINK_EXPIRED: "expired",
    SecurityEvent.LINK_DENIED: "denied",
    SecurityEvent.LINK_WRONG_USER: "wrong_user",
    SecurityEvent.LINK_FAILED: "failed",
    SecurityEvent.LINK_CANCELLED: "cancelled",
}


# Known from the start, so that the first one is a rise.
for known in SecurityEvent:
    SECURITY_EVENTS.labels(known.value)
for outcome in LINK_OUTCOMES.values():
    OAUTH_LINKS.labels(outcome)


def _count(event: SecurityEvent) -> None:
    SECURITY_EVENTS.labels(event.value).inc()
    if event in LINK_OUTCOMES:
        OAUTH_LINKS.labels(LINK_OUTCOMES[event]).inc()


class SqlAudit(Repository):
    """Implements the Audit port."""

    async def note(
        self, event: SecurityEvent, telegram_user_id: int | None = None, **detail: str | int
    ) -> None:
        await self._session.execute(
            self._insert(AuditRow).values(
                at=self._now,
                who=NOBODY_KNOWN if telegram_user_id is None else str(telegram_user_id),
                what=event.what,
                result=event.result,
                detail=detail,
            )
        )
        when_committed(self._session, lambda: _count(event))

    async def of_person(
        self, telegram_user_id: int, offset: int, limit: int
    ) -> list[SecurityEntry]:
        rows = await self._session.scalars(
            select(AuditRow)
            .where(audit_of(telegram_user_id))
            .order_by(AuditRow.id.desc())
            .offset(offset)
            .limit(limit)
        )
        return [SecurityEntry(row.at, SecurityEvent(f"{row.what}.{row.result}")) for row in rows]

    async def count(self, telegram_user_id: int) -> int:
        counted = select(func.count()).select_from(AuditRow).where(audit_of(telegram_user_id))
        return await self._session.scalar(counted) or 0

    async def since(
        self, event: SecurityEvent, since: datetime
    ) -> list[tuple[int, Mapping[str, str | int]]]:
        rows = await self._session.execute(
            select(AuditRow.id, AuditRow.detail).where(
                AuditRow.at > since, AuditRow.what == event.what, AuditRow.result == event.result
            )
        )
        return [(row.id, row.detail) for row in rows]

    async def forget_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(AuditRow, AuditRow.at < before, limit)
