"""``/link``, the typed code where Telegram did not bring the person back, and pending links."""

import re

from aiogram import Router
from aiogram.types import Message

from bot.domain.accounts import Person
from bot.domain.secret import Secret
from bot.presenters import linking
from bot.presenters.actions import CancelLinking, StartLinking, TryLinkingNow
from bot.presenters.speech import Speech
from bot.services.link_refusals import LinkExpired
from bot.services.results import Linked
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases

TYPED_CODE = re.compile(r"\s*([0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{8})\s*")
"""Crockford's base 32: no I, L, O and U."""


async def start_linking(
    _: object,
    action: StartLinking,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    invitation = await use_cases.start_linking(
        person.telegram_user_id, reply.chat_id, anew=action.anew
    )
    await reply(linking.invitation(invitation, speech))


async def try_linking_now(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    retry_at = await use_cases.try_linking_now(person.telegram_user_id)
    if retry_at is None:
        await reply(linking.nothing_pending(speech))
    else:
        await reply(linking.still_pending(retry_at, speech))


async def cancel_linking(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    cancelled = await use_cases.cancel_linking(person.telegram_user_id)
    await reply(linking.cancelled(speech) if cancelled else linking.nothing_pending(speech))


async def type_code(
    message: Message, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    code = Secret((message.text or "").strip().upper())
    try:
        result = await use_cases.finish_linking.by_typed_code(person.telegram_user_id, code)
    except LinkExpired:
        await reply(linking.wrong_code(speech))
    else:
        await tell_linked(result, person, use_cases, speech, reply)


async def tell_linked(
    result: Linked, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    """It goes on telling until everything was read."""
    message_id = await reply.news(linking.linked(result, speech))
    await use_cases.follow_linked(person.telegram_user_id, message_id, result)


def router() -> Router:
    router = Router(name=__name__)
    on(router, start_linking, StartLinking, {"link": StartLinking()})
    on(router, try_linking_now, TryLinkingNow)
    on(router, cancel_linking, CancelLinking)
    router.message.register(type_code, is_typed_code)
    return router


async def is_typed_code(message: Message, person: Person, use_cases: UseCases) -> bool:
    """Every code has a digit: "Bastante" is none, even while one is awaited."""
    text = message.text or ""
    looks_like_one = TYPED_CODE.fullmatch(text) and any(sign.isdigit() for sign in text)
    return bool(looks_like_one) and await use_cases.awaits_typed_code(person.telegram_user_id)
