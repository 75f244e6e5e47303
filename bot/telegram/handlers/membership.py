"""The person blocked the bot, or let it in again."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated

from bot.telegram.use_cases import UseCases


async def note(change: ChatMemberUpdated, use_cases: UseCases) -> None:
    blocked = change.new_chat_member.status == ChatMemberStatus.KICKED
    await use_cases.note_blocked(change.chat.id, blocked=blocked)


def router() -> Router:
    router = Router(name=__name__)
    router.my_chat_member.register(note, F.chat.type == ChatType.PRIVATE)
    return router
