"""``/start``, the way back from linking, and home."""

import re

from aiogram import Bot, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message

from bot.domain.secret import Secret
from bot.presenters import accounts, digest_list, example, linking, media_card, shown_in
from bot.presenters.actions import OpenExample, OpenHome
from bot.presenters.home import screen as home_screen
from bot.presenters.speech import Speech
from bot.services.chat_tickets import PLACE
from bot.services.ports import Clock
from bot.services.results import Home
from bot.telegram.handlers.groups import TO_DIGESTS
from bot.telegram.handlers.linking import tell_linked
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases

RETURNED = "L"
"""First letter of the deep-link payload with which our web page sends people back."""

TO_ACCOUNTS = "accounts"
"""The payload with which an alarm in a group sends people to their links."""


TO_EXAMPLE, TO_GROUP = "example", "group"
"""The second is where everything leads in a group that is not shown there."""

POST = re.compile(r"post_([0-9]{1,18})")
"""A post or reel by our number of it: of the person's own, else it does not exist."""

TICKET = re.compile(PLACE + r"[A-Za-z0-9_-]{30,63}")
"""What ``/here`` in a group brought."""


async def start(
    _: Message,
    command: CommandObject,
    home: Home,
    use_cases: UseCases,
    clock: Clock,
    bot: Bot,
    deep_link_base: str,
    speech: Speech,
    reply: Reply,
) -> None:
    """A parameter that says nothing to us leads home, as none does."""
    payload = command.args or ""
    person = home.person.telegram_user_id
    if payload.startswith(RETURNED):
        code = Secret(payload.removeprefix(RETURNED))
        result = await use_cases.finish_linking.by_return_code(person, code)
        await tell_linked(result, home.person, use_cases, speech, reply)
    elif payload == TO_ACCOUNTS and home.accounts:
        await reply(accounts.screen(home, speech))
    elif payload == TO_DIGESTS and home.linked:
        await reply(digest_list.listed(await use_cases.digests.list(person), speech))
    elif payload == TO_EXAMPLE:
        await reply(example.screen(clock.now(), speech))
    elif payload == TO_GROUP and home.linked:
        invitation = await use_cases.chats.invite(person)
        link = f"{deep_link_base}/{(await bot.me()).username}"
        await reply(shown_in.invitation(invitation, link, speech))
    elif post := POST.fullmatch(payload):
        card = await use_cases.show_media(person, int(post[1]))
        await reply(media_card.screen(card, speech))
    elif TICKET.fullmatch(payload):
        question = await use_cases.chats.ask_about_place(person, payload)
        await reply(shown_in.question(question, speech))
    else:
        retry_at = await use_cases.show_pending_link(person)
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
