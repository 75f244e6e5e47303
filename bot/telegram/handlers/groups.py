"""Groups and channels: what their owners allowed, and for everything else the way to private."""

import re
from collections.abc import Mapping

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.domain.media import MediaProductType
from bot.presenters import chat_screens, digest_list
from bot.presenters.actions import (
    Action,
    OpenHome,
    OpenLiveStories,
    OpenMediaList,
    OpenOverview,
    OpenStoryArchive,
)
from bot.presenters.chat_screens import NEEDS
from bot.presenters.speech import Speech
from bot.services.chat_tickets import OWNER, TicketInvalid
from bot.services.grant_chat import NotAnAdmin, NotInTheChat
from bot.services.view_chat import NotShownHere
from bot.telegram.chat_views import DAYS, ChatView
from bot.telegram.places import place_of, speaker_of
from bot.telegram.reply import Reply
from bot.telegram.use_cases import UseCases

ANY_COMMAND = re.compile(r".+")

TO_DIGESTS = "digest"
"""The payload with which a group sends people to their digests."""

COMMANDS: Mapping[str, Action] = {
    "start": OpenHome(),
    "help": OpenHome(),
    "overview": OpenOverview(),
    "posts": OpenMediaList(MediaProductType.FEED),
    "reels": OpenMediaList(MediaProductType.REELS),
    "live": OpenLiveStories(),
    "stories": OpenStoryArchive(),
    "archive": OpenStoryArchive(),
}


async def open_shown(
    event: Message | CallbackQuery,
    use_cases: UseCases,
    bot: Bot,
    deep_link_base: str,
    speech: Speech,
    reply: Reply,
    command: CommandObject | None = None,
    action: Action | None = None,
) -> None:
    """A command or a tap, answered as far as it is allowed here."""
    wanted = action or _meant(command)
    try:
        await reply(await ChatView(use_cases)(wanted, place_of(event)))
    except NotShownHere:
        await point_to_private_chat(event, bot, deep_link_base, speech, reply)


async def arrive(
    message: Message,
    command: CommandObject,
    use_cases: UseCases,
    bot: Bot,
    deep_link_base: str,
    speech: Speech,
    reply: Reply,
) -> None:
    """``/start`` with a ticket: who added the bot wants an account of theirs shown here."""
    try:
        granted = await use_cases.chats.grant_by_owner(
            speaker_of(message), command.args or "", place_of(message)
        )
    except (TicketInvalid, NotAnAdmin, NotInTheChat):
        await open_shown(message, use_cases, bot, deep_link_base, speech, reply, command)
    else:
        await reply(chat_screens.granted(granted, Speech(granted.grant.language, granted.zone)))


async def propose(
    message: Message,
    use_cases: UseCases,
    bot: Bot,
    deep_link_base: str,
    speech: Speech,
    reply: Reply,
) -> None:
    ticket = await use_cases.chats.propose_place(speaker_of(message), place_of(message))
    way = f"{deep_link_base}/{(await bot.me()).username}?start={ticket}"
    await reply(chat_screens.proposal(way, speech))


async def point_to_private_chat(
    _: object, bot: Bot, deep_link_base: str, speech: Speech, reply: Reply
) -> None:
    way = f"{deep_link_base}/{(await bot.me()).username}?start=group"
    await reply(chat_screens.nothing_here(way, speech))


async def say_digests(
    message: Message,
    use_cases: UseCases,
    bot: Bot,
    deep_link_base: str,
    speech: Speech,
    reply: Reply,
) -> None:
    """What comes here; whoever wants it otherwise goes to the private chat."""
    way = f"{deep_link_base}/{(await bot.me()).username}?start={TO_DIGESTS}"
    try:
        result = await use_cases.digests.here(place_of(message))
    except NotShownHere:
        await reply(chat_screens.nothing_here(way, speech))
    else:
        await reply(digest_list.here(result, way, Speech(result.language, speech.zone)))


async def leave_out(_: object) -> None:
    """What people in a group say to each other is not for us."""


def router() -> Router:
    router = Router(name=__name__)
    elsewhere = F.chat.type != ChatType.PRIVATE
    for observer in (router.message, router.channel_post):
        observer.register(arrive, elsewhere, Command("start"), _brings_a_ticket)
        observer.register(propose, elsewhere, Command("here"))
        observer.register(open_shown, elsewhere, Command(*COMMANDS))
        observer.register(say_digests, elsewhere, Command("digest"))
    router.message.register(point_to_private_chat, elsewhere, Command(ANY_COMMAND))
    router.message.register(leave_out, elsewhere)
    router.callback_query.register(open_shown, is_elsewhere, _is_seen_in_chats)
    router.callback_query.register(point_to_private_chat, is_elsewhere)
    return router


def is_elsewhere(tap: CallbackQuery) -> bool:
    return tap.message is not None and tap.message.chat.type != ChatType.PRIVATE


def _brings_a_ticket(_: Message, command: CommandObject) -> bool:
    return (command.args or "").startswith(OWNER)


def _is_seen_in_chats(_: CallbackQuery, action: Action | None) -> bool:
    return type(action) in NEEDS


def _meant(command: CommandObject | None) -> Action:
    if command is None:
        return OpenHome()
    days = DAYS.fullmatch(command.args or "") if command.command == "overview" else None
    return OpenOverview(int(days[1])) if days else COMMANDS[command.command]
