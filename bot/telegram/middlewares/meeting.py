"""Who speaks."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, Update, User

from bot.domain.accounts import first_guess_of_language
from bot.domain.errors import NotFound
from bot.presenters.actions import DeleteMe
from bot.presenters.speech import Speech
from bot.services.manage_accounts import MeetPerson, ShowHome
from bot.services.results import Home
from bot.services.view_chat import ChatLanguage

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Meeting(BaseMiddleware):
    """In private chats: remembers the person, gives ``home``, and speaks their language.

    In a group or channel it speaks the chat's own, once something is shown there.

    Who has everything of theirs deleted is not made known again by just that.
    """

    def __init__(
        self, meet_person: MeetPerson, show_home: ShowHome, chat_language: ChatLanguage
    ) -> None:
        self._meet_person = meet_person
        self._show_home = show_home
        self._chat_language = chat_language

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        speaks = isinstance(event.event, Message | CallbackQuery)
        if speaks and user is not None and chat is not None and chat.type == ChatType.PRIVATE:
            deletes = isinstance(data.get("action"), DeleteMe)
            home = await self._known(user) if deletes else await self._met(user)
            if home is not None:
                data["home"] = home
                data["person"] = home.person
                data["speech"] = Speech(home.person.language, home.person.zone)
        elif chat is not None and chat.type != ChatType.PRIVATE and _is_for_us(event.event):
            language = await self._chat_language(chat.id)
            if language is not None:
                data["speech"] = Speech(language, data["speech"].zone)
        return await handler(event, data)

    async def _met(self, user: User) -> Home:
        language = first_guess_of_language(user.language_code)
        return await self._meet_person(user.id, user.first_name, user.username, language)

    async def _known(self, user: User) -> Home | None:
        try:
            return await self._show_home(user.id)
        except NotFound:
            return None


def _is_for_us(event: TelegramObject) -> bool:
    """What people say to each other is not looked up."""
    return isinstance(event, CallbackQuery) or (
        isinstance(event, Message) and (event.text or "").startswith("/")
    )
