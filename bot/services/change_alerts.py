"""``/alerts``: what somebody wants to hear of, and when."""

from dataclasses import dataclass, replace

from bot.domain.alerts import ALWAYS_ON, AlertKind, AlertSettings
from bot.domain.errors import NotFound
from bot.domain.quiet_hours import QuietHours
from bot.services.find_account import home_of
from bot.services.hold_alerts import QUIET_HOURS
from bot.services.ports import Clock, Database
from bot.services.results import ActiveMute, AlertsShown


@dataclass(frozen=True)
class Switch:
    """One kind, as it shall be."""

    kind: AlertKind
    on: bool


@dataclass(frozen=True)
class ChooseQuietHours:
    """None for none at all."""

    quiet: QuietHours | None


@dataclass(frozen=True)
class LetUrgentRing:
    on: bool


@dataclass(frozen=True)
class EndMutes:
    """Everything is heard of again."""


AlertChoice = Switch | ChooseQuietHours | LetUrgentRing | EndMutes


@dataclass(frozen=True)
class ChangeAlerts:
    """Show what the person chose, or change it. Raises NotFound for what cannot be switched.

    What waits for the end of quiet hours is looked at again when they are changed.
    """

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, choice: AlertChoice | None = None
    ) -> AlertsShown:
        if choice is None:
            async with self.database.reading() as stored:
                home = await home_of(stored, telegram_user_id)
                settings = (await stored.alerts.settings([telegram_user_id]))[telegram_user_id]
                mutes = await stored.alerts.mutes(telegram_user_id)
        else:
            async with self.database.transaction() as stored:
                # Two taps at once change one thing each.
                await stored.people.hold(telegram_user_id)
                settings = (await stored.alerts.settings([telegram_user_id]))[telegram_user_id]
                if isinstance(choice, EndMutes):
                    await stored.alerts.end_mutes(telegram_user_id)
                else:
                    settings = changed(settings, choice)
                    await stored.alerts.save(telegram_user_id, settings)
                    await stored.outbox.look_again(telegram_user_id, QUIET_HOURS)
                home = await home_of(stored, telegram_user_id)
                mutes = await stored.alerts.mutes(telegram_user_id)
        accounts = {linked.account.id: linked.account for linked in home.accounts}
        return AlertsShown(
            home.person,
            settings,
            [
                ActiveMute(accounts[mute.account_id], mute.kind, mute.until)
                for mute in mutes
                if mute.account_id in accounts
            ],
            self.clock.now(),
        )


def changed(
    settings: AlertSettings, choice: Switch | ChooseQuietHours | LetUrgentRing
) -> AlertSettings:
    match choice:
        case ChooseQuietHours(quiet):
            return replace(settings, quiet=quiet)
        case LetUrgentRing(on):
            return replace(settings, urgent=on)
        case Switch(kind, on):
            if kind in ALWAYS_ON:
                raise NotFound("it is always on")
            return replace(settings, off=settings.off - {kind} if on else settings.off | {kind})
