"""How updates come in: by long polling or by webhook, and through the inbox either way."""

import asyncio
import json
import logging
import random
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import AiogramError, TelegramConflictError
from aiogram.methods import TelegramMethod
from aiogram.types import Update
from pydantic import ValidationError

from bot.domain.secret import Secret
from bot.services.accept_update import NotOpen
from bot.services.ports import Clock
from bot.telegram.sender import describe

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

CALL_TIMEOUT = 30.0
POLL = 25
"""Seconds that Telegram holds a poll open when there is nothing."""

AT_ONCE = 32
"""Updates worked on at the same time."""
WAITING = 256
"""Updates accepted and not finished; then we take no more until there is room."""
DRAIN = 10.0

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
COMPLAIN_EVERY = timedelta(hours=1)


def make_bot(token: Secret, api_base: str | None) -> Bot:
    """``api_base`` is the address of another Bot API server than Telegram's own."""
    server = PRODUCTION if api_base is None else TelegramAPIServer.from_base(api_base)
    return Bot(
        token.reveal(),
        session=AiohttpSession(api=server, timeout=CALL_TIMEOUT),
        default=DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True),
    )


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates as Telegram sends it: one update that we cannot read must not stop the rest."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int
    allowed_updates: list[str]


class Inbox:
    """Updates from being stored to being finished.

    Stored before it is acknowledged, handled once, in order within a chat; what a crash leaves
    unfinished is handled at the next start.
    """

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        accept_update: Callable[[int, str], Awaitable[bool]],
        finish_update: Callable[[int], Awaitable[None]],
        unfinished_updates: Callable[[], Awaitable[Sequence[str]]],
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._accept_update = accept_update
        self._finish_update = finish_update
        self._unfinished_updates = unfinished_updates
        self._tasks: asyncio.TaskGroup | None = None
        self._lanes: dict[int, deque[dict[str, Any]]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._room = asyncio.Semaphore(WAITING)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Take up what was left unfinished, then take updates; at the end let work end."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            for body in await self._unfinished_updates():
                await self._put(json.loads(body))
            try:
                yield
            finally:
                await self._drain()

    async def take(self, update: dict[str, Any]) -> None:
        """Returns when the update is stored and there is room for it. Raises NotOpen."""
        if self._tasks is None:
            raise NotOpen("the inbox is closed")
        body = json.dumps(update, ensure_ascii=False)
        if await self._accept_update(update["update_id"], body):
            await self._put(update)

    async def feed(self, body: bytes) -> None:
        """Take an update as a webhook brings it. Raises ValueError for anything else, NotOpen."""
        update = json.loads(body)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            raise ValueError("not an update")  # noqa: TRY004 - it is the bytes that are wrong
        await self.take(update)

    async def _put(self, update: dict[str, Any]) -> None:
        await self._room.acquire()
        if self._tasks is None:
            # Stored, and taken up at the next start.
            return
        chat_id = _chat_of(update)
        if chat_id in self._lanes:
            self._lanes[chat_id].append(update)
            return
        self._lanes[chat_id] = deque([update])
        worker = self._tasks.create_task(self._work(chat_id))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _work(self, chat_id: int) -> None:
        """One chat's updates, one after the other, until none waits."""
        lane = self._lanes[chat_id]
        while lane:
            async with self._at_once:
                await self._handle(lane.popleft())
            self._room.release()
        del self._lanes[chat_id]

    async def _handle(self, update: dict[str, Any]) -> None:
        try:
            parsed = Update.model_validate(update, context={"bot": self._bot})
            await self._dispatcher.feed_update(self._bot, parsed)
        except ValidationError as error:
            # Its text would show what the person wrote.
            logger.error(  # noqa: TRY400
                "Update %d cannot be read: %d faults", update["update_id"], error.error_count()
            )
        except Exception:
            logger.exception("Update %d failed", update["update_id"])
        try:
            await self._finish_update(update["update_id"])
        except Exception:
            logger.exception("Update %d is handled again at the next start", update["update_id"])

    async def _drain(self) -> None:
        """Let running and waiting work end; what does not is taken up at the next start."""
        self._tasks = None
        if not self._workers:
            return
        _, late = await asyncio.wait(self._workers, timeout=DRAIN)
        for worker in late:
            worker.cancel()
        if late:
            logger.warning("%d chats were cut off at the stop", len(late))


class Polling:
    """Long polling: an update's offset is confirmed when the update is stored."""

    def __init__(
        self, bot: Bot, inbox: Inbox, clock: Clock, allowed_updates: Sequence[str]
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._insist = Insist(clock)
        self._allowed_updates = list(allowed_updates)

    async def run(self, stop: asyncio.Event) -> None:
        """Until ``stop`` is set; then lets running work end for ten seconds at most."""
        async with self._inbox.open():
            await _until(stop, self._listen)

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
        *,
        url: str,
        secret_token: Secret,
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._insist = Insist(clock)
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

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._complained_at: datetime | None = None

    async def __call__(self, call: Callable[[], Awaitable[Result]]) -> Result:
        pause = FIRST_PAUSE
        while True:
            try:
                return await call()
            except TelegramConflictError as conflict:
                self._complain(conflict)
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


def _chat_of(update: dict[str, Any]) -> int:
    """What keeps an order: the chat, or the person where there is none."""
    for event in update.values():
        if isinstance(event, dict):
            message = event.get("message") or event
            place = message.get("chat") or event.get("from") or {}
            chat_id = place.get("id")
            return chat_id if isinstance(chat_id, int) else 0
    return 0
