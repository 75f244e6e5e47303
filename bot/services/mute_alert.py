"""The buttons under an alert: nothing more of its kind about this account for a while."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.alerts import MUTES, AlertKind
from bot.domain.errors import NotFound
from bot.services.find_account import own_account
from bot.services.ports import Clock, Database, Mute
from bot.services.results import ActiveMute


@dataclass(frozen=True)
class MuteAlert:
    """From now on, for some hours. Raises NotFound for anybody else's account."""

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, account_id: int, kind: AlertKind, hours: int
    ) -> ActiveMute:
        if hours not in MUTES:
            raise NotFound("no such length of a mute")
        until = self.clock.now() + timedelta(hours=hours)
        async with self.database.transaction() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
            await stored.alerts.mute(telegram_user_id, Mute(account_id, kind, until))
        return ActiveMute(linked.account, kind, until)
