"""``/alerts``: what comes by itself, what is muted, and when nothing shall come."""

from dataclasses import replace
from datetime import time

from aiogram import Router

from bot.domain.accounts import Person
from bot.domain.errors import NotFound
from bot.domain.quiet_hours import QuietHours
from bot.presenters import alerts, toasts
from bot.presenters.actions import (
    EndMutes,
    MuteAlert,
    OpenAlertKinds,
    OpenAlerts,
    OpenQuietBegin,
    OpenQuietEnd,
    OpenQuietHours,
    SetAlert,
    SetQuietHours,
    SetUrgent,
)
from bot.presenters.speech import Speech
from bot.services import change_alerts
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_alerts(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.change_alerts(person.telegram_user_id)
    await reply(alerts.screen(result, speech))


async def open_kinds(
    _: object,
    action: OpenAlertKinds,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.change_alerts(person.telegram_user_id)
    await reply(alerts.kinds(result, action.group, speech))


async def switch(
    _: object,
    action: SetAlert,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    choice = change_alerts.Switch(action.kind, action.on)
    result = await use_cases.change_alerts(person.telegram_user_id, choice)
    screen = alerts.kinds(result, alerts.group_of(action.kind), speech)
    await reply(replace(screen, toast=toasts.saved(speech)))


async def mute(
    _: object,
    action: MuteAlert,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.mute_alert(
        person.telegram_user_id, action.account_id, action.kind, action.hours
    )
    await reply(alerts.muted(result, speech))


async def end_mutes(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.change_alerts(person.telegram_user_id, change_alerts.EndMutes())
    await reply(replace(alerts.screen(result, speech), toast=toasts.saved(speech)))


async def open_quiet_hours(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.change_alerts(person.telegram_user_id)
    await reply(alerts.quiet_hours(result, speech))


async def open_quiet_begin(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.change_alerts(person.telegram_user_id)
    await reply(alerts.quiet_begin(result, speech))


async def open_quiet_end(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.change_alerts(person.telegram_user_id)
    await reply(alerts.quiet_end(result, speech))


async def set_quiet_hours(
    _: object,
    action: SetQuietHours,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    choice = change_alerts.ChooseQuietHours(_quiet(action))
    result = await use_cases.change_alerts(person.telegram_user_id, choice)
    await reply(replace(alerts.quiet_hours(result, speech), toast=toasts.saved(speech)))


def _quiet(action: SetQuietHours) -> QuietHours | None:
    """Raises NotFound: a client may send anything."""
    if not (0 <= action.begins <= 23 and 0 <= action.ends <= 23):
        raise NotFound("no such hour")
    if action.begins == action.ends:
        return None
    return QuietHours(time(action.begins), time(action.ends))


async def set_urgent(
    _: object,
    action: SetUrgent,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    choice = change_alerts.LetUrgentRing(action.on)
    result = await use_cases.change_alerts(person.telegram_user_id, choice)
    await reply(replace(alerts.quiet_hours(result, speech), toast=toasts.saved(speech)))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_alerts, OpenAlerts, {"alerts": OpenAlerts()})
    on(router, open_kinds, OpenAlertKinds)
    on(router, switch, SetAlert)
    on(router, mute, MuteAlert)
    on(router, end_mutes, EndMutes)
    on(router, open_quiet_hours, OpenQuietHours)
    on(router, open_quiet_begin, OpenQuietBegin)
    on(router, open_quiet_end, OpenQuietEnd)
    on(router, set_quiet_hours, SetQuietHours)
    on(router, set_urgent, SetUrgent)
    return router
