"""editMessage…, deleteMessage(s), pinChatMessage, unpinChatMessage."""

from typing import Any

from bot.sandbox.bot_api.errors import NOT_MODIFIED, bad_request
from bot.sandbox.bot_api.formatted_text import read_caption, read_text
from bot.sandbox.bot_api.keyboards import read_reply_markup
from bot.sandbox.bot_api.methods.access import find_chat, find_message
from bot.sandbox.bot_api.methods.media import caption_content, read_input_media, store_media
from bot.sandbox.bot_api.methods.sending import text_content
from bot.sandbox.bot_api.parameters import Parameters, identifier
from bot.sandbox.bot_api.parts import Parts
from bot.sandbox.bot_api.world import Chat, Message

DELETABLE_FOR = 48 * 3600
"""Seconds in which a bot can delete a message."""

_MEDIA = frozenset({"photo", "document"})
_CAPTION = frozenset({"caption", "caption_entities", "show_caption_above_media"})


async def edit_message_text(parts: Parts, parameters: Parameters) -> Any:
    text = read_text(
        parameters.text("text"),
        parameters.text("parse_mode"),
        parameters.decoded("entities", "entities"),
    )
    content = text_content(parameters, text)
    markup = _inline_markup(parts, parameters)
    message = _message_to_edit(parts, parameters)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _edit(parts, message, content, markup)


async def edit_message_caption(parts: Parts, parameters: Parameters) -> Any:
    markup = _inline_markup(parts, parameters)
    caption = read_caption(
        parameters.text("caption"),
        parameters.text("parse_mode"),
        parameters.decoded("caption_entities", "caption entities"),
    )
    message = _message_to_edit(parts, parameters)
    if not _MEDIA & message.content.keys():
        raise bad_request("there is no caption in the message to edit")
    kept = {name: value for name, value in message.content.items() if name not in _CAPTION}
    above = parameters.flag("show_caption_above_media") and "photo" in kept
    return _edit(parts, message, kept | caption_content(caption, above=above), markup)


async def edit_message_media(parts: Parts, parameters: Parameters) -> Any:
    markup = _inline_markup(parts, parameters)
    if not parameters.text("media"):
        raise bad_request('Parameter "media" is required')
    media = read_input_media(parameters, parameters.decoded("media", "input media"))
    message = _message_to_edit(parts, parameters)
    content = await store_media(parts, media)
    if "media_group_id" in message.content:
        if media.kind not in message.content:
            raise bad_request("Can't use the media of the specified type in the album")
        content["media_group_id"] = message.content["media_group_id"]
    return _edit(parts, message, content, markup)


async def edit_message_reply_markup(parts: Parts, parameters: Parameters) -> Any:
    markup = _inline_markup(parts, parameters)
    message = _message_to_edit(parts, parameters)
    return _edit(parts, message, message.content, markup)


async def delete_message(parts: Parts, parameters: Parameters) -> Any:
    if not parameters.text("chat_id"):
        raise bad_request("Chat identifier is not specified")
    if parameters.integer("message_id") <= 0:
        raise bad_request("Message identifier is not specified")
    chat = find_chat(parts, parameters.text("chat_id"), "edit")
    message_id = parameters.integer("message_id")
    message = find_message(parts, chat, message_id, "message to delete")
    if not _is_deletable(parts, chat, message):
        raise bad_request("message can't be deleted")
    _delete(parts, chat, message)
    return True


async def delete_messages(parts: Parts, parameters: Parameters) -> Any:
    """Those that cannot be found or deleted are left out without an error."""
    message_ids = _message_ids(parameters)
    chat = find_chat(parts, parameters.text("chat_id"), "edit")
    for message_id in message_ids:
        message = parts.world.find_message(chat.id, message_id)
        if message is not None and _is_deletable(parts, chat, message):
            _delete(parts, chat, message)
    return True


async def pin_chat_message(parts: Parts, parameters: Parameters) -> Any:
    chat = find_chat(parts, parameters.text("chat_id"), "edit")
    message_id = parameters.integer("message_id")
    message = find_message(parts, chat, message_id, "message to pin")
    _check_may_pin(chat)
    if message.message_id not in chat.pinned:
        chat.pinned.append(message.message_id)
        parts.world.keep_chat(chat)
        parts.events.add("pin", chat.id, message_id=message.message_id)
    return True


async def unpin_chat_message(parts: Parts, parameters: Parameters) -> Any:
    """Without message_id the message that was pinned last."""
    chat = find_chat(parts, parameters.text("chat_id"), "edit")
    message_id = parameters.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    message = find_message(parts, chat, message_id, "message to unpin")
    _check_may_pin(chat)
    if message.message_id in chat.pinned:
        chat.pinned.remove(message.message_id)
        parts.world.keep_chat(chat)
        parts.events.add("pin", chat.id, message_id=message.message_id)
    return True


def _inline_markup(parts: Parts, parameters: Parameters) -> dict[str, Any] | None:
    return read_reply_markup(
        parameters,
        private=not parameters.text("chat_id").startswith("-"),
        strict_urls=parts.strict_urls,
        only_inline=True,
    )


def _message_to_edit(parts: Parts, parameters: Parameters) -> Message:
    message_id = parameters.integer("message_id")
    if not parameters.text("chat_id") and message_id <= 0:
        if not parameters.text("inline_message_id"):
            raise bad_request("Message identifier is not specified")
        raise bad_request("MESSAGE_ID_INVALID")
    chat = find_chat(parts, parameters.text("chat_id"), "edit")
    message = find_message(parts, chat, message_id, "message to edit")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _edit(
    parts: Parts, message: Message, content: dict[str, Any], markup: dict[str, Any] | None
) -> Any:
    """Editing without reply_markup removes the keyboard."""
    if content == message.content and markup == message.reply_markup:
        raise bad_request(NOT_MODIFIED)
    message.content = content
    message.reply_markup = markup
    message.edit_date = parts.world.now()
    parts.world.change_message(message)
    return parts.world.message_object(message)


def _is_deletable(parts: Parts, chat: Chat, message: Message) -> bool:
    is_ours = message.from_bot or chat.type == "private" or chat.bot_status == "administrator"
    return is_ours and parts.world.now() - message.date < DELETABLE_FOR


def _delete(parts: Parts, chat: Chat, message: Message) -> None:
    if message.message_id in chat.pinned:
        chat.pinned.remove(message.message_id)
        parts.world.keep_chat(chat)
    parts.world.delete_message(message)


def _check_may_pin(chat: Chat) -> None:
    if chat.type != "private" and chat.bot_status != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")


def _message_ids(parameters: Parameters) -> list[int]:
    values = parameters.decoded("message_ids", "message_ids")
    if values is None or values == []:
        raise bad_request("Message identifiers are not specified")
    if not isinstance(values, list):
        raise bad_request("Expected an Array of message identifiers")
    if len(values) > 100:
        raise bad_request("Too many message identifiers specified")
    numbers = [identifier(value) for value in values]
    if any(number is None for number in numbers):
        raise bad_request("Message identifier must be a Number")
    found = [number for number in numbers if number is not None]
    if min(found) <= 0:
        raise bad_request("Invalid message identifier specified")
    return found
