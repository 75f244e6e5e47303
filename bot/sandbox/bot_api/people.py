"""What people do in their clients, and what the bot learns of it."""

from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.bot_api.errors import BotApiError
from bot.sandbox.bot_api.formatted_text import read_text
from bot.sandbox.bot_api.inline_results import InlineResult
from bot.sandbox.bot_api.members import member_object, status_of
from bot.sandbox.bot_api.parts import Parts
from bot.sandbox.bot_api.world import PRESENT, Chat, MemberStatus, Message, User

ANSWER_SECONDS = 10.0
"""How long a tap or an inline query waits for the bot, in real time."""


class ImpossibleActionError(ValueError):
    """Something that a person's client would not let them do."""


@dataclass(frozen=True)
class Said:
    update_id: int | None
    message_id: int


def say(
    parts: Parts,
    user: User,
    text: str,
    *,
    chat_id: int | None = None,
    message_thread_id: int | None = None,
    reply_to_message_id: int | None = None,
) -> Said:
    chat = _chat_to_write_in(parts, user, chat_id, message_thread_id)
    if reply_to_message_id is not None:
        _find(parts, chat, reply_to_message_id)
    try:
        formatted = read_text(text, "", None)
    except BotApiError as error:
        raise ImpossibleActionError(error.description) from error
    content: dict[str, Any] = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.entities
    if chat.type == "private" and not user.started:
        user.started = True
        parts.world.keep_user(user)
    message = parts.world.add_message(
        chat,
        content,
        user_id=user.id,
        message_thread_id=message_thread_id,
        reply_to_message_id=reply_to_message_id,
    )
    return Said(_tell_bot(parts, chat, message), message.message_id)


def share_location(
    parts: Parts,
    user: User,
    latitude: float,
    longitude: float,
    *,
    chat_id: int | None = None,
    message_thread_id: int | None = None,
) -> Said:
    """By the button of a reply keyboard, or as an attachment: Telegram sends the same."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ImpossibleActionError("there is no such place on earth")
    chat = _chat_to_write_in(parts, user, chat_id, message_thread_id)
    message = parts.world.add_message(
        chat,
        {"location": {"latitude": latitude, "longitude": longitude}},
        user_id=user.id,
        message_thread_id=message_thread_id,
    )
    return Said(_tell_bot(parts, chat, message), message.message_id)


def start(parts: Parts, user: User, payload: str) -> Said:
    """A deep link: the client says "/start payload"."""
    return say(parts, user, f"/start {payload}" if payload else "/start")


async def tap(
    parts: Parts,
    user: User,
    message_id: int,
    *,
    data: str | None,
    label: str | None,
    chat_id: int | None = None,
) -> dict[str, Any]:
    """A tap by label or by data; data that is on no button is sent, as a bad client would."""
    chat = parts.world.find_chat(user.id if chat_id is None else chat_id)
    if chat is None:
        raise ImpossibleActionError("there is no such chat")
    message = _find(parts, chat, message_id)
    if label is not None:
        key = _reply_button(message, label)
        if key is not None:
            if "request_location" in key:
                raise ImpossibleActionError("that button shares a location: say which")
            said = say(parts, user, label, chat_id=chat.id)
            return {"update_id": said.update_id, "answer": None}
        button = _button(message, label)
        url = _opened_page(button)
        if url is not None:
            return {"update_id": None, "answer": {"url": url}}
        data = button.get("callback_data")
        if data is None:
            return {"update_id": None, "answer": None}
    assert data is not None, "the control call sends data or a label"
    query = parts.queries.ask("callback", user.id, chat.id)
    body = {
        "id": query.id,
        "from": parts.world.user_object(user.id),
        "message": parts.world.message_object(message),
        "chat_instance": str(chat.id * 7919),
        "data": data,
    }
    update_id = parts.updates.put("callback_query", f"user {user.id}", body)
    answer = None
    if update_id is not None:
        answer = await parts.queries.wait_for_answer(query, ANSWER_SECONDS)
    return {"update_id": update_id, "answer": answer}


async def ask_inline(parts: Parts, user: User, query_text: str) -> dict[str, Any]:
    query = parts.queries.ask("inline", user.id, user.id)
    body = {
        "id": query.id,
        "from": parts.world.user_object(user.id),
        "chat_type": "sender",
        "query": query_text,
        "offset": "",
    }
    update_id = parts.updates.put("inline_query", f"user {user.id}", body)
    answer = None
    if update_id is not None:
        answer = await parts.queries.wait_for_answer(query, ANSWER_SECONDS)
    if answer is None:
        return {"update_id": update_id, "results": None}
    parts.queries.offered[user.id] = {one.id: one for one in answer["results"]}
    return {
        **answer,
        "update_id": update_id,
        "results": [_offered(one) for one in answer["results"]],
    }


def send_inline(
    parts: Parts, user: User, result_id: str, *, chat_id: int | None, message_thread_id: int | None
) -> Said:
    """One of the results that the person saw last becomes a message of theirs, via the bot."""
    result = parts.queries.offered.get(user.id, {}).get(result_id)
    if result is None:
        raise ImpossibleActionError("there is no such result")
    chat = _chat_to_write_in(parts, user, chat_id, message_thread_id)
    message = parts.world.add_message(
        chat,
        {**result.content, "via_bot": parts.world.bot_object()},
        user_id=user.id,
        reply_markup=result.reply_markup,
        message_thread_id=message_thread_id,
    )
    if chat.type != "private" and chat.bot_status not in PRESENT:
        return Said(None, message.message_id)
    # Privacy mode: a bot gets what was sent through it.
    return Said(_put_message(parts, chat, message), message.message_id)


def _offered(result: InlineResult) -> dict[str, Any]:
    photo = result.content.get("photo")
    return {
        "id": result.id,
        "type": result.kind,
        "title": result.title,
        "description": result.description,
        "text": result.content.get("text") or result.content.get("caption"),
        "photo": photo[-1]["file_id"] if photo else None,
    }


def set_blocked(parts: Parts, user: User, *, blocked: bool) -> int | None:
    """The update's id; None when nothing changes."""
    chat = parts.world.private_chat(user)
    if user.blocked == blocked:
        return None
    user.blocked = blocked
    parts.world.keep_user(user)
    parts.events.add("chats", chat.id, user_id=user.id)
    old: MemberStatus = "member" if blocked else "kicked"
    new: MemberStatus = "kicked" if blocked else "member"
    return tell_membership(parts, chat, user.id, old, new)


