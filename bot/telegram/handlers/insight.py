"""``/besttime`` and ``/audience``: what the numbers of many posts and people tell together."""

from aiogram import Router

from bot.domain.accounts import Person
from bot.domain.media import MediaProductType
from bot.presenters import audience, best_time
from bot.presenters.actions import OpenAudience, OpenBestTime
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases

KINDS = {
    **{kind.value: kind for kind in MediaProductType},
    "posts": MediaProductType.FEED,
    "reels": MediaProductType.REELS,
    "stories": MediaProductType.STORY,
}


async def open_best_time(
    _: object,
    action: OpenBestTime,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
    said: str | None = None,
) -> None:
    """``/besttime reels`` says the format; without, it is what the account publishes most."""
    kind = KINDS.get((said or action.kind).strip())
    result = await use_cases.show_best_time(person.telegram_user_id, kind)
    await reply(best_time.screen(result, speech, action.origin))


async def open_audience(
    _: object,
    action: OpenAudience,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    metric = audience.METRICS[action.who]
    result = await use_cases.show_audience(person.telegram_user_id, metric, action.by.value)
    await reply(audience.screen(result, speech, action.origin))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_best_time, OpenBestTime, {"besttime": OpenBestTime()})
    on(router, open_audience, OpenAudience, {"audience": OpenAudience()})
    return router
