"""``/top``, ``/bottom``: ``/top saves 90d`` says by what, and of how long."""

from aiogram import Router

from bot.domain.accounts import Person
from bot.presenters import top
from bot.presenters.actions import OpenTop, OpenTopMeasures
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_top(
    _: object,
    action: OpenTop,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
    said: str | None = None,
) -> None:
    asked = top.asked(said or "", action, speech)
    result = await use_cases.rank_media(person.telegram_user_id, asked.measure, asked.days)
    await reply(top.screen(result, speech, worst=asked.worst, origin=action.origin))


async def open_measures(_: object, action: OpenTopMeasures, speech: Speech, reply: Reply) -> None:
    await reply(top.measures(action, speech))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_top, OpenTop, {"top": OpenTop(), "bottom": OpenTop(worst=True)})
    on(router, open_measures, OpenTopMeasures)
    return router
