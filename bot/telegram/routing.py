"""From what a person says or taps to the handler of it."""

from collections.abc import Callable
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Command, Filter
from aiogram.types import Message

from bot.presenters.actions import Action


class Says(Filter):
    """A command, and the action that it stands for; ``said`` is what follows the command."""

    def __init__(self, command: str, action: Action) -> None:
        self._command = Command(command)
        self._action = action

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, Any]:
        found = await self._command(message, bot)
        if not isinstance(found, dict):
            return False
        return {"action": self._action, "said": found["command"].args}


class Taps(Filter):
    """A button with an action of this class; the tap was unpacked before."""

    def __init__(self, action: type[Action]) -> None:
        self._action = action

    async def __call__(self, _: object, action: Action | None) -> bool:
        return isinstance(action, self._action)


def on(
    router: Router,
    handler: Callable[..., Any],
    action: type[Action],
    commands: dict[str, Action] | None = None,
) -> None:
    """Call the handler for taps with the action, and for the commands that stand for it."""
    router.callback_query.register(handler, Taps(action))
    for command, meant in (commands or {}).items():
        router.message.register(handler, Says(command, meant))
