"""Groups and channels, as Telegram tells of them at this moment."""

from typing import Any

from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.methods import TelegramMethod
from aiogram.types import Chat

from bot.domain.chat_grants import ChatKind, Rank
from bot.services.ports import ChatAbout

ADMINS = {ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR}
REFUSALS = (TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat)


class GetRawChat(TelegramMethod[dict[str, Any]]):
    """getChat as Telegram sends it: of some fifty fields we need two."""

    __returning__ = dict[str, Any]
    __api_method__ = "getChat"

    chat_id: int


class GetRawChatMember(TelegramMethod[dict[str, Any]]):
    """getChatMember likewise: a new right must not make administrators unreadable."""

    __returning__ = dict[str, Any]
    __api_method__ = "getChatMember"

    chat_id: int
    user_id: int


class TelegramChats:
    """Implements the Chats port."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def about(self, chat_id: int) -> ChatAbout | None:
        if await self.rank(chat_id, self._bot.id) is Rank.OUTSIDE:
            return None
        try:
            chat = await self._bot(GetRawChat(chat_id=chat_id))
        except REFUSALS:
            return None
        if chat.get("type") not in set(ChatKind):
            return None
        return ChatAbout(str(chat.get("title", "")), ChatKind(chat["type"]))

    async def rank(self, chat_id: int, telegram_user_id: int) -> Rank:
        """Telegram guarantees the answer to administrators only: no answer is no right."""
        try:
            member = await self._bot(GetRawChatMember(chat_id=chat_id, user_id=telegram_user_id))
        except REFUSALS:
            return Rank.OUTSIDE
        status = member.get("status")
        if status in ADMINS:
            return Rank.ADMIN
        is_in = status == ChatMemberStatus.MEMBER or (
            status == ChatMemberStatus.RESTRICTED and member.get("is_member") is True
        )
        return Rank.MEMBER if is_in else Rank.OUTSIDE


def about(chat: Chat) -> ChatAbout | None:
    """None for a private chat."""
    if chat.type == ChatType.PRIVATE:
        return None
    return ChatAbout(chat.title or "", ChatKind(chat.type))