def change_bot_status(parts: Parts, chat: Chat, status: MemberStatus, by: int) -> int | None:
    """Adds, promotes, restricts or removes the bot; it learns that with my_chat_member."""
    old = chat.bot_status
    chat.bot_status = status
    parts.world.keep_chat(chat)
    parts.events.add("chats", chat.id)
    update_id = tell_membership(parts, chat, by, old, status)
    if old not in PRESENT and status in PRESENT and chat.type != "channel":
        tell_service(parts, chat, by, {"new_chat_members": [parts.world.bot_object()]})
    return update_id


def tell_service(
    parts: Parts,
    chat: Chat,
    by: int,
    content: dict[str, Any],
    message_thread_id: int | None = None,
) -> Message:
    """A service message; the bot gets these in every group where it is."""
    message = parts.world.add_message(
        chat, content, user_id=by, message_thread_id=message_thread_id
    )
    if chat.bot_status in PRESENT:
        _put_message(parts, chat, message)
    return message


def _chat_to_write_in(
    parts: Parts, user: User, chat_id: int | None, message_thread_id: int | None
) -> Chat:
    if user.deleted:
        raise ImpossibleActionError("this account is deleted")
    if chat_id is None or chat_id == user.id:
        if user.blocked:
            raise ImpossibleActionError("this person has blocked the bot; unblock it first")
        return parts.world.private_chat(user)
    chat = parts.world.find_chat(chat_id)
    if chat is None or chat.type == "private" or chat.migrated_to is not None:
        raise ImpossibleActionError("there is no such group")
    status = status_of(parts.world, chat, user.id)
    is_admin = status in {"creator", "administrator"}
    if status not in PRESENT or (chat.type == "channel" and not is_admin):
        raise ImpossibleActionError("this person cannot write there")
    if message_thread_id is not None:
        topic = chat.topics.get(str(message_thread_id))
        if topic is None or (topic.closed and not is_admin):
            raise ImpossibleActionError("there is no such open topic")
    return chat


def _find(parts: Parts, chat: Chat, message_id: int) -> Message:
    message = parts.world.find_message(chat.id, message_id)
    if message is None:
        raise ImpossibleActionError("there is no such message")
    return message


def _reply_button(message: Message, label: str) -> dict[str, Any] | None:
    rows = (message.reply_markup or {}).get("keyboard", [])
    return next((button for row in rows for button in row if button["text"] == label), None)


def _button(message: Message, label: str) -> dict[str, Any]:
    rows = (message.reply_markup or {}).get("inline_keyboard", [])
    for row in rows:
        for button in row:
            if button["text"] == label:
                found: dict[str, Any] = button
                return found
    labels = ", ".join(repr(button["text"]) for row in rows for button in row) or "none"
    raise ImpossibleActionError(f"no button {label!r} under this message; there are: {labels}")


def _opened_page(button: dict[str, Any]) -> str | None:
    for name in ("login_url", "web_app"):
        if name in button:
            url: str = button[name]["url"]
            return url
    return button.get("url")


def _tell_bot(parts: Parts, chat: Chat, message: Message) -> int | None:
    if chat.type != "private" and not _reaches_bot(parts, chat, message):
        return None
    return _put_message(parts, chat, message)


def _put_message(parts: Parts, chat: Chat, message: Message) -> int | None:
    kind = "channel_post" if chat.type == "channel" else "message"
    return parts.updates.put(kind, str(chat.id), parts.world.message_object(message))


def _reaches_bot(parts: Parts, chat: Chat, message: Message) -> bool:
    """Privacy mode: commands, mentions and replies to the bot; everything for an administrator."""
    if chat.bot_status not in PRESENT:
        return False
    if chat.bot_status == "administrator":
        return True
    replied = parts.world.find_message(chat.id, message.reply_to_message_id or 0)
    if replied is not None and replied.from_bot:
        return True
    text = message.content.get("text", "")
    if text.startswith("/"):
        command, _, addressee = text.split()[0].partition("@")
        return command != "/" and addressee.lower() in {"", parts.world.bot_username.lower()}
    return f"@{parts.world.bot_username}".lower() in text.lower()


def tell_membership(
    parts: Parts, chat: Chat, by: int, old: MemberStatus, new: MemberStatus
) -> int | None:
    bot_id = parts.world.bot_id
    body = {
        "chat": parts.world.chat_object(chat),
        "from": parts.world.user_object(by),
        "date": parts.world.now(),
        "old_chat_member": member_object(parts.world, chat, bot_id, old),
        "new_chat_member": member_object(parts.world, chat, bot_id, new),
    }
    return parts.updates.put("my_chat_member", str(chat.id), body)


def change_user(parts: Parts, user: User, fields: dict[str, Any]) -> User:
    changed = replace(user, **fields)
    parts.world.keep_user(changed)
    parts.events.add("chats", changed.id, user_id=changed.id)
    return changed
