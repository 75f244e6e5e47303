"""How updates come in: by long polling or by webhook, and through the inbox either way."""

import asyncio
import json
import logging
import random
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeVar

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import LinkPreviewOptions, Update
from aiohttp import ClientSession, TraceConfig, TraceRequestEndParams
from pydantic import ValidationError

from bot.domain.operator_alerts import OperatorAlert
from bot.domain.secret import Secret
from bot.metrics.counted import (
    TELEGRAM_DURATION,
    TELEGRAM_REQUESTS,
    TELEGRAM_RETRY_AFTER,
    UPDATE_DURATION,
    UPDATES,
    timed,
)
from bot.services.accept_update import NotOpen
from bot.services.hold_lease import HeldLease
from bot.services.note_trouble import NoteTrouble
from bot.services.ports import Clock
from bot.strict_json import NotJson, read_object
from bot.telegram.sender import describe
from bot.telegram.update_types import UNKNOWN, type_of

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
LONGEST_WORK = 600.0
"""Seconds; an update whose handler hangs is given up, so that its chat and its place go on."""

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
COMPLAIN_EVERY = timedelta(hours=1)


POLLS = "getUpdates"

UPDATE_IDS = range(1, 2**63)
"""What our databases can hold."""


class DatedSession(AiohttpSession):
    """Says what ``Date`` each answer of Telegram carries; aiogram itself shows no headers."""

    def __init__(
        self, note_date: Callable[[str | None], Awaitable[None]], api: TelegramAPIServer
    ) -> None:
        super().__init__(api=api, timeout=CALL_TIMEOUT)
        self._note_date = note_date

    async def create_session(self) -> ClientSession:
        session = await super().create_session()
        if not session.trace_configs:
            trace = TraceConfig()
            trace.on_request_end.append(self._note)
            trace.freeze()
            session.trace_configs.append(trace)
        return session

    async def make_request(
        self, bot: Bot, method: TelegramMethod[Result], timeout: int | None = None
    ) -> Result:
        """Counted; a poll lasts as long as there is nothing, which says nothing."""
        name = method.__api_method__
        clock = nullcontext() if name == POLLS else timed(TELEGRAM_DURATION, name)
        try:
            with clock:
                answer = await super().make_request(bot, method, timeout)
        except AiogramError as error:
            TELEGRAM_REQUESTS.labels(name, _outcome(error)).inc()
            if isinstance(error, TelegramRetryAfter):
                TELEGRAM_RETRY_AFTER.labels(name).inc(error.retry_after)
            raise
        TELEGRAM_REQUESTS.labels(name, "ok").inc()
        return answer

    async def _note(
        self, _: ClientSession, __: SimpleNamespace, ended: TraceRequestEndParams
    ) -> None:
        await self._note_date(ended.response.headers.get("Date"))


OUTCOMES: Mapping[type[AiogramError], str] = {
    TelegramRetryAfter: "throttled",
    TelegramForbiddenError: "forbidden",
    TelegramConflictError: "conflict",
    TelegramBadRequest: "bad_request",
    TelegramServerError: "server_error",
    TelegramNetworkError: "no_answer",
}


def _outcome(error: AiogramError) -> str:
    return next((name for kind, name in OUTCOMES.items() if isinstance(error, kind)), "refused")


async def _ignore(_: str | None) -> None:
    """Nobody asks what time it is at Telegram."""


