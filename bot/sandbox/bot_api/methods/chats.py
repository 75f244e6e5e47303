"""getChat, its members, leaving it, its topics; getFile."""

from typing import Any

from bot.sandbox.bot_api.errors import bad_request
from bot.sandbox.bot_api.files import DOWNLOAD_BYTES
from bot.sandbox.bot_api.members import member_object, permissions, status_of
from bot.sandbox.bot_api.methods.access import find_chat
from bot.sandbox.bot_api.parameters import Parameters
from bot.sandbox.bot_api.parts import Parts
from bot.sandbox.bot_api.people import change_bot_status
from bot.sandbox.bot_api.world import Chat, Topic

TOPIC_NAME_LENGTH = 128
TOPIC_COLORS = frozenset({0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F})

_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


async def get_chat(parts: Parts, parameters: Parameters) -> Any:
    chat = find_chat(parts, parameters.text("chat_id"), "read")
    full = parts.world.chat_object(chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if chat.type != "private":
        full["permissions"] = permissions(allowed=True)
    pinned = parts.world.find_message(chat.id, chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        full["pinned_message"] = parts.world.message_object(pinned)
    return full


async def get_chat_member(parts: Parts, parameters: Parameters) -> Any:
    chat = find_chat(parts, parameters.text("chat_id"), "read")
    user_id = parameters.integer("user_id")
    if user_id <= 0:
        raise bad_request("Invalid user_id specified")
    if user_id != parts.world.bot_id and parts.world.find_user(user_id) is None:
        raise bad_request("member not found")
    return member_object(parts.world, chat, user_id, status_of(parts.world, chat, user_id))


async def get_chat_administrators(parts: Parts, parameters: Parameters) -> Any:
    chat = find_chat(parts, parameters.text("chat_id"), "read")
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    found = [
        member_object(parts.world, chat, int(user_id), status)
        for user_id, status in chat.members.items()
        if status in {"creator", "administrator"}
    ]
    if chat.bot_status == "administrator":
        found.append(member_object(parts.world, chat, parts.world.bot_id, "administrator"))
    return found


async def leave_chat(parts: Parts, parameters: Parameters) -> Any:
    chat = find_chat(parts, parameters.text("chat_id"), "edit")
    if chat.type == "private":
        raise bad_request("can't leave private chats")
    change_bot_status(parts, chat, "left", parts.world.bot_id)
    return True


async def create_forum_topic(parts: Parts, parameters: Parameters) -> Any:
    chat = _forum(parts, parameters)
    name = parameters.text("name").strip()
    if not name:
        raise bad_request("topic name must be non-empty")
    if len(name) > TOPIC_NAME_LENGTH:
        raise bad_request("TOPIC_TITLE_INVALID")
    color = parameters.integer("icon_color", 0x6FB9F0)
    if color not in TOPIC_COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    created = {"name": name, "icon_color": color}
    message = parts.world.add_message(chat, {"forum_topic_created": created})
    message.message_thread_id = message.message_id
    parts.world.change_message(message)
    chat.topics[str(message.message_id)] = Topic(message.message_id, name, color)
    parts.world.keep_chat(chat)
    parts.events.add("chats", chat.id)
    return {"message_thread_id": message.message_id, **created}


async def close_forum_topic(parts: Parts, parameters: Parameters) -> Any:
    chat = _forum(parts, parameters)
    topic = chat.topics.get(parameters.text("message_thread_id"))
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = True
    parts.world.keep_chat(chat)
    parts.world.add_message(
        chat, {"forum_topic_closed": {}}, message_thread_id=topic.message_thread_id
    )
    parts.events.add("chats", chat.id)
    return True


async def get_file(parts: Parts, parameters: Parameters) -> Any:
    file_id = parameters.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = parts.files.find(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if file.file_size > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return file.file_object()


def _forum(parts: Parts, parameters: Parameters) -> Chat:
    chat = find_chat(parts, parameters.text("chat_id"), "write")
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if chat.bot_status != "administrator":
        raise bad_request("not enough rights to manage topics")
    return chat
