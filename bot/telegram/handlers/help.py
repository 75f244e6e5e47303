"""``/help`` and ``/privacy``."""

from aiogram import Router

from bot.presenters import help as help_presenter
from bot.presenters import privacy
from bot.presenters.actions import OpenHelp, OpenPrivacy
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_help(_: object, speech: Speech, reply: Reply) -> None:
    await reply(help_presenter.screen(speech))


async def open_privacy(_: object, use_cases: UseCases, speech: Speech, reply: Reply) -> None:
    await reply(privacy.screen(use_cases.everything_kept, speech))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_help, OpenHelp, {"help": OpenHelp()})
    on(router, open_privacy, OpenPrivacy, {"privacy": OpenPrivacy()})
    return router
