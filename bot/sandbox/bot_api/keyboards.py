"""Reply markup: inline keyboards, reply keyboards, their removal, and forced replies."""

import json
from typing import Any

from bot.sandbox.bot_api.errors import BotApiError, bad_request
from bot.sandbox.bot_api.links import checked_link, is_public
from bot.sandbox.bot_api.parameters import MalformedFieldError, Parameters, as_object, text_field

Markup = dict[str, Any]

CALLBACK_DATA_BYTES = 64
COPY_TEXT_LENGTH = 256
BUTTONS = 100
MARKUP_BYTES = 10_000
_STYLES = frozenset({"primary", "success", "danger"})
_PAGES = {"login_url": "login URL", "web_app": "Web App URL"}
_REQUESTS = {
    "request_contact": "Phone number",
    "request_location": "Location",
    "request_poll": "Poll",
    "request_users": "Users",
    "request_chat": "Chats",
}
_SWITCHES = ("switch_inline_query", "switch_inline_query_current_chat")


def read_reply_markup(
    parameters: Parameters, *, private: bool, strict_urls: bool, only_inline: bool = False
) -> Markup | None:
    """The markup as Telegram would keep it; None for none, also for an empty keyboard."""
    if not parameters.text("reply_markup"):
        return None
    try:
        markup = json.loads(parameters.text("reply_markup"))
    except json.JSONDecodeError as error:
        raise bad_request("Can't parse reply keyboard markup JSON object") from error
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    read = _read_markup(markup, private=private, strict_urls=strict_urls)
    if only_inline and read is not None and "inline_keyboard" not in read:
        raise bad_request("Inline keyboard expected")
    return read


def _read_markup(markup: Markup, *, private: bool, strict_urls: bool) -> Markup | None:
    rows = _rows(markup, "keyboard", 'Field "keyboard" must be an Array of Arrays')
    if rows:
        keyboard = [[_reply_button(button, private=private) for button in row] for row in rows]
        flags = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")
        kept = {name: True for name in flags if markup.get(name)}
        return {"keyboard": keyboard, **kept}
    rows = _rows(
        markup,
        "inline_keyboard",
        'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    )
    inline = [
        [_inline_button(button, private=private, strict_urls=strict_urls) for button in row]
        for row in rows
        if row
    ]
    if inline:
        too_many = sum(len(row) for row in inline) > BUTTONS
        if too_many or len(json.dumps(inline, ensure_ascii=False).encode()) > MARKUP_BYTES:
            raise bad_request("reply markup is too long")
        return {"inline_keyboard": inline}
    if markup.get("remove_keyboard") or markup.get("hide_keyboard"):
        return {"remove_keyboard": True}
    if markup.get("force_reply") or markup.get("force_reply_keyboard"):
        return {"force_reply": True}
    return None


def _rows(markup: Markup, name: str, complaint: str) -> list[list[Any]]:
    rows = markup.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise bad_request(f'Field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(complaint)
    return rows


def _reply_button(button: Any, *, private: bool) -> Markup:
    if isinstance(button, str):
        button = {"text": button}
    try:
        button = as_object(button, "KeyboardButton must be a String or an Object")
        text = text_field(button, "text", required=True)
        style = _style(button)
    except MalformedFieldError as error:
        raise bad_request(f"Can't parse keyboard button: {error}") from error
    if not text:
        raise bad_request("Keyboard button text must be non-empty")
    return {"text": text, **style, **_request(button, private=private)}


def _request(button: Markup, *, private: bool) -> Markup:
    """The first that the server looks for wins; a false flag asks for nothing."""
    for name, what in _REQUESTS.items():
        if button.get(name):
            if not private:
                raise bad_request(f"{what} can be requested in private chats only")
            return {name: button[name]}
    return {}


def _inline_button(button: Any, *, private: bool, strict_urls: bool) -> Markup:
    try:
        button = as_object(button, "InlineKeyboardButton must be an Object")
        text = text_field(button, "text", required=True)
        style = _style(button)
        action = _action(button, private=private, strict_urls=strict_urls)
    except MalformedFieldError as error:
        raise bad_request(f"Can't parse inline keyboard button: {error}") from error
    if not text:
        raise bad_request("Inline keyboard button text must be non-empty")
    return {"text": text, **style, **action}


def _style(button: Markup) -> Markup:
    style = text_field(button, "style").lower()
    if style in {"", "default"}:
        return {}
    if style not in _STYLES:
        raise MalformedFieldError("invalid button style specified")
    return {"style": style}


def _action(button: Markup, *, private: bool, strict_urls: bool) -> Markup:
    """The first action that the server looks for wins; a button without one is refused."""
    if url := text_field(button, "url"):
        return {"url": _url(url, "URL", strict_urls=strict_urls)}
    if data := text_field(button, "callback_data"):
        if len(data.encode()) > CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    for name in _SWITCHES:
        if name in button:
            return {name: text_field(button, name, required=True)}
    for name in ("switch_inline_query_chosen_chat", "disabled"):
        if name in button:
            return {name: _object(button, name)}
    if _PAGES.keys() & button.keys():
        return _page(button, private=private, strict_urls=strict_urls)
    if "copy_text" in button:
        return {"copy_text": {"text": _copied(button)}}
    if {"callback_game", "pay"} & button.keys():
        # Only under games and invoices, which are not served here.
        raise bad_request("BUTTON_TYPE_INVALID")
    raise MalformedFieldError("Text buttons are unallowed in the inline keyboard")


def _page(button: Markup, *, private: bool, strict_urls: bool) -> Markup:
    name = next(name for name in _PAGES if name in button)
    url = text_field(_object(button, name), "url", required=True)
    link = _url(url, _PAGES[name], strict_urls=strict_urls)
    if strict_urls and not link.startswith("https://"):
        raise _refused_url(url, _PAGES[name], "Only HTTPS links are allowed")
    if name == "web_app" and not private:
        raise bad_request("BUTTON_TYPE_INVALID")
    return {name: {"url": link}}


def _copied(button: Markup) -> str:
    copied = text_field(_object(button, "copy_text"), "text", required=True)
    if not 1 <= len(copied) <= COPY_TEXT_LENGTH:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return copied


def _object(button: Markup, name: str) -> Markup:
    return as_object(button[name], f'Field "{name}" must be of type Object')


def _refused_url(url: str, what: str, reason: str) -> BotApiError:
    return bad_request(f"Inline keyboard button {what} '{url}' is invalid: {reason}")


def _url(url: str, what: str, *, strict_urls: bool) -> str:
    link = checked_link(url)
    if link is None or (strict_urls and link.startswith("http") and not is_public(link)):
        raise _refused_url(url, what, "Wrong HTTP URL")
    return link
