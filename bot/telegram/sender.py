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
from bot.telegram.errors import is_certainly_unsent
from bot.telegram.pace import Pace

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

PATIENCE = 30.0
"""Seconds that an answer to a person waits out a 429; after that they have gone elsewhere."""

TRIES = 3

NO_CONNECTION = timedelta(seconds=30)
BAD_TOKEN = timedelta(minutes=5)


class ChatHeld(AiogramError):
    """Telegram asked for a pause that is not over; nothing was sent."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"held for {seconds:.0f} s")
        self.seconds = seconds


class Sender:
    """Every call that shows something to somebody goes through here."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace

    async def __call__(
        self, method: TelegramMethod[Result], chat_id: int, *, bulk: bool = False
    ) -> Result:
        """Call when it is this chat's turn.

        An answer to a person waits out a short 429 and is tried again; a message in bulk is
        never repeated here. Raises ChatHeld and what aiogram raises.
        """
        for _ in range(TRIES):
            held = self._pace.held_for(chat_id, bulk=bulk)
            if held > (0 if bulk else PATIENCE):
                break
            await self._pace.turn(chat_id, bulk=bulk)
            try:
                return await self._bot(method)
            except TelegramRetryAfter as refused:
                logger.warning("Telegram asks for a pause of %d s", refused.retry_after)
                self._pace.hold(chat_id, refused.retry_after, bulk=bulk)
        raise ChatHeld(self._pace.held_for(chat_id, bulk=bulk))


def outcome_of(error: AiogramError, clock: Clock) -> SendLater | NotDeliverable | OutcomeUnknown:
    """What a failed sending means for the message: was it refused, or may it have arrived?"""
    reason = describe(error)
    if isinstance(error, ChatHeld):
        return SendLater(clock.now() + timedelta(seconds=error.seconds), reason)
    if isinstance(error, TelegramUnauthorizedError):
        return SendLater(clock.now() + BAD_TOKEN, reason)
    if is_certainly_unsent(error):
        return SendLater(clock.now() + NO_CONNECTION, reason)
    if isinstance(error, TelegramNetworkError | TelegramServerError | ClientDecodeError):
        return OutcomeUnknown(reason)
    return NotDeliverable(reason)


def describe(error: AiogramError) -> str:
    """Words for the log: never the answer's body, which aiogram shows for undecodable ones."""
    if isinstance(error, ClientDecodeError):
        return "Telegram's answer could not be read"
    return f"{type(error).__name__}: {getattr(error, 'message', error)}"
