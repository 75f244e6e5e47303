"""getMe and the bot's profile: commands, texts, the menu button."""

from typing import Any

from bot.sandbox.bot_api.errors import bad_request
from bot.sandbox.bot_api.methods.access import find_chat
from bot.sandbox.bot_api.parameters import Parameters
from bot.sandbox.bot_api.parts import Parts
from bot.sandbox.bot_api.profile import read_commands, read_menu_button, read_scope
from bot.sandbox.bot_api.world import DEFAULT_BOT_NAME


async def get_me(parts: Parts, _: Parameters) -> Any:
    return parts.world.bot_object() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "supports_guest_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


async def get_my_commands(parts: Parts, parameters: Parameters) -> Any:
    return parts.profile.commands(_scope(parts, parameters), parameters.text("language_code"))


async def set_my_commands(parts: Parts, parameters: Parameters) -> Any:
    commands = read_commands(parameters)
    scope = _scope(parts, parameters)
    parts.profile.set_commands(scope, parameters.text("language_code"), commands)
    parts.events.add("profile", 0)
    return True


async def delete_my_commands(parts: Parts, parameters: Parameters) -> Any:
    parts.profile.set_commands(_scope(parts, parameters), parameters.text("language_code"), [])
    parts.events.add("profile", 0)
    return True


async def get_my_name(parts: Parts, parameters: Parameters) -> Any:
    language = parameters.text("language_code")
    return {"name": parts.profile.text("name", language, DEFAULT_BOT_NAME)}


async def get_my_description(parts: Parts, parameters: Parameters) -> Any:
    return {"description": parts.profile.text("description", parameters.text("language_code"))}


async def get_my_short_description(parts: Parts, parameters: Parameters) -> Any:
    language = parameters.text("language_code")
    return {"short_description": parts.profile.text("short_description", language)}


async def set_my_name(parts: Parts, parameters: Parameters) -> Any:
    done = _set_text(parts, parameters, "name")
    parts.world.bot_name = parts.profile.text("name", "", DEFAULT_BOT_NAME)
    return done


async def set_my_description(parts: Parts, parameters: Parameters) -> Any:
    return _set_text(parts, parameters, "description")


async def set_my_short_description(parts: Parts, parameters: Parameters) -> Any:
    return _set_text(parts, parameters, "short_description")


async def get_chat_menu_button(parts: Parts, parameters: Parameters) -> Any:
    return parts.profile.menu_button(_person(parts, parameters))


async def set_chat_menu_button(parts: Parts, parameters: Parameters) -> Any:
    button = read_menu_button(parameters)
    parts.profile.set_menu_button(_person(parts, parameters), button)
    parts.events.add("profile", 0)
    return True


def _scope(parts: Parts, parameters: Parameters) -> str:
    scope, chat_id = read_scope(parameters)
    if chat_id:
        find_chat(parts, chat_id, "read")
    return scope


def _set_text(parts: Parts, parameters: Parameters, name: str) -> bool:
    parts.profile.set_text(name, parameters.text("language_code"), parameters.text(name))
    parts.events.add("profile", 0)
    return True


def _person(parts: Parts, parameters: Parameters) -> int | None:
    """The private chat whose button is meant; None for the button of all of them."""
    if not parameters.text("chat_id"):
        return None
    user_id = parameters.integer("chat_id")
    if user_id <= 0:
        raise bad_request("Invalid chat_id specified")
    if parts.world.find_user(user_id) is None:
        raise bad_request("chat not found")
    return user_id
