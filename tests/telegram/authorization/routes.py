"""Every way into the bot's handlers, as its routers have it."""

from collections.abc import Iterator

from aiogram import Dispatcher
from aiogram.dispatcher.event.handler import HandlerObject

from bot.telegram.routing import Says, Taps


def routes_of(dispatcher: Dispatcher) -> list[str]:
    """``/overview`` for a command, ``OpenMedia`` for a tap, else observer and function.

    What is registered without a command or an action of its own is named by what it takes:
    ``message start``, ``my_chat_member note``.
    """
    return [
        _route(observer, handler)
        for router in dispatcher.sub_routers
        for observer, handlers in router.observers.items()
        for handler in handlers.handlers
    ]


def _route(observer: str, handler: HandlerObject) -> str:
    names = list(_names(handler))
    if len(names) == 1:
        return names[0]
    assert not names, f"{handler.callback.__name__} has several of our filters"
    return f"{observer} {handler.callback.__name__}"


def _names(handler: HandlerObject) -> Iterator[str]:
    for applied in handler.filters or []:
        if isinstance(applied.callback, Says):
            (command,) = applied.callback._command.commands
            yield f"/{command}"
        elif isinstance(applied.callback, Taps):
            yield applied.callback._action.__name__
