"""Taps: answered first, worked on after."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, TelegramObject, Update

from bot.presenters.actions import (
    OpenChatLanguages,
    OpenChatSettings,
    SetChatLanguage,
    TakeAway,
)
from bot.telegram.callbacks import unpack
from bot.telegram.errors import is_query_too_old
from bot.telegram.sender import describe

logger = logging.getLogger(__name__)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


ADMINISTRATE = (OpenChatSettings, OpenChatLanguages, SetChatLanguage, TakeAway)
"""Buttons for administrators of a group or channel."""

ANSWERED_BY_THEIR_HANDLERS = (type(None), *ADMINISTRATE)


class Taps(BaseMiddleware):
    """Unpacks the button into ``action`` and stops its spinning before any work is done.

    A button that we cannot read is answered by its handler, in words; so is one for which only
    administrators of a chat count, because the refusal is the answer.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        if isinstance(event.event, CallbackQuery):
            data["action"] = unpack(event.event.data or "")
            if not isinstance(data["action"], ANSWERED_BY_THEIR_HANDLERS):
                await answer_tap(event.event)
        return await handler(event, data)


async def answer_tap(tap: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Too late an answer helps nobody and hurts nobody: the work is done all the same."""
    try:
        await tap.answer(text, show_alert=alert or None)
    except AiogramError as error:
        if not is_query_too_old(error):
            logger.warning("A tap could not be answered: %s", describe(error))
