"""The one mapper from errors to what a person is told and the log keeps."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramServerError,
)
from aiogram.types import Chat, TelegramObject, User

from bot.domain.errors import BotError
from bot.metrics.counted import UPDATES
from bot.presenters import errors
from bot.presenters.screen import Screen
from bot.services.manage_accounts import NoteBlocked
from bot.telegram.chat_use_cases import ChatUseCases
from bot.telegram.errors import is_unreachable
from bot.telegram.refusals import refusal_screen
from bot.telegram.reply import Reply
from bot.telegram.sender import ChatHeld, describe
from bot.telegram.update_types import type_of

logger = logging.getLogger(__name__)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

SILENCED = (ChatHeld, TelegramNetworkError, TelegramServerError, ClientDecodeError)
"""Telegram does not take our answer, so it would not take an apology either."""


class Failures(BaseMiddleware):
    """An expected error is explained; any other gets a reference under which the log has it."""

    def __init__(self, note_blocked: NoteBlocked, chats: ChatUseCases) -> None:
        self._note_blocked = note_blocked
        self._chats = chats

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
        UPDATES.labels(type_of(event), await self._outcome(handler, event, data)).inc()

    async def _outcome(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> str:
        try:
            await handler(event, data)
        except Exception as error:
            if isinstance(error, BotError) and error.message_key != BotError.message_key:
                logger.info("%s: %s", type(error).__name__, error.detail)
                await self._tell(refusal_screen(error, data["speech"]), data)
                return "refused"
            if isinstance(error, AiogramError) and await self._is_explained(error, data):
                return "not_told"
            reference = secrets.token_hex(4)
            logger.exception("An update failed, reference %s", reference)
            screen = errors.unexpected(data["speech"])
            text = f"{screen.text}\n<code>{reference}</code>"
            await self._tell(replace(screen, text=text), data)
            return "failed"
        return "handled"

    async def _is_explained(self, error: AiogramError, data: dict[str, Any]) -> bool:
        """Whether the failure is Telegram's or the person's own, and nothing is to be said."""
        if isinstance(error, TelegramMigrateToChat):
            chat: Chat | None = data.get("event_chat")
            if chat is not None:
                await self._chats.move(chat.id, error.migrate_to_chat_id)
            return True
        if is_unreachable(error):
            await self._unreachable(data)
            return True
        if isinstance(error, SILENCED):
            logger.warning("An answer did not reach Telegram: %s", describe(error))
            return True
        return False

    async def _tell(self, screen: Screen, data: dict[str, Any]) -> None:
        reply: Reply | None = data.get("reply")
        if reply is None:
            return
        if reply.chat_id < 0:
            # In a group nobody's buttons are meant for everybody.
            screen = replace(screen, buttons=[])
        try:
            await reply(screen)
        except AiogramError as error:
            logger.warning("An error could not be told: %s", describe(error))
            if is_unreachable(error):
                await self._unreachable(data)

    async def _unreachable(self, data: dict[str, Any]) -> None:
        """Only a private chat says something about the person; a group is another matter."""
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        if chat is not None and chat.type != ChatType.PRIVATE:
            await self._chats.note_put_out(chat.id)
        elif user is not None:
            await self._note_blocked(user.id, blocked=True)
