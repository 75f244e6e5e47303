"""``/overview``, ``/overview 28d``."""

import re

from aiogram import Router

from bot.domain.accounts import Person
from bot.presenters import overview
from bot.presenters.actions import OpenOverview, SwitchOverview
from bot.presenters.speech import Speech
from bot.services.results import Home
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_overview(
    _: object,
    action: OpenOverview,
    home: Home,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
    said: str | None = None,
) -> None:
    """``/overview 28d`` says the days; without, and for other days, it is the button's."""
    days = re.fullmatch(r"(\d{1,3})\s*d?", said or "")
    result = await use_cases.show_overview(
        home.person.telegram_user_id, int(days[1]) if days else action.days, force=action.force
    )
    await reply(overview.screen(result, speech, action.chart, home.accounts))


async def switch_overview(
    _: object,
    action: SwitchOverview,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    home = await use_cases.switch_account(person.telegram_user_id, action.account_id)
    result = await use_cases.show_overview(person.telegram_user_id, action.days)
    await reply(overview.screen(result, speech, action.chart, home.accounts))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_overview, OpenOverview, {"overview": OpenOverview()})
    on(router, switch_overview, SwitchOverview)
    return router
