"""sendMessage, sendPhoto, sendDocument, sendMediaGroup, sendChatAction, sendMessageDraft."""

from typing import Any

from bot.sandbox.bot_api.errors import bad_request
from bot.sandbox.bot_api.formatted_text import FormattedText, read_text
from bot.sandbox.bot_api.keyboards import read_reply_markup
from bot.sandbox.bot_api.methods.access import find_chat, find_reply, find_thread
from bot.sandbox.bot_api.methods.media import Media, read_input_media, read_media, store_media
from bot.sandbox.bot_api.parameters import Parameters
from bot.sandbox.bot_api.parts import Parts
from bot.sandbox.bot_api.world import Chat, Message

ACTIONS = frozenset(
    {
        "cancel",
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "record_audio",
        "upload_voice",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "pick_up_location",
        "record_video_note",
        "upload_video_note",
    }
)
ALBUM = 10


async def send_message(parts: Parts, parameters: Parameters) -> Any:
    content = text_content(parameters, _read_message_text(parameters))
    markup = _reply_markup(parts, parameters)
    chat = find_chat(parts, parameters.text("chat_id"), "write")
    return parts.world.message_object(_send(parts, parameters, chat, content, markup))


async def send_photo(parts: Parts, parameters: Parameters) -> Any:
    return await _send_one(parts, parameters, read_media(parameters, "photo"))


async def send_document(parts: Parts, parameters: Parameters) -> Any:
    return await _send_one(parts, parameters, read_media(parameters, "document"))


async def send_media_group(parts: Parts, parameters: Parameters) -> Any:
    if not parameters.text("media"):
        raise bad_request('Parameter "media" is required')
    items = parameters.decoded("media", "media")
    if not isinstance(items, list):
        raise bad_request("Expected an Array of InputMedia")
    album = [read_input_media(parameters, item) for item in items]
    if not album:
        raise bad_request("There are no messages to send")
    if len(album) > ALBUM:
        raise bad_request("Too many messages to send as an album")
    if len({media.kind for media in album}) > 1:
        raise bad_request("Can't use the media of the specified type in the album")
    chat = find_chat(parts, parameters.text("chat_id"), "write")
    contents = [await store_media(parts, media) for media in album]
    group = {"media_group_id": str(parts.world.count("media group") + 13_000_000_000_000_000)}
    return [
        parts.world.message_object(_send(parts, parameters, chat, content | group, None))
        for content in contents
    ]


async def send_chat_action(parts: Parts, parameters: Parameters) -> Any:
    action = parameters.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = find_chat(parts, parameters.text("chat_id"), "write")
    find_thread(chat, parameters)
    parts.events.add("chat_action", chat.id, action=action)
    return True


async def send_message_draft(parts: Parts, parameters: Parameters) -> Any:
    """A preview of a message that is being written: private chats only, nothing is kept."""
    text = _read_message_text(parameters)
    if parameters.integer("draft_id") == 0:
        raise bad_request("Invalid draft_id specified")
    chat = find_chat(parts, parameters.text("chat_id"), "write")
    if chat.type != "private":
        raise bad_request("Message drafts can be sent to private chats only")
    parts.events.add("chat_action", chat.id, action="draft", text=text.text)
    return True


def text_content(parameters: Parameters, text: FormattedText) -> dict[str, Any]:
    content: dict[str, Any] = {"text": text.text}
    if text.entities:
        content["entities"] = text.entities
    preview = parameters.decoded("link_preview_options", "link preview options")
    if preview is not None and not isinstance(preview, dict):
        raise bad_request("Object expected as link preview options")
    if preview is None and parameters.flag("disable_web_page_preview"):
        preview = {"is_disabled": True}
    has_link = any(entity["type"] in {"url", "text_link"} for entity in text.entities)
    if preview and has_link:
        content["link_preview_options"] = preview
    return content


def _read_message_text(parameters: Parameters) -> FormattedText:
    return read_text(
        parameters.text("text"),
        parameters.text("parse_mode"),
        parameters.decoded("entities", "entities"),
    )


def _reply_markup(parts: Parts, parameters: Parameters) -> dict[str, Any] | None:
    is_private = not parameters.text("chat_id").startswith("-")
    return read_reply_markup(parameters, private=is_private, strict_urls=parts.strict_urls)


async def _send_one(parts: Parts, parameters: Parameters, media: Media) -> Any:
    markup = _reply_markup(parts, parameters)
    chat = find_chat(parts, parameters.text("chat_id"), "write")
    content = await store_media(parts, media)
    return parts.world.message_object(_send(parts, parameters, chat, content, markup))


def _send(
    parts: Parts,
    parameters: Parameters,
    chat: Chat,
    content: dict[str, Any],
    markup: dict[str, Any] | None,
) -> Message:
    thread_id = find_thread(chat, parameters)
    reply_id = find_reply(parts, chat, parameters)
    if parameters.flag("protect_content"):
        content = content | {"has_protected_content": True}
    return parts.world.add_message(
        chat,
        content,
        reply_markup=markup,
        message_thread_id=thread_id,
        reply_to_message_id=reply_id,
    )
