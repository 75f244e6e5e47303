"""``/overview``."""

from aiogram import Router

from bot.domain.accounts import Person
from bot.presenters import overview
from bot.presenters.actions import OpenOverview
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_overview(
    _: object,
    action: OpenOverview,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.show_overview(person.telegram_user_id, action.days)
    await reply(overview.screen(result, speech, action.chart))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_overview, OpenOverview, {"overview": OpenOverview()})
    return router
