"""The way of an update: which middlewares it passes, and which handlers are asked."""

from aiogram import Dispatcher

from bot.services.ports import Clock
from bot.telegram.handlers import (
    accounts,
    delete_me,
    digest,
    groups,
    help,  # noqa: A004 - the command's own name
    hint,
    linking,
    media,
    membership,
    overview,
    settings,
    start,
    status,
    stories,
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
    use_cases: UseCases, renderer: Renderer, clock: Clock, deep_link_base: str
) -> Dispatcher:
    """``deep_link_base`` is ``https://t.me``, or what stands for it."""
    dispatcher = Dispatcher(
        disable_fsm=True, use_cases=use_cases, clock=clock, deep_link_base=deep_link_base
    )
    for middleware in (
        Conversation(renderer),
        Failures(use_cases.note_blocked),
        Throttle(),
        Taps(),
        Meeting(use_cases.meet_person),
    ):
        dispatcher.update.outer_middleware(middleware)
    for module in (
        groups,
        start,
        overview,
        media,
        stories,
        accounts,
        digest,
        settings,
        status,
        why,
        help,
        delete_me,
        linking,
        membership,
        hint,
    ):
        dispatcher.include_router(module.router())
    return dispatcher


def allowed_updates(dispatcher: Dispatcher) -> list[str]:
    """What Telegram shall send: only what a handler takes."""
    return dispatcher.resolve_used_update_types()
