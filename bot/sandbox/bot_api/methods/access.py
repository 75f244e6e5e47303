"""Which chat, topic, message and reply a call means, and whether the bot may go there."""

from typing import Literal

from bot.sandbox.bot_api.errors import bad_request, forbidden
from bot.sandbox.bot_api.parameters import MalformedFieldError, Parameters, identifier, text_field
from bot.sandbox.bot_api.parts import Parts
from bot.sandbox.bot_api.world import PRESENT, Chat, Message, User, World

Access = Literal["read", "edit", "write"]

GENERAL_TOPIC = 1


def find_chat(parts: Parts, chat_id: str, access: Access) -> Chat:
    if not chat_id:
        raise bad_request("chat_id is empty")
    number = identifier(chat_id)
    if number is None or number == 0:
        raise bad_request("chat not found")
    if number > 0:
        return _private_chat(parts.world, number, access)
    chat = parts.world.find_chat(number)
    if chat is None:
        raise bad_request("chat not found")
    _check_group(chat, access)
    return chat


def _private_chat(world: World, user_id: int, access: Access) -> Chat:
    user = world.find_user(user_id)
    if user is None or not (user.started or _is_met_in_a_group(world, user)):
        raise bad_request("chat not found")
    if access != "read" and user.deleted:
        raise forbidden("user is deactivated")
    if access == "write" and not user.started:
        raise forbidden("bot can't initiate conversation with a user")
    if access == "write" and user.blocked:
        raise forbidden("bot was blocked by the user")
    return world.private_chat(user)


def _is_met_in_a_group(world: World, user: User) -> bool:
    return any(
        chat.bot_status in PRESENT and chat.members.get(str(user.id), "left") in PRESENT
        for chat in world.chats()
    )


def _check_group(chat: Chat, access: Access) -> None:
    is_basic = chat.type == "group"
    if is_basic and access == "read":
        return
    if is_basic and access == "write" and chat.migrated_to is not None:
        raise bad_request(
            "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
        )
    if chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if chat.bot_status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    if access == "write" and chat.type == "channel" and chat.bot_status != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    if access == "write" and chat.bot_status == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")


def find_thread(chat: Chat, parameters: Parameters) -> int | None:
    thread_id = parameters.integer("message_thread_id")
    if thread_id <= 0:
        return None
    topic = chat.topics.get(str(thread_id))
    if topic is None or thread_id == GENERAL_TOPIC:
        raise bad_request("message thread not found")
    if topic.closed and chat.bot_status != "administrator":
        raise bad_request("TOPIC_CLOSED")
    return thread_id


def find_reply(parts: Parts, chat: Chat, parameters: Parameters) -> int | None:
    """The message that is replied to; also by the older ``reply_to_message_id``."""
    reply = parameters.decoded("reply_parameters", "reply parameters")
    if reply is None:
        message_id = parameters.integer("reply_to_message_id")
        may_lack = parameters.flag("allow_sending_without_reply")
    elif not isinstance(reply, dict):
        raise bad_request("Object expected as reply parameters")
    else:
        try:
            message_id = identifier(text_field(reply, "message_id", required=True)) or 0
        except MalformedFieldError as error:
            raise bad_request(str(error)) from error
        may_lack = bool(reply.get("allow_sending_without_reply"))
    if message_id <= 0:
        return None
    if parts.world.find_message(chat.id, message_id) is None:
        if may_lack:
            return None
        raise bad_request("message to be replied not found")
    return message_id


def find_message(parts: Parts, chat: Chat, message_id: int, purpose: str) -> Message:
    """``purpose`` is as Telegram says it: "message to edit"."""
    message = parts.world.find_message(chat.id, message_id)
    if message is None:
        raise bad_request(f"{purpose} not found")
    return message
