"""``/settings``: language and time zone."""

from dataclasses import replace

from aiogram import Router

from bot.domain.accounts import Person
from bot.presenters import settings, toasts
from bot.presenters.actions import (
    OpenLanguages,
    OpenSettings,
    SetLanguage,
    SetTimeZone,
)
from bot.presenters.speech import Speech
from bot.services.results import Settings
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_settings(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.change_settings(person.telegram_user_id)
    await reply(settings.screen(result, speech))


async def open_languages(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.change_settings(person.telegram_user_id)
    await reply(settings.languages(result, speech))


async def set_language(
    _: object, action: SetLanguage, person: Person, use_cases: UseCases, reply: Reply
) -> None:
    result = await use_cases.change_settings(person.telegram_user_id, language=action.language)
    await _saved(result, reply)


async def set_time_zone(
    _: object, action: SetTimeZone, person: Person, use_cases: UseCases, reply: Reply
) -> None:
    result = await use_cases.change_settings(person.telegram_user_id, time_zone=action.zone)
    await _saved(result, reply)


async def _saved(result: Settings, reply: Reply) -> None:
    """Said in the language and by the clock that were just chosen."""
    speech = Speech(result.person.language, result.person.zone)
    await reply(replace(settings.screen(result, speech), toast=toasts.saved(speech)))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_settings, OpenSettings, {"settings": OpenSettings()})
    on(router, open_languages, OpenLanguages)
    on(router, set_language, SetLanguage)
    on(router, set_time_zone, SetTimeZone)
    return router
