"""``/digest``: whether, how often, when, and one at once."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import Update

from bot.domain.accounts import Person
from bot.presenters import digest, toasts
from bot.presenters.actions import (
    OpenDigest,
    OpenDigestHours,
    OpenDigestWeekdays,
    SendAgain,
    SendDigestNow,
    SetDigest,
)
from bot.presenters.buttons import back
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.change_digest import DigestChoice
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_settings(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.change_digest(person.telegram_user_id)
    await reply(digest.settings(result, speech))


async def open_hours(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.change_digest(person.telegram_user_id)
    await reply(digest.hours(result, speech))


async def open_weekdays(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.change_digest(person.telegram_user_id)
    await reply(digest.weekdays(result, speech))


async def change(
    _: object,
    action: SetDigest,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    choice = DigestChoice(action.enabled, action.cadence, action.hour, action.weekday)
    result = await use_cases.change_digest(person.telegram_user_id, choice)
    await reply(replace(digest.settings(result, speech), toast=toasts.saved(speech)))


async def send_now(
    _: object,
    event_update: Update,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    await use_cases.send_digest_now(person.telegram_user_id, str(event_update.update_id))
    result = await use_cases.change_digest(person.telegram_user_id)
    await reply(replace(digest.settings(result, speech), toast=toasts.on_its_way(speech)))


async def send_again(
    _: object,
    action: SendAgain,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    await use_cases.send_again(person.telegram_user_id, action.outbox_id)
    await reply(Screen(toasts.on_its_way(speech), [back(speech)]))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_settings, OpenDigest, {"digest": OpenDigest()})
    on(router, open_hours, OpenDigestHours)
    on(router, open_weekdays, OpenDigestWeekdays)
    on(router, change, SetDigest)
    on(router, send_now, SendDigestNow)
    on(router, send_again, SendAgain)
    return router
