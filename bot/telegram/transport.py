"""How updates come to the inbox: by long polling or by webhook."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
)
from aiogram.methods import TelegramMethod

from bot.domain.operator_alerts import OperatorAlert
from bot.domain.secret import Secret
from bot.services.hold_lease import HeldLease
from bot.services.note_trouble import NoteTrouble
from bot.services.ports import Clock
from bot.telegram.inbox import Inbox
from bot.telegram.sender import describe

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

POLL = 25
"""Seconds that Telegram holds a poll open when there is nothing."""

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
COMPLAIN_EVERY = timedelta(hours=1)


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates as Telegram sends it: one update that we cannot read must not stop the rest."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int
    allowed_updates: list[str]


class Polling:
    """Long polling: an update's offset is confirmed when the update is stored.

    One process does it; others stand by and take over when its lease is over.
    """

    def __init__(
        self,
        bot: Bot,
        inbox: Inbox,
        clock: Clock,
        allowed_updates: Sequence[str],
        lease: HeldLease,
        note_trouble: NoteTrouble,
    ) -> None:
        self._lease = lease
        self._bot = bot
        self._inbox = inbox
        self._insist = Insist(clock, note_trouble)
        self._allowed_updates = list(allowed_updates)

    async def run(self, stop: asyncio.Event) -> None:
        """Until ``stop`` is set; then lets running work end."""
        async with self._inbox.open():
            try:
                await _until(stop, self._listen_in_turn)
            finally:
                await self._lease.give_back()

    async def _listen_in_turn(self) -> None:
        while True:
            await self._lease.wait()
            async with asyncio.TaskGroup() as tasks:
                listening = tasks.create_task(self._listen())
                while await self._lease.kept():
                    pass
                listening.cancel()
            logger.warning("The lease on polling was lost; standing by")

    async def _listen(self) -> None:
        await self._insist(lambda: self._bot.delete_webhook(drop_pending_updates=False))
        offset: int | None = None
        while True:
            offset = await self._insist(partial(self._poll, offset))

    async def _poll(self, offset: int | None) -> int | None:
        """Take what there is; the offset that confirms it."""
        method = GetRawUpdates(offset=offset, timeout=POLL, allowed_updates=self._allowed_updates)
        for update in await self._bot(method, request_timeout=POLL + 10):
            await self._inbox.take(update)
            offset = update["update_id"] + 1
        return offset


class Webhook:
    """Telegram calls us: the web room hands what comes to ``Inbox.feed``."""

    def __init__(
        self,
        bot: Bot,
        inbox: Inbox,
        clock: Clock,
        allowed_updates: Sequence[str],
        note_trouble: NoteTrouble,
        *,
        url: str,
        secret_token: Secret,
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._insist = Insist(clock, note_trouble)
        self._allowed_updates = list(allowed_updates)
        self._url = url
        self._secret_token = secret_token

    async def run(self, stop: asyncio.Event) -> None:
        """Until ``stop`` is set; the webhook stays, so that Telegram keeps what comes later."""
        async with self._inbox.open():
            await _until(stop, self._set)
            await stop.wait()

    async def _set(self) -> None:
        await self._insist(
            lambda: self._bot.set_webhook(
                self._url,
                secret_token=self._secret_token.reveal(),
                allowed_updates=self._allowed_updates,
                drop_pending_updates=False,
            )
        )


class Insist:
    """Calls until the call succeeds, with growing and uneven pauses."""

    def __init__(self, clock: Clock, note_trouble: NoteTrouble) -> None:
        self._clock = clock
        self._note_trouble = note_trouble
        self._complained_at: datetime | None = None

    async def __call__(self, call: Callable[[], Awaitable[Result]]) -> Result:
        pause = FIRST_PAUSE
        while True:
            try:
                return await call()
            except TelegramConflictError as conflict:
                self._complain(conflict)
                await self._note_trouble(OperatorAlert.TWO_POLLERS)
            except AiogramError as error:
                logger.warning("Telegram is asked again: %s", describe(error))
            except Exception:
                logger.exception("Updates could not be taken and are asked for again")
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - not a secret
            pause = min(2 * pause, LONGEST_PAUSE)

    def _complain(self, conflict: TelegramConflictError) -> None:
        """Once an hour: while two processes poll, each is refused every few seconds."""
        now = self._clock.now()
        if self._complained_at is None or now - self._complained_at >= COMPLAIN_EVERY:
            self._complained_at = now
            logger.error("Another process takes this bot's updates: %s", conflict.message)


async def _until(stop: asyncio.Event, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Work until it is done or ``stop`` is set."""
    async with asyncio.TaskGroup() as tasks:
        working = tasks.create_task(work())
        stopping = tasks.create_task(stop.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        stopping.cancel()
