"""``/status``: links, calls, and what Instagram does not offer."""

from aiogram import Router

from bot.domain.accounts import Person
from bot.presenters import status
from bot.presenters.actions import OpenStatus
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_status(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.show_status(person.telegram_user_id)
    await reply(status.screen(result, speech))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_status, OpenStatus, {"status": OpenStatus()})
    return router
