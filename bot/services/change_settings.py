"""``/settings``: language and time zone."""

from dataclasses import dataclass, replace
from zoneinfo import available_timezones

from bot.domain.accounts import LANGUAGES
from bot.domain.errors import NotFound
from bot.services.change_digest import rearm
from bot.services.find_account import home_of
from bot.services.hold_alerts import QUIET_HOURS
from bot.services.ports import Clock, Database
from bot.services.results import Settings


@dataclass(frozen=True)
class ChangeSettings:
    """Show the settings, or set one. Raises NotFound for an unknown language or zone."""

    database: Database
    clock: Clock

    async def __call__(
        self,
        telegram_user_id: int,
        *,
        language: str | None = None,
        time_zone: str | None = None,
    ) -> Settings:
        if language is not None and language not in LANGUAGES:
            raise NotFound("no such language")
        if time_zone is not None and time_zone not in available_timezones():
            raise NotFound("no such time zone")
        async with self.database.transaction() as stored:
            if language is not None:
                await stored.people.set_language(telegram_user_id, language)
            if time_zone is not None:
                await stored.people.set_time_zone(telegram_user_id, time_zone)
                for subscription in await stored.digests.of_person(telegram_user_id):
                    moved = replace(subscription, time_zone=time_zone)
                    await rearm(stored, subscription, moved, self.clock.now())
                # Quiet hours are those of another clock now.
                await stored.outbox.look_again(telegram_user_id, QUIET_HOURS)
            home = await home_of(stored, telegram_user_id)
            alerts = (await stored.alerts.settings([telegram_user_id]))[telegram_user_id]
        return Settings(home.person, self.clock.now(), alerts.quiet)
