"""Outgoing calls, at Telegram's pace, and how they ended."""

import logging
from datetime import timedelta
from typing import TypeVar

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod

from bot.services.ports import Clock, NotDeliverable, OutcomeUnknown, SendLater
from bot.services.share_pace import Pace
from bot.telegram.errors import is_certainly_unsent

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

TRIES = 3

NO_CONNECTION = timedelta(seconds=30)
BAD_TOKEN = timedelta(minutes=5)


class ChatHeld(AiogramError):
    """Telegram asked for a pause that is not over; nothing was sent."""

    def __init__(self, pause: timedelta) -> None:
        super().__init__(f"held for {pause.total_seconds():.0f} s")
        self.pause = pause


class Sender:
    """Every call that shows something to somebody goes through here."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace

    async def __call__(
        self,
        method: TelegramMethod[Result],
        chat_id: int,
        *,
        bulk: bool = False,
        timeout: int | None = None,
    ) -> Result:
        """Call when it is this chat's turn.

        An answer to a person waits out a short 429 and is tried again. A message in bulk had its
        turn before it began, and is never repeated here. ``timeout``, in seconds, is for what
        takes longer than usual. Raises ChatHeld and what aiogram raises.
        """
        for _ in range(1 if bulk else TRIES):
            await self._await_turn(chat_id, bulk=bulk)
            try:
                result = await self._bot(method, request_timeout=timeout)
            except TelegramRetryAfter as refused:
                logger.warning("Telegram asks for a pause of %d s", refused.retry_after)
                await self._pace.hold(chat_id, refused.retry_after, bulk=bulk)
            else:
                self._pace.went_through(bulk=bulk)
                return result
        raise ChatHeld(await self._pace.held_for(chat_id))

    async def _await_turn(self, chat_id: int, *, bulk: bool) -> None:
        if bulk:
            # Somebody may have been told since it had its turn.
            held = await self._pace.held_for(chat_id)
        else:
            place = await self._pace.turn(chat_id)
            held = timedelta() if place.is_granted else place.wait
        if held > timedelta():
            raise ChatHeld(held)


def outcome_of(error: AiogramError, clock: Clock) -> SendLater | NotDeliverable | OutcomeUnknown:
    """What a failed sending means for the message: was it refused, or may it have arrived?"""
    reason = describe(error)
    if isinstance(error, ChatHeld):
        return SendLater(clock.now() + error.pause, reason)
    if isinstance(error, TelegramUnauthorizedError):
        return SendLater(clock.now() + BAD_TOKEN, reason)
    if is_certainly_unsent(error):
        return SendLater(clock.now() + NO_CONNECTION, reason)
    if isinstance(error, TelegramNetworkError | TelegramServerError | ClientDecodeError):
        return OutcomeUnknown(reason)
    return NotDeliverable(reason)


def describe(error: AiogramError) -> str:
    """Words for the log, the operator and the outbox.

    Never the answer's body, which aiogram shows for undecodable ones, and never aiohttp's text,
    which shows the address, and with it the bot token.
    """
    if isinstance(error, ClientDecodeError):
        return "Telegram's answer could not be read"
    if isinstance(error, TelegramNetworkError):
        return f"{type(error).__name__}: {type(error.__cause__).__name__}"
    return f"{type(error).__name__}: {getattr(error, 'message', error)}"
