"""Groups, supergroups with topics, and channels, as people make and change them."""

from typing import Literal

from bot.sandbox.bot_api.members import status_of
from bot.sandbox.bot_api.parts import Parts
from bot.sandbox.bot_api.people import (
    ImpossibleActionError,
    Said,
    change_bot_status,
    say,
    tell_membership,
    tell_service,
)
from bot.sandbox.bot_api.world import PRESENT, Chat, MemberStatus, Topic, User

GroupType = Literal["group", "supergroup", "channel"]


def find_group(parts: Parts, chat_id: int) -> Chat:
    chat = parts.world.find_chat(chat_id)
    if chat is None or chat.type == "private":
        raise ImpossibleActionError("there is no such group")
    return chat


def create_group(
    parts: Parts, title: str, kind: GroupType, *, is_forum: bool, owner: User, members: list[User]
) -> Chat:
    if is_forum and kind != "supergroup":
        raise ImpossibleActionError("only a supergroup can be a forum")
    statuses: dict[str, MemberStatus] = {str(member.id): "member" for member in members}
    statuses[str(owner.id)] = "creator"
    chat = Chat(_new_id(parts, kind), kind, title, is_forum, members=statuses)
    parts.world.keep_chat(chat)
    # Message 1 tells of the creation, so that no topic gets the number of the general one.
    tell_service(parts, chat, owner.id, {f"{kind}_chat_created": True})
    parts.events.add("chats", chat.id)
    return chat


def create_topic(parts: Parts, chat: Chat, name: str) -> Topic:
    if not chat.is_forum:
        raise ImpossibleActionError("this group has no topics")
    color = Topic(0, name).icon_color
    message = tell_service(
        parts, chat, _owner(chat), {"forum_topic_created": {"name": name, "icon_color": color}}
    )
    topic = Topic(message.message_id, name)
    message.message_thread_id = topic.message_thread_id
    parts.world.change_message(message)
    chat.topics[str(topic.message_thread_id)] = topic
    parts.world.keep_chat(chat)
    parts.events.add("chats", chat.id)
    return topic


def close_topic(parts: Parts, chat: Chat, message_thread_id: int) -> None:
    topic = chat.topics.get(str(message_thread_id))
    if topic is None:
        raise ImpossibleActionError("there is no such topic")
    topic.closed = True
    parts.world.keep_chat(chat)
    tell_service(parts, chat, _owner(chat), {"forum_topic_closed": {}}, message_thread_id)
    parts.events.add("chats", chat.id)


def set_bot_status(
    parts: Parts, chat: Chat, status: MemberStatus, by: User, start_payload: str | None
) -> tuple[int | None, Said | None]:
    """With a payload the client also says "/start@bot payload", as ?startgroup= does."""
    if status_of(parts.world, chat, by.id) not in PRESENT:
        chat.members[str(by.id)] = "member"
    update_id = change_bot_status(parts, chat, status, by.id)
    if start_payload is None:
        return update_id, None
    text = f"/start@{parts.world.bot_username} {start_payload}"
    return update_id, say(parts, by, text.strip(), chat_id=chat.id)


def set_member_status(parts: Parts, chat: Chat, user: User, status: MemberStatus) -> None:
    chat.members[str(user.id)] = status
    parts.world.keep_chat(chat)
    parts.events.add("chats", chat.id, user_id=user.id)


def upgrade_group(parts: Parts, chat: Chat) -> Chat:
    """A basic group becomes a supergroup with a new id; the old one refuses messages."""
    if chat.type != "group" or chat.migrated_to is not None:
        raise ImpossibleActionError("only a basic group can be upgraded, and only once")
    upgraded = Chat(
        _new_id(parts, "supergroup"),
        "supergroup",
        chat.title,
        bot_status=chat.bot_status,
        members=dict(chat.members),
    )
    parts.world.keep_chat(upgraded)
    if chat.bot_status in PRESENT:
        # Telegram tells that the bot joined the new chat, and not that it left the old one
        # (tdlib/telegram-bot-api, issue 266).
        tell_membership(parts, upgraded, _owner(chat), "left", chat.bot_status)
    tell_service(parts, chat, _owner(chat), {"migrate_to_chat_id": upgraded.id})
    tell_service(parts, upgraded, _owner(chat), {"migrate_from_chat_id": chat.id})
    chat.migrated_to = upgraded.id
    parts.world.keep_chat(chat)
    parts.events.add("chats", upgraded.id)
    return upgraded


def _new_id(parts: Parts, kind: GroupType) -> int:
    number = parts.world.count("group")
    return -(4_000_000_000 + number) if kind == "group" else -(1_002_000_000_000 + number)


def _owner(chat: Chat) -> int:
    return next(int(user_id) for user_id, status in chat.members.items() if status == "creator")
