"""``/why``, ``/why reach``: what a number means."""

from aiogram import Router

from bot.presenters import why
from bot.presenters.actions import OpenMetric, OpenMetrics, OpenWhy
from bot.presenters.metric_words import metric_called
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_why(
    _: object, use_cases: UseCases, speech: Speech, reply: Reply, said: str | None = None
) -> None:
    """The words after the command are a name of Meta's, or one that a screen of ours shows."""
    if said:
        explained = await use_cases.explain_metric(metric_called(said, speech))
        await reply(why.screen(explained, speech))
    else:
        await reply(why.choose(speech))


async def open_topic(_: object, action: OpenMetrics, speech: Speech, reply: Reply) -> None:
    await reply(why.topic_screen(action.topic, speech))


async def open_metric(
    _: object, action: OpenMetric, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    await reply(why.screen(await use_cases.explain_metric(action.name), speech))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_why, OpenWhy, {"why": OpenWhy()})
    on(router, open_topic, OpenMetrics)
    on(router, open_metric, OpenMetric)
    return router
