"""How the bot presents itself before anybody speaks: commands, descriptions, menu button."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeUnion,
    MenuButtonCommands,
    MenuButtonDefault,
)

from bot.domain.accounts import LANGUAGES
from bot.presenters import profile
from bot.presenters.speech import Speech
from bot.telegram.sender import describe

logger = logging.getLogger(__name__)

Commands = Callable[[Speech], Sequence[profile.Command]]

SCOPES: Sequence[tuple[BotCommandScopeUnion, Commands]] = (
    (BotCommandScopeAllPrivateChats(), profile.commands),
    (BotCommandScopeAllGroupChats(), profile.chat_commands),
    (BotCommandScopeAllChatAdministrators(), profile.admin_commands),
)
"""Telegram shows the narrowest list that there is: administrators see theirs only."""

FALLBACK = "en"
"""Shown to everybody whose language we do not speak."""


class Profile:
    """Brings Telegram's record of the bot up to date; writes only what differs.

    A failure is logged and changes nothing else: the bot works without.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def __call__(self) -> None:
        await self._try(self._menu_button)
        for language in LANGUAGES:
            speech = Speech(language, ZoneInfo("UTC"))
            code = "" if language == FALLBACK else language
            for scope, commands in SCOPES:
                await self._try(partial(self._commands, speech, code, scope, commands))
            await self._try(partial(self._descriptions, speech, code))

    async def _commands(
        self, speech: Speech, code: str, scope: BotCommandScopeUnion, commands: Commands
    ) -> None:
        wanted = {command.name: command.description for command in commands(speech)}
        shown = await self._bot.get_my_commands(scope=scope, language_code=code)
        if [(one.command, one.description) for one in shown] != list(wanted.items()):
            menu = [BotCommand(command=name, description=text) for name, text in wanted.items()]
            await self._bot.set_my_commands(menu, scope=scope, language_code=code)

    async def _descriptions(self, speech: Speech, code: str) -> None:
        long = profile.description(speech)
        if (await self._bot.get_my_description(language_code=code)).description != long:
            await self._bot.set_my_description(long, language_code=code)
        short = profile.short_description(speech)
        shown = await self._bot.get_my_short_description(language_code=code)
        if shown.short_description != short:
            await self._bot.set_my_short_description(short, language_code=code)

    async def _menu_button(self) -> None:
        shown = await self._bot.get_chat_menu_button()
        if not isinstance(shown, MenuButtonCommands | MenuButtonDefault):
            await self._bot.set_chat_menu_button(menu_button=MenuButtonCommands())

    async def _try(self, step: Callable[[], Awaitable[None]]) -> None:
        try:
            await step()
        except AiogramError as error:
            logger.warning("The bot's profile was not brought up to date: %s", describe(error))
