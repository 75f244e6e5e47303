"""Who speaks."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, Update, User

from bot.domain.accounts import first_guess_of_language
from bot.presenters.speech import Speech
from bot.services.manage_accounts import MeetPerson

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Meeting(BaseMiddleware):
    """In private chats: remembers the person, gives ``home``, and speaks their language."""

    def __init__(self, meet_person: MeetPerson) -> None:
        self._meet_person = meet_person

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        speaks = isinstance(event.event, Message | CallbackQuery)
        if speaks and user is not None and chat is not None and chat.type == ChatType.PRIVATE:
            language = first_guess_of_language(user.language_code)
            home = await self._meet_person(user.id, user.first_name, user.username, language)
            data["home"] = home
            data["person"] = home.person
            data["speech"] = Speech(home.person.language, home.person.zone)
        return await handler(event, data)