def make_bot(
    token: Secret,
    api_base: str | None,
    note_date: Callable[[str | None], Awaitable[None]] = _ignore,
) -> Bot:
    """``api_base`` is the address of another Bot API server than Telegram's own."""
    server = PRODUCTION if api_base is None else TelegramAPIServer.from_base(api_base)
    return Bot(
        token.reveal(),
        session=DatedSession(note_date, server),
        default=DefaultBotProperties(
            parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
        ),
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

    Stored before it is acknowledged, handled once, in order within a chat. What a crash leaves
    unfinished is handled at the next start, or by another process as soon as the dead one's seat
    is free.
    """

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        accept_update: Callable[[int, str, str], Awaitable[bool]],
        finish_update: Callable[[int], Awaitable[None]],
        unfinished_updates: Callable[[str], Awaitable[Sequence[str]]],
        new_seat: Callable[[], HeldLease],
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._accept_update = accept_update
        self._finish_update = finish_update
        self._unfinished_updates = unfinished_updates
        self._new_seat = new_seat
        self._seat = new_seat()
        self._tasks: asyncio.TaskGroup | None = None
        self._lanes: dict[int, deque[_Taken]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._room = asyncio.Semaphore(WAITING)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Take up what was left unfinished, then take updates; at the end let work end."""
        async with asyncio.TaskGroup() as tasks:
            await self._seat.take()
            self._tasks = tasks
            await self._take_up()
            keeping = tasks.create_task(self._keep_seat())
            try:
                yield
            finally:
                await self._drain()
                keeping.cancel()
                # What was cut off is for others from now on.
                await self._seat.give_back()

    async def take(self, update: dict[str, Any]) -> None:
        """Returns when the update is stored and there is room for it. Raises NotOpen."""
        if self._tasks is None:
            raise NotOpen("the inbox is closed")
        body = json.dumps(update, ensure_ascii=False)
        inbox = self._seat.owner
        if await self._accept_update(update["update_id"], body, inbox):
            await self._put(_Taken(update, inbox))

    async def feed(self, body: bytes) -> None:
        """Take an update as a webhook brings it. Raises ValueError for anything else, NotOpen."""
        try:
            update = read_object(body)
        except NotJson as error:
            raise ValueError(str(error)) from None
        update_id = update.get("update_id")
        # By the type itself: ``true`` is an int, too.
        if type(update_id) is not int or update_id not in UPDATE_IDS:
            raise ValueError("not an update")
        await self.take(update)

    async def _take_up(self) -> None:
        """What was left unfinished by whoever is dead."""
        inbox = self._seat.owner
        for body in await self._unfinished_updates(inbox):
            await self._put(_Taken(json.loads(body), inbox))

    async def _keep_seat(self) -> None:
        """Say that we live, and look after those who do not say it any more."""
        while self._seat.is_contested:
            if not await self._seat.kept():
                logger.warning("This process was away for too long: others have its updates")
                self._seat = self._new_seat()
                await self._seat.wait()
            try:
                await self._take_up()
            except Exception:
                logger.exception("Unfinished updates are looked for again")

    async def _put(self, taken: "_Taken") -> None:
        await self._room.acquire()
        if self._tasks is None:
            # Stored, and taken up at the next start.
            return
        chat_id = _chat_of(taken.update)
        if chat_id in self._lanes:
            self._lanes[chat_id].append(taken)
            return
        self._lanes[chat_id] = deque([taken])
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

    async def _handle(self, taken: "_Taken") -> None:
        if taken.inbox != self._seat.owner or not self._seat.is_held:
            # Taken up by whoever is alive: perhaps by ourselves, a moment from now.
            return
        update = taken.update
        try:
            parsed = Update.model_validate(update, context={"bot": self._bot})
            with timed(UPDATE_DURATION, type_of(parsed)):
                async with asyncio.timeout(LONGEST_WORK):
                    await self._dispatcher.feed_update(self._bot, parsed)
        except ValidationError as error:
            UPDATES.labels(UNKNOWN, "unreadable").inc()
            # Its text would show what the person wrote.
            logger.error(  # noqa: TRY400
                "Update %d cannot be read: %d faults", update["update_id"], error.error_count()
            )
        except Exception:
            UPDATES.labels(UNKNOWN, "failed").inc()
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


@dataclass(frozen=True)
class _Taken:
    """An update that waits, and the inbox in whose name it was stored."""

    update: dict[str, Any]
    inbox: str


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
        """Until ``stop`` is set; then lets running work end for ten seconds at most."""
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


def _chat_of(update: dict[str, Any]) -> int:
    """What keeps an order: the chat, or the person where there is none."""
    for event in update.values():
        if isinstance(event, dict):
            inner = event.get("message")
            message = inner if isinstance(inner, dict) else event
            place = message.get("chat") or event.get("from")
            chat_id = place.get("id") if isinstance(place, dict) else None
            return chat_id if isinstance(chat_id, int) else 0
    return 0
