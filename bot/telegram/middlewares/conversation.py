"""How to answer: where, and in which language as long as the person is not known."""

from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User

from bot.domain.accounts import first_guess_of_language
from bot.presenters.speech import Speech
from bot.telegram.render import Renderer
from bot.telegram.reply import reply_to

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Conversation(BaseMiddleware):
    """Gives ``speech`` and, for messages and taps, ``reply``."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        user: User | None = data.get("event_from_user")
        language = first_guess_of_language(user.language_code if user else None)
        data["speech"] = Speech(language, ZoneInfo("UTC"))
        if isinstance(event.event, Message | CallbackQuery):
            data["reply"] = reply_to(event.event, self._renderer)
        return await handler(event, data)
