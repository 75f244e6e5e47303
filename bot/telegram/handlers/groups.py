"""Figures are shown in private chats only; in a group there is one line and the way there."""

import re
from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery

from bot.presenters import linking
from bot.presenters.screen import Button
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply

ANY_COMMAND = re.compile(r".+")


async def point_to_private_chat(
    _: object, bot: Bot, deep_link_base: str, speech: Speech, reply: Reply
) -> None:
    me = await bot.me()
    way = Button(speech.plain("button-open"), url=f"{deep_link_base}/{me.username}?start=group")
    await reply(replace(linking.only_in_private(speech), buttons=[[way]]))


async def leave_out(_: object) -> None:
    """What people in a group say to each other is not for us."""


def router() -> Router:
    router = Router(name=__name__)
    elsewhere = F.chat.type != ChatType.PRIVATE
    router.message.register(point_to_private_chat, elsewhere, Command(ANY_COMMAND))
    router.message.register(leave_out, elsewhere)
    router.callback_query.register(point_to_private_chat, _is_elsewhere)
    return router


def _is_elsewhere(tap: CallbackQuery) -> bool:
    return tap.message is not None and tap.message.chat.type != ChatType.PRIVATE
