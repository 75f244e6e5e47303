"""The troubles that the operator is told of, one row for each kind and scope."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select, tuple_, update

from bot.domain.operator_alerts import MESSAGE, KnownTrouble, OperatorAlert
from bot.metrics.counted import ADMIN_ALERTS
from bot.storage.counting import when_committed
from bot.storage.repositories.base import Repository
from bot.storage.tables import OperatorAlertRow as Row
from bot.storage.tables import OutboxRow

LOOKED_AT = 1000
AT_ONCE = 500
"""Rows a statement."""

# Known from the start, so that the first one is a rise.
for known in OperatorAlert:
    ADMIN_ALERTS.labels(known.value)

IS_OPEN = Row.over_at.is_(None)


class SqlOperatorAlerts(Repository):
    """Implements the OperatorAlerts port."""

    async def happened(
        self, kind: OperatorAlert, scopes: Collection[str] = ("",), *, times: int = 1
    ) -> None:
        # In one order everywhere: else two who note the same could wait for each other.
        ordered = sorted(scopes)
        for start in range(0, len(ordered), AT_ONCE):
            await self._note(kind, dict.fromkeys(ordered[start : start + AT_ONCE], times))

    async def holds(self, kind: OperatorAlert, found: Mapping[str, Mapping[int, int]]) -> None:
        rows = (await self._session.scalars(select(Row).where(Row.kind == kind, IS_OPEN))).all()
        seen = {row.scope: set(row.seen) for row in rows}
        for scope, ids in sorted(found.items()):
            known = seen.get(scope)
            new = sum(times for one, times in ids.items() if known is None or one not in known)
            await self._note(kind, {scope: new if ids else int(known is None)})
            await self._change(
                update(Row).where(Row.kind == kind, Row.scope == scope).values(seen=sorted(ids))
            )
        for scope in sorted(seen.keys() - found.keys()):
            await self.over(kind, scope)

    async def goes_on(self, kind: OperatorAlert, scope: str) -> None:
        if not await self._change(
            update(Row)
            .where(Row.kind == kind, Row.scope == scope, IS_OPEN)
            .values(last_at=self._now)
        ):
            await self._note(kind, {scope: 1})

    async def over(self, kind: OperatorAlert, scope: str) -> None:
        await self._change(
            update(Row)
            .where(Row.kind == kind, Row.scope == scope, IS_OPEN)
            .values(over_at=self._now)
        )

    async def end_quiet(self, quiet: Mapping[OperatorAlert, timedelta]) -> None:
        now = self._now
        silent = [
            and_(Row.kind == kind, Row.last_at <= now - length) for kind, length in quiet.items()
        ]
        await self._change(update(Row).where(IS_OPEN, or_(*silent)).values(over_at=now))

    async def to_tell(
        self, again_after: timedelta, reminded_after: timedelta
    ) -> list[KnownTrouble]:
        now = self._now
        rested = or_(Row.told_at.is_(None), Row.told_at <= now - again_after)
        unheard = and_(IS_OPEN, Row.count > Row.told_count, rested)
        reminded = and_(IS_OPEN, Row.told_count > 0, Row.told_at <= now - reminded_after)
        over = and_(Row.over_at.is_not(None), Row.told_count > 0)
        rows = await self._session.scalars(
            select(Row)
            .where(or_(unheard, reminded, over))
            .order_by(Row.kind, Row.first_at, Row.scope)
            .limit(LOOKED_AT)
        )
        return [
            KnownTrouble(
                OperatorAlert(row.kind),
                row.scope,
                row.first_at,
                row.count,
                row.told_count,
                row.over_at is not None,
            )
            for row in rows
        ]

    async def told(self, troubles: Collection[KnownTrouble]) -> None:
        keys = [(one.kind.value, one.scope) for one in troubles]
        for start in range(0, len(keys), AT_ONCE):
            known = tuple_(Row.kind, Row.scope).in_(keys[start : start + AT_ONCE])
            await self._change(
                update(Row).where(known, IS_OPEN).values(told_at=self._now, told_count=Row.count)
            )
            await self._change(
                update(Row).where(known, Row.over_at.is_not(None)).values(told_count=0)
            )

    async def messages_since(self, chat_id: int, since: datetime) -> int:
        counted = await self._session.scalar(
            select(func.count())
            .select_from(OutboxRow)
            .where(
                OutboxRow.chat_id == chat_id,
                OutboxRow.kind == MESSAGE,
                OutboxRow.created_at > since,
            )
        )
        return counted or 0

    async def forget_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(Row, Row.over_at < before, limit)

    async def _note(self, kind: OperatorAlert, counts: Mapping[str, int]) -> None:
        now = self._now
        times = sum(counts.values())
        when_committed(self._session, lambda: ADMIN_ALERTS.labels(kind.value).inc(times))
        note = self._insert(Row).values(
            [
                {
                    "kind": kind.value,
                    "scope": scope,
                    "first_at": now,
                    "last_at": now,
                    "count": count,
                    "seen": [],
                }
                for scope, count in counts.items()
            ]
        )
        anew = Row.over_at.is_not(None)
        again: dict[str, ColumnElement[object] | datetime | None] = {
            "first_at": case((anew, note.excluded.first_at), else_=Row.first_at),
            "last_at": now,
            "count": case((anew, note.excluded.count), else_=Row.count + note.excluded.count),
            "told_count": case((anew, 0), else_=Row.told_count),
            "over_at": None,
        }
        await self._session.execute(
            note.on_conflict_do_update(index_elements=[Row.kind, Row.scope], set_=again)
        )
