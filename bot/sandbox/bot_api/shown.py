"""Chats and messages as the chat page shows them."""

from datetime import UTC, datetime
from typing import Any

from bot.sandbox.bot_api.html_rendering import render_html
from bot.sandbox.bot_api.parts import Parts
from bot.sandbox.bot_api.world import PRESENT, Chat, Message, User

FILES = "/sandbox/telegram/files"

_SERVICE = (
    "new_chat_members",
    "forum_topic_created",
    "forum_topic_closed",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
)


def shown_user(user: User) -> dict[str, Any]:
    return {
        "id": user.id,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "username": user.username,
        "language_code": user.language_code,
        "blocked": user.blocked,
    }


def shown_chats(parts: Parts, user: User) -> list[dict[str, Any]]:
    """The private chat with the bot first, then the groups where the person is."""
    groups = [
        chat
        for chat in parts.world.chats()
        if chat.members.get(str(user.id), "left") in PRESENT and chat.migrated_to is None
    ]
    return [_shown_chat(parts, chat) for chat in [parts.world.private_chat(user), *groups]]


def _shown_chat(parts: Parts, chat: Chat) -> dict[str, Any]:
    messages = parts.world.messages(chat.id)
    return {
        "id": chat.id,
        "type": chat.type,
        "title": parts.world.bot_name if chat.type == "private" else chat.title,
        "is_forum": chat.is_forum,
        "topics": [
            {
                "message_thread_id": topic.message_thread_id,
                "name": topic.name,
                "closed": topic.closed,
            }
            for topic in chat.topics.values()
        ],
        "bot_status": chat.bot_status,
        "last_message": shown_message(parts, messages[-1]) if messages else None,
    }


def shown_messages(parts: Parts, chat_id: int, thread_id: int | None) -> list[dict[str, Any]]:
    return [
        shown_message(parts, message)
        for message in parts.world.messages(chat_id)
        if thread_id is None or message.message_thread_id == thread_id
    ]


def shown_message(parts: Parts, message: Message) -> dict[str, Any]:
    content = message.content
    text = content.get("text") or content.get("caption") or ""
    entities = content.get("entities") or content.get("caption_entities") or []
    chat = parts.world.find_chat(message.chat_id)
    rows = (message.reply_markup or {}).get("inline_keyboard", [])
    return {
        "message_id": message.message_id,
        "from": "bot" if message.from_bot else "user",
        "user_id": message.user_id,
        "date": datetime.fromtimestamp(message.date, UTC).isoformat(),
        "text": content.get("text"),
        "caption": content.get("caption"),
        "html": render_html(text, entities),
        "entities": entities,
        "photo": f"{FILES}/{content['photo'][-1]['file_id']}" if "photo" in content else None,
        "document": _shown_document(content.get("document")),
        "show_caption_above_media": content.get("show_caption_above_media", False),
        "has_spoiler": content.get("has_media_spoiler", False),
        "location": content.get("location"),
        "reply_keyboard": _shown_reply_keyboard(message.reply_markup or {}),
        "buttons": [[_shown_button(button) for button in row] for row in rows],
        "edited": message.edit_date is not None,
        "pinned": chat is not None and message.message_id in chat.pinned,
        "via_bot": "via_bot" in content,
        "message_thread_id": message.message_thread_id,
        "reply_to_message_id": message.reply_to_message_id,
        "service": next((name for name in _SERVICE if name in content), None),
    }


def _shown_reply_keyboard(markup: dict[str, Any]) -> dict[str, Any] | None:
    """What takes the place of the letters from this message on; None leaves it as it is."""
    if "keyboard" in markup:
        rows = [
            [
                {"text": button["text"], "asks_location": "request_location" in button}
                for button in row
            ]
            for row in markup["keyboard"]
        ]
        return {"rows": rows, "one_time": "one_time_keyboard" in markup}
    return {"rows": [], "one_time": False} if "remove_keyboard" in markup else None


def _shown_document(document: dict[str, Any] | None) -> dict[str, Any] | None:
    if document is None:
        return None
    return {
        "url": f"{FILES}/{document['file_id']}",
        "file_name": document["file_name"],
        "mime_type": document["mime_type"],
        "file_size": document["file_size"],
    }


def _shown_button(button: dict[str, Any]) -> dict[str, Any]:
    page = button.get("web_app") or button.get("login_url") or {}
    return {
        "text": button["text"],
        "url": button.get("url") or page.get("url"),
        "callback_data": button.get("callback_data"),
        "style": button.get("style"),
        "copy_text": button.get("copy_text", {}).get("text"),
        "disabled": "disabled" in button,
    }
