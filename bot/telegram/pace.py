"""How fast Telegram lets a bot send.

Telegram publishes no exact limits: about 30 messages a second overall, one a second in a chat
with short bursts, 20 a minute in a group. We stay below, and where it still answers 429 we wait
as long as it says.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

A_SECOND_OVERALL = 25
A_SECOND_IN_BULK = 20
"""Digests leave room for answers to people who wait for one."""
BURST = 5
"""With it no second sees more than 30."""
BURST_IN_A_CHAT = 3
A_MINUTE_IN_A_GROUP = 20

FORGET_AT = 10_000
"""Chats remembered before those at rest are forgotten."""


class Bucket:
    """One call every ``interval`` seconds, after a ``burst`` at once."""

    def __init__(self, interval: float, burst: int) -> None:
        self._interval = interval
        self._slack = (burst - 1) * interval
        self._free_at = 0.0

    def reserve(self, now: float) -> float:
        """Take the next place; the seconds until its turn."""
        free_at = max(self._free_at, now)
        self._free_at = free_at + self._interval
        return max(0.0, free_at - self._slack - now)

    def at_rest(self, now: float) -> bool:
        return self._free_at <= now


class Pace:
    """Everybody who sends waits here for their turn, first come, first served."""

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._overall = Bucket(1 / A_SECOND_OVERALL, BURST)
        self._bulk = Bucket(1 / A_SECOND_IN_BULK, BURST)
        self._chats: dict[int, Bucket] = {}
        self._held_until: dict[int, float] = {}
        self._bulk_held_until = 0.0

    async def turn(self, chat_id: int, *, bulk: bool) -> None:
        """Wait until a message may be sent to the chat."""
        now = self._monotonic()
        waits = [self._chat(chat_id, now).reserve(now), self.held_for(chat_id, bulk=bulk)]
        if bulk:
            waits.append(self._bulk.reserve(now))
        waits.append(self._overall.reserve(now))
        if max(waits) > 0:
            await self._sleep(max(waits))

    def hold(self, chat_id: int, seconds: float, *, bulk: bool) -> None:
        """Telegram said 429: nothing goes to this chat for so long, and in bulk nothing at all."""
        until = self._monotonic() + seconds
        self._held_until[chat_id] = until
        if bulk:
            self._bulk_held_until = max(self._bulk_held_until, until)

    def held_for(self, chat_id: int, *, bulk: bool) -> float:
        """Seconds for which Telegram wants no message, 0 when it takes one."""
        until = self._held_until.get(chat_id, 0.0)
        if bulk:
            until = max(until, self._bulk_held_until)
        return max(0.0, until - self._monotonic())

    def _chat(self, chat_id: int, now: float) -> Bucket:
        if len(self._chats) >= FORGET_AT:
            self._chats = {
                key: bucket for key, bucket in self._chats.items() if not bucket.at_rest(now)
            }
            self._held_until = {
                key: until for key, until in self._held_until.items() if until > now
            }
        if chat_id not in self._chats:
            is_group = chat_id < 0
            self._chats[chat_id] = (
                Bucket(60 / A_MINUTE_IN_A_GROUP, BURST_IN_A_CHAT)
                if is_group
                else Bucket(1.0, BURST_IN_A_CHAT)
            )
        return self._chats[chat_id]
