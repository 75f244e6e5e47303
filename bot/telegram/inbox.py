"""Updates from being stored to being finished, whoever brings them."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from bot.metrics.counted import (
    UPDATE_DURATION,
    UPDATES,
    timed,
)
from bot.services.accept_update import NotOpen
from bot.services.hold_lease import HeldLease
from bot.stopping import LAST_WORK
from bot.strict_json import NotJson, read_object
from bot.telegram.update_types import UNKNOWN, type_of

logger = logging.getLogger(__name__)

AT_ONCE = 32
"""Updates worked on at the same time."""
WAITING = 256
"""Updates accepted and not finished; then we take no more until there is room."""
LONGEST_WORK = 600.0
"""Seconds; an update whose handler hangs is given up, so that its chat and its place go on."""

UPDATE_IDS = range(1, 2**63)
"""What our databases can hold."""


@dataclass(frozen=True)
class _Taken:
    """An update that waits, and the inbox in whose name it was stored."""

    update: dict[str, Any]
    inbox: str


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

    async def _put(self, taken: _Taken) -> None:
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

    async def _handle(self, taken: _Taken) -> None:
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
        _, late = await asyncio.wait(self._workers, timeout=LAST_WORK)
        for worker in late:
            worker.cancel()
        if late:
            logger.warning("%d chats were cut off at the stop", len(late))


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
