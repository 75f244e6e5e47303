"""What nobody else understood. There is never silence."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.presenters import hint, toasts
from bot.presenters.speech import Speech
from bot.services.results import Home
from bot.telegram.middlewares.taps import answer_tap
from bot.telegram.reply import Reply


async def give_hint(_: Message, home: Home, speech: Speech, reply: Reply) -> None:
    await reply(hint.screen(home.current is not None, speech))


async def button_outdated(tap: CallbackQuery, speech: Speech) -> None:
    await answer_tap(tap, toasts.button_outdated(speech))


def router() -> Router:
    router = Router(name=__name__)
    router.message.register(give_hint)
    router.callback_query.register(button_outdated)
    return router
