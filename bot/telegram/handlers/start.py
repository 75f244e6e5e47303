"""``/start``, the way back from linking, and home."""

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message

from bot.domain.secret import Secret
from bot.presenters import example, linking
from bot.presenters.actions import OpenExample, OpenHome
from bot.presenters.home import screen as home_screen
from bot.presenters.speech import Speech
from bot.services.ports import Clock
from bot.services.results import Home
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases

RETURNED = "L"
"""First letter of the deep-link payload with which our web page sends people back."""


async def start(
    _: Message,
    command: CommandObject,
    home: Home,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    payload = command.args or ""
    if payload.startswith(RETURNED):
        code = Secret(payload.removeprefix(RETURNED))
        result = await use_cases.finish_linking.by_return_code(home.person.telegram_user_id, code)
        await reply(linking.linked(result, speech))
        return
    retry_at = await use_cases.show_pending_link(home.person.telegram_user_id)
    await reply(linking.pending(retry_at, speech) if retry_at else home_screen(home, speech))


async def open_home(_: object, home: Home, speech: Speech, reply: Reply) -> None:
    await reply(home_screen(home, speech))


async def open_example(_: object, clock: Clock, speech: Speech, reply: Reply) -> None:
    await reply(example.screen(clock.now(), speech))


def router() -> Router:
    router = Router(name=__name__)
    router.message.register(start, CommandStart())
    on(router, open_home, OpenHome)
    on(router, open_example, OpenExample)
    return router
