"""In a group or channel: what its administrators may change. Who taps is asked of Telegram."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.presenters import chat_screens
from bot.presenters.actions import (
    OpenChatLanguages,
    OpenChatSettings,
    SetChatLanguage,
    TakeAway,
)
from bot.presenters.speech import Speech
from bot.services.grant_chat import NotAnAdmin
from bot.services.results import ChatSettings
from bot.telegram.handlers.groups import is_elsewhere
from bot.telegram.middlewares.taps import ADMINISTRATE, answer_tap
from bot.telegram.places import place_of, speaker_of
from bot.telegram.reply import Reply
from bot.telegram.use_cases import UseCases


async def say_settings(message: Message, use_cases: UseCases, reply: Reply) -> None:
    result = await use_cases.chats.manage.settings(speaker_of(message), message.chat.id)
    await reply(chat_screens.settings(result, _speech(result)))


async def tap_settings(
    tap: CallbackQuery,
    action: OpenChatSettings | OpenChatLanguages | SetChatLanguage | TakeAway,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    """A refusal is seen by whoever tapped, and leaves the screen as it is."""
    person, chat_id = tap.from_user.id, place_of(tap).chat_id
    manage = use_cases.chats.manage
    try:
        match action:
            case TakeAway(grant_id):
                gone = await manage.take_away(person, chat_id, grant_id)
                screen = chat_screens.taken_away(gone, speech)
            case SetChatLanguage(language):
                result = await manage.set_language(person, chat_id, language)
                screen = chat_screens.settings(result, _speech(result))
            case OpenChatLanguages():
                result = await manage.settings(person, chat_id)
                screen = chat_screens.languages(result, _speech(result))
            case _:
                result = await manage.settings(person, chat_id)
                screen = chat_screens.settings(result, _speech(result))
    except NotAnAdmin:
        await answer_tap(tap, chat_screens.refused(speech), alert=True)
        return
    await answer_tap(tap)
    await reply(screen)


def router() -> Router:
    router = Router(name=__name__)
    elsewhere = F.chat.type != ChatType.PRIVATE
    for observer in (router.message, router.channel_post):
        observer.register(say_settings, elsewhere, Command("settings"))
    router.callback_query.register(tap_settings, is_elsewhere, _administrates)
    return router


def _speech(result: ChatSettings) -> Speech:
    return Speech(result.language, result.shown[0].zone)


def _administrates(_: CallbackQuery, action: object) -> bool:
    return isinstance(action, ADMINISTRATE)
