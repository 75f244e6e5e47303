"""The way of an update: which middlewares it passes, and which handlers are asked."""

import time
from collections.abc import Callable

from aiogram import Dispatcher

from bot.services.ports import Clock
from bot.telegram.handlers import (
    accounts,
    alerts,
    api_keys,
    chat_admins,
    compare,
    delete_me,
    digest,
    export,
    groups,
    help,  # noqa: A004 - the command's own name
    hint,
    inline,
    insight,
    linking,
    media,
    membership,
    overview,
    place,
    security_log,
    settings,
    shown_in,
    start,
    status,
    stories,
    tags,
    top,
    why,
)
from bot.telegram.middlewares.conversation import Conversation
from bot.telegram.middlewares.failures import Failures
from bot.telegram.middlewares.meeting import Meeting
from bot.telegram.middlewares.taps import Taps
from bot.telegram.middlewares.throttle import Throttle
from bot.telegram.render import Renderer
from bot.telegram.use_cases import UseCases


def make_dispatcher(
    use_cases: UseCases,
    renderer: Renderer,
    clock: Clock,
    deep_link_base: str,
    monotonic: Callable[[], float] = time.monotonic,
) -> Dispatcher:
    """``deep_link_base`` is ``https://t.me``, or what stands for it; floods go by ``monotonic``."""
    dispatcher = Dispatcher(
        disable_fsm=True,
        use_cases=use_cases,
        renderer=renderer,
        clock=clock,
        deep_link_base=deep_link_base,
    )
    for middleware in (
        Conversation(renderer),
        Failures(use_cases.note_blocked, use_cases.chats),
        Throttle(monotonic),
        Taps(),
        Meeting(use_cases.meet_person, use_cases.show_home, use_cases.chats.language),
    ):
        dispatcher.update.outer_middleware(middleware)
    for module in (
        membership,
        inline,
        chat_admins,
        groups,
        start,
        overview,
        media,
        top,
        tags,
        compare,
        stories,
        insight,
        accounts,
        digest,
        alerts,
        settings,
        status,
        why,
        help,
        export,
        security_log,
        delete_me,
        linking,
        shown_in,
        api_keys,
        place,
        hint,
    ):
        dispatcher.include_router(module.router())
    return dispatcher


def allowed_updates(dispatcher: Dispatcher) -> list[str]:
    """What Telegram shall send: only what a handler takes."""
    return dispatcher.resolve_used_update_types()
