"""How fast Telegram lets the bot send, for all processes together.

One limit for everything. An answer to a person takes the next place there is, also one that is
still to come; a message in bulk takes none before it is free, so that whoever waits for an answer
never stands behind thousands of digests.

Alone with its database a process counts in memory. Where others work on the same database, all
count in rows. What Telegram asked to wait is in rows either way: a restart ends no pause.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.domain.errors import StoreAway
from bot.services.pace import (
    BURST,
    BURST_IN_A_CHAT,
    BURST_IN_BULK,
    OVERALL,
    PaceInMemory,
    in_chat,
)
from bot.services.ports import BOT_KEY, CHAT_KEYS, Clock, Database, Place, Repositories, chat_key

logger = logging.getLogger(__name__)

ALL_IN_BULK = 0
"""In the place of a chat's id: everything that is sent in bulk."""

LONGEST_WAIT = timedelta(seconds=5)
"""So long a message in bulk waits for its place where it is; for longer its row does."""
PATIENCE = timedelta(seconds=30)
"""So long an answer to a person waits; after that they have gone elsewhere."""

TOO_MANY = 3
"""Refused so often in a row, for whichever chats, all of the bulk is too much, not one chat's."""

NO_WAIT = timedelta()


class Pace:
    """Everybody who sends waits here for their turn: answers first, then what is sent in bulk."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._clock = clock
        self._sleep = sleep
        self._memory = PaceInMemory(monotonic)
        self._line = asyncio.Lock()
        self._refused_in_a_row = 0
        self._remembered = False

    async def turn(self, chat_id: int) -> Place:
        """Wait until an answer may be sent to the chat. Not granted: that would take too long."""
        await self._remember()
        waited = NO_WAIT
        while True:
            place = await self._of_answer(chat_id)
            if place.is_granted or waited + place.wait > PATIENCE:
                break
            waited += await self._wait(place)
        if place.is_granted:
            await self._wait(place)
        return place

    @asynccontextmanager
    async def turn_in_bulk(self, chat_id: int) -> AsyncIterator[Place]:
        """The same for a message that nobody waits for; one of them stands at the head.

        The block is for what must be done between the turn and the sending: nobody else has a
        turn meanwhile, so that however slow it is, no crowd leaves at the end of it. Not granted
        means: come again after ``wait``.
        """
        await self._remember()
        place = await self._in_chat(chat_id)
        if not place.is_granted:
            yield place
            return
        await self._wait(place)
        async with self._line:
            yield await self._head_of_line()

    async def _head_of_line(self) -> Place:
        waited = NO_WAIT
        while True:
            # As far ahead as it has waited, so that answers alone never keep it out.
            place = await self._in_bulk(waited)
            if place.is_granted or waited + place.wait > LONGEST_WAIT:
                break
            waited += await self._wait(place)
        if place.is_granted:
            await self._wait(place)
        return place

    async def hold(self, chat_id: int, seconds: float, *, bulk: bool) -> None:
        """Telegram said 429: nothing goes to this chat for so long.

        A few refusals in bulk in a row, and nothing goes in bulk at all.
        """
        self._refused_in_a_row += bulk
        await self._hold(chat_id, timedelta(seconds=seconds))
        if self._refused_in_a_row >= TOO_MANY:
            await self._hold(ALL_IN_BULK, timedelta(seconds=seconds))

    def went_through(self, *, bulk: bool) -> None:
        """Telegram took a message."""
        if bulk:
            self._refused_in_a_row = 0

    async def held_for(self, chat_id: int) -> timedelta:
        """For how long Telegram wants no message in the chat, as any process was told."""
        await self._remember()
        held = self._memory.held_for(chat_id)
        if self._database.is_shared:
            async with self._database.reading() as stored:
                held = max(held, await self._stored_pause(stored, chat_id))
        return held

    # Places ---------------------------------------------------------------------------------------

    async def _of_answer(self, chat_id: int) -> Place:
        held = self._memory.held_for(chat_id)
        if held > NO_WAIT:
            return Place(False, held)
        if self._database.is_shared:
            try:
                async with self._database.transaction() as stored:
                    return await self._both_in_rows(stored, chat_id)
            except StoreAway:
                # That the database is away is an answer, too: it keeps to this process's pace.
                pass
        place = self._memory.in_chat(chat_id, PATIENCE)
        if not place.is_granted:
            return place
        overall = self._memory.overall(BURST, PATIENCE)
        return Place(overall.is_granted, max(place.wait, overall.wait))

    async def _both_in_rows(self, stored: Repositories, chat_id: int) -> Place:
        place = await stored.buckets.reserve(
            chat_key(chat_id), in_chat(chat_id), BURST_IN_A_CHAT, PATIENCE
        )
        if not place.is_granted:
            return place
        overall = await stored.buckets.reserve(BOT_KEY, OVERALL, BURST, PATIENCE)
        return Place(overall.is_granted, max(place.wait, overall.wait))

    async def _in_chat(self, chat_id: int) -> Place:
        held = max(self._memory.held_for(chat_id), self._memory.held_for(ALL_IN_BULK))
        if held > NO_WAIT:
            return Place(False, held)
        if not self._database.is_shared:
            return self._memory.in_chat(chat_id, LONGEST_WAIT)
        async with self._database.transaction() as stored:
            held = await self._stored_pause(stored, ALL_IN_BULK)
            if held > NO_WAIT:
                return Place(False, held)
            return await stored.buckets.reserve(
                chat_key(chat_id), in_chat(chat_id), BURST_IN_A_CHAT, LONGEST_WAIT
            )

    async def _in_bulk(self, longest_wait: timedelta) -> Place:
        held = self._memory.held_for(ALL_IN_BULK)
        if held > NO_WAIT:
            return Place(False, held)
        if not self._database.is_shared:
            return self._memory.overall(BURST_IN_BULK, longest_wait)
        async with self._database.transaction() as stored:
            return await stored.buckets.reserve(BOT_KEY, OVERALL, BURST_IN_BULK, longest_wait)

    async def _wait(self, place: Place) -> timedelta:
        if place.wait > NO_WAIT:
            await self._sleep(place.wait.total_seconds())
        return place.wait

    # Pauses ---------------------------------------------------------------------------------------

    async def _hold(self, chat_id: int, pause: timedelta) -> None:
        self._memory.hold(chat_id, pause)
        try:
            async with self._database.transaction() as stored:
                await stored.buckets.push(chat_key(chat_id), self._clock.now() + pause)
        except Exception:
            logger.exception("A pause of Telegram is known to this process only, while it runs")

    async def _remember(self) -> None:
        """What Telegram asked for before we were started; in rows it is read anyway."""
        if self._remembered or self._database.is_shared:
            return
        self._remembered = True
        try:
            async with self._database.reading() as stored:
                pauses = await stored.buckets.pauses(CHAT_KEYS)
        except StoreAway:
            self._remembered = False
            return
        for key, until in pauses.items():
            chat_id = int(key.removeprefix(CHAT_KEYS))
            self._memory.hold(chat_id, until - self._clock.now())

    async def _stored_pause(self, stored: Repositories, chat_id: int) -> timedelta:
        until = await stored.buckets.cooling_until(chat_key(chat_id))
        return NO_WAIT if until is None else until - self._clock.now()
