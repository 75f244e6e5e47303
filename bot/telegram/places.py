"""Where something was said or tapped, and by whom."""

from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, InaccessibleMessage, Message

from bot.domain.chat_grants import Place
from bot.telegram.render import thread_of

ANONYMOUS_ADMIN = 1087968824
"""Telegram: @GroupAnonymousBot, in whose name anonymous administrators of every group write."""


def place_of(event: Message | CallbackQuery) -> Place:
    message = event if isinstance(event, Message) else event.message
    assert message is not None, "only what has a chat comes here"
    if isinstance(message, InaccessibleMessage):
        return Place(message.chat.id)
    return Place(message.chat.id, thread_of(message))


def speaker_of(message: Message) -> int | None:
    """Who speaks in a chat; None where it is the chat itself, so one of its administrators.

    That is what a channel posts, and what an anonymous administrator writes: then the sender is
    the very chat. A channel that is linked to the group, or that a member writes as, is no
    administrator: it has no rank anywhere.
    """
    sender = message.sender_chat
    if sender is not None:
        return None if sender.id == message.chat.id else sender.id
    if message.chat.type == ChatType.CHANNEL:
        return None
    return message.from_user.id if message.from_user else 0


def throttle_key(user_id: int, chat_id: int | None) -> int:
    """Anonymous administrators of different groups are different people."""
    return chat_id if user_id == ANONYMOUS_ADMIN and chat_id is not None else user_id
