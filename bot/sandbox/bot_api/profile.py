"""The bot's profile: commands by scope and language, texts by language, the menu button."""

import re
from typing import Any

from bot.sandbox.bot_api.errors import bad_request
from bot.sandbox.bot_api.parameters import MalformedFieldError, Parameters, as_object, text_field
from bot.sandbox.store import Store

Command = dict[str, str]

COMMANDS = 100
COMMAND_LENGTH = 32
COMMAND_DESCRIPTION_LENGTH = 256
TEXT_LENGTHS = {"name": 64, "description": 512, "short_description": 120}

_PROFILE = "telegram_profile"
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
_WIDE_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)


class Profile:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._entries = store.load(_PROFILE)

    def commands(self, scope: str, language_code: str) -> list[Command]:
        """Exactly those of the scope and the language; empty when none are set."""
        kept: list[Command] = self._entry(f"commands|{scope}|{language_code}", [])
        return kept

    def set_commands(self, scope: str, language_code: str, commands: list[Command]) -> None:
        self._put(f"commands|{scope}|{language_code}", commands)

    def shown_commands(
        self,
        user_id: int,
        language_code: str,
        group_id: int | None = None,
        *,
        is_admin: bool = False,
    ) -> list[Command]:
        """What a person sees in the private chat, or in a group: the narrowest scope that has any.

        Bot API: "Determining list of commands".
        """
        scopes = [f"chat|{user_id}", "all_private_chats", "default"]
        if group_id is not None:
            scopes = [
                f"chat_member|{group_id}|{user_id}",
                *([f"chat_administrators|{group_id}"] if is_admin else []),
                f"chat|{group_id}",
                *(["all_chat_administrators"] if is_admin else []),
                "all_group_chats",
                "default",
            ]
        for scope in scopes:
            for language in (language_code, ""):
                if commands := self.commands(scope, language):
                    return commands
        return []

    def text(self, name: str, language_code: str, default: str = "") -> str:
        """In the language, else the text for all languages."""
        found: str = self._entry(f"{name}|{language_code}", "") or self._entry(f"{name}|", "")
        return found or default

    def set_text(self, name: str, language_code: str, text: str) -> None:
        if len(text) > TEXT_LENGTHS[name]:
            # The wording comes from Telegram's core and is not published.
            raise bad_request(f"BOT_{name.upper()}_TOO_LONG")
        self._put(f"{name}|{language_code}", text)

    def menu_button(self, chat_id: int | None) -> dict[str, Any]:
        default: dict[str, Any] = self._entry("menu_button|", {"type": "commands"})
        own: dict[str, Any] = self._entry(f"menu_button|{chat_id}", {"type": "default"})
        return default if chat_id is None or own["type"] == "default" else own

    def set_menu_button(self, chat_id: int | None, button: dict[str, Any]) -> None:
        if chat_id is None and button["type"] == "default":
            button = {"type": "commands"}
        self._put(f"menu_button|{'' if chat_id is None else chat_id}", button)

    def _entry(self, key: str, default: Any) -> Any:
        return self._entries.get(key, {}).get("value", default)

    def _put(self, key: str, value: Any) -> None:
        self._entries[key] = {"value": value}
        self._store.put(_PROFILE, key, {"value": value})


def read_scope(parameters: Parameters) -> tuple[str, str]:
    """The scope as a key, and the chat id in it ("" for the wide scopes)."""
    scope = parameters.decoded("scope", "BotCommandScope")
    if scope is None:
        return "default", ""
    try:
        return _scope(scope)
    except MalformedFieldError as error:
        raise bad_request(f"Can't parse BotCommandScope: {error}") from error


def _scope(scope: Any) -> tuple[str, str]:
    scope = as_object(scope, "BotCommandScope must be an Object")
    kind = text_field(scope, "type", required=True)
    if kind in _WIDE_SCOPES:
        return kind, ""
    if kind not in _CHAT_SCOPES:
        raise MalformedFieldError("Unsupported type specified")
    chat_id = text_field(scope, "chat_id", required=True)
    if not chat_id:
        raise MalformedFieldError("Empty chat_id specified")
    if kind != "chat_member":
        return f"{kind}|{chat_id}", chat_id
    user_id = text_field(scope, "user_id", required=True)
    if not user_id.isdigit() or int(user_id) == 0:
        raise MalformedFieldError("Invalid user_id specified")
    return f"{kind}|{chat_id}|{user_id}", chat_id


def read_commands(parameters: Parameters) -> list[Command]:
    commands = parameters.decoded("commands", "commands")
    if commands is None:
        return []
    if not isinstance(commands, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(command) for command in commands]


def _command(command: Any) -> Command:
    try:
        command = as_object(command, "expected an Object")
        name = text_field(command, "command", required=True).strip().removeprefix("/")
        description = text_field(command, "description", required=True).strip()
    except MalformedFieldError as error:
        raise bad_request(f"Can't parse BotCommand: {error}") from error
    if not re.fullmatch(f"[a-z0-9_]{{1,{COMMAND_LENGTH}}}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= COMMAND_DESCRIPTION_LENGTH:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def read_menu_button(parameters: Parameters) -> dict[str, Any]:
    button = parameters.decoded("menu_button", "menu button")
    if button is None:
        return {"type": "default"}
    try:
        return _menu_button(button)
    except MalformedFieldError as error:
        raise bad_request(f"Can't parse menu button: {error}") from error


def _menu_button(button: Any) -> dict[str, Any]:
    button = as_object(button, "MenuButton must be an Object")
    kind = text_field(button, "type", required=True)
    if kind in {"default", "commands"}:
        return {"type": kind}
    if kind != "web_app":
        raise MalformedFieldError("MenuButton has unsupported type")
    web_app = as_object(button.get("web_app"), 'Can\'t find field "web_app"')
    return {
        "type": "web_app",
        "text": text_field(button, "text", required=True),
        "web_app": {"url": text_field(web_app, "url", required=True)},
    }
