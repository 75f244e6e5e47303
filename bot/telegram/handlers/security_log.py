"""The security log, under ``/privacy``."""

from aiogram import Router

from bot.domain.accounts import Person
from bot.presenters import security_log
from bot.presenters.actions import OpenSecurityLog
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_security_log(
    _: object,
    action: OpenSecurityLog,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.show_security_log(person.telegram_user_id, action.page)
    await reply(security_log.screen(result, speech))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_security_log, OpenSecurityLog)
    return router
