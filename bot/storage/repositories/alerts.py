"""Who wants to hear of what, and what was told already."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select

from bot.domain.alerts import AlertKind, AlertSettings
from bot.domain.quiet_hours import QuietHours
from bot.services.ports import Mute
from bot.storage.repositories.base import Repository
from bot.storage.tables import AlertMuteRow, AlertSettingsRow, AlertToldRow


def _settings(row: AlertSettingsRow) -> AlertSettings:
    begins, ends = row.quiet_from, row.quiet_until
    return AlertSettings(
        off=frozenset(AlertKind(kind) for kind in row.switched_off),
        quiet=None if begins is None or ends is None else QuietHours(begins, ends),
        urgent=row.urgent_rings,
    )


class SqlAlerts(Repository):
    """Implements the Alerts port."""

    async def settings(self, telegram_user_ids: Collection[int]) -> Mapping[int, AlertSettings]:
        rows = await self._session.scalars(
            select(AlertSettingsRow).where(AlertSettingsRow.telegram_user_id.in_(telegram_user_ids))
        )
        chosen = {row.telegram_user_id: _settings(row) for row in rows}
        return {one: chosen.get(one, AlertSettings()) for one in telegram_user_ids}

    async def save(self, telegram_user_id: int, settings: AlertSettings) -> None:
        quiet = settings.quiet
        chosen = {
            "switched_off": sorted(settings.off),
            "quiet_from": None if quiet is None else quiet.begins,
            "quiet_until": None if quiet is None else quiet.ends,
            "urgent_rings": settings.urgent,
        }
        await self._session.execute(
            self._insert(AlertSettingsRow)
            .values(telegram_user_id=telegram_user_id, **chosen)
            .on_conflict_do_update(index_elements=[AlertSettingsRow.telegram_user_id], set_=chosen)
        )

    async def mute(self, telegram_user_id: int, mute: Mute) -> None:
        await self._session.execute(
            self._insert(AlertMuteRow)
            .values(
                telegram_user_id=telegram_user_id,
                account_id=mute.account_id,
                kind=mute.kind,
                until=mute.until,
            )
            .on_conflict_do_update(
                index_elements=AlertMuteRow.__table__.primary_key, set_={"until": mute.until}
            )
        )

    async def end_mutes(self, telegram_user_id: int) -> None:
        await self._change(
            delete(AlertMuteRow).where(AlertMuteRow.telegram_user_id == telegram_user_id)
        )

    async def mutes(self, telegram_user_id: int) -> list[Mute]:
        rows = await self._session.scalars(
            select(AlertMuteRow)
            .where(
                AlertMuteRow.telegram_user_id == telegram_user_id, AlertMuteRow.until > self._now
            )
            .order_by(AlertMuteRow.until, AlertMuteRow.account_id, AlertMuteRow.kind)
        )
        return [Mute(row.account_id, AlertKind(row.kind), row.until) for row in rows]

    async def muted(self, account_id: int, kind: AlertKind) -> Collection[int]:
        found = await self._session.scalars(
            select(AlertMuteRow.telegram_user_id).where(
                AlertMuteRow.account_id == account_id,
                AlertMuteRow.kind == kind,
                AlertMuteRow.until > self._now,
            )
        )
        return set(found)

    async def tell(self, account_id: int, kind: AlertKind, occasion: str) -> bool:
        noted: str | None = await self._session.scalar(
            self._insert(AlertToldRow)
            .values(account_id=account_id, kind=kind, occasion=occasion, told_at=self._now)
            .on_conflict_do_nothing()
            .returning(AlertToldRow.occasion)
        )
        return noted is not None

    async def told(self, account_id: int, kind: AlertKind) -> Collection[str]:
        found = await self._session.scalars(
            select(AlertToldRow.occasion).where(
                AlertToldRow.account_id == account_id, AlertToldRow.kind == kind
            )
        )
        return set(found)
