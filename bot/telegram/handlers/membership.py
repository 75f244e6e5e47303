"""What becomes of the bot in a chat: blocked or not, added, put out, silenced, moved."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import (
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUnion,
    ChatMemberUpdated,
    Message,
    Update,
)

from bot.telegram.chats import about
from bot.telegram.places import place_of
from bot.telegram.use_cases import UseCases

OUT = {ChatMemberStatus.LEFT, ChatMemberStatus.KICKED}


async def note(change: ChatMemberUpdated, use_cases: UseCases) -> None:
    """In private: the person blocked the bot, or let it in again."""
    blocked = change.new_chat_member.status == ChatMemberStatus.KICKED
    await use_cases.note_blocked(change.chat.id, blocked=blocked)


async def note_in_chat(
    change: ChatMemberUpdated, event_update: Update, use_cases: UseCases
) -> None:
    """In a group or channel. Promoted or not matters as far as the bot may write."""
    chat, before, now = change.chat, change.old_chat_member, change.new_chat_member
    told = about(chat)
    assert told is not None, "private chats are the other handler's"
    if _is_out(now):
        await use_cases.chats.note_put_out(chat.id)
        return
    await use_cases.chats.note_silenced(
        chat.id, silenced=not _may_write(now, is_channel=chat.type == ChatType.CHANNEL)
    )
    if _is_out(before):
        await use_cases.chats.note_added(
            chat.id, told, change.from_user.id, str(event_update.update_id)
        )


async def move(message: Message, use_cases: UseCases) -> None:
    """Both chats tell of it: the old one where it went, the new one where it came from."""
    old, new = message.chat.id, message.migrate_to_chat_id
    if new is None:
        assert message.migrate_from_chat_id is not None
        old, new = message.migrate_from_chat_id, message.chat.id
    await use_cases.chats.move(old, new)


async def reopen(message: Message, use_cases: UseCases) -> None:
    """A topic that was closed takes messages again."""
    place = place_of(message)
    await use_cases.chats.note_silenced(place.chat_id, silenced=False, topic=place)


def router() -> Router:
    router = Router(name=__name__)
    router.my_chat_member.register(note, F.chat.type == ChatType.PRIVATE)
    router.my_chat_member.register(note_in_chat, F.chat.type != ChatType.PRIVATE)
    router.message.register(move, F.migrate_to_chat_id | F.migrate_from_chat_id)
    router.message.register(reopen, F.forum_topic_reopened | F.general_forum_topic_unhidden)
    return router


def _is_out(member: ChatMemberUnion) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return not member.is_member
    return member.status in OUT


def _may_write(member: ChatMemberUnion, *, is_channel: bool) -> bool:
    """In a channel only administrators with that right do."""
    if is_channel:
        return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    return member.can_send_messages if isinstance(member, ChatMemberRestricted) else True
