"""How fast Telegram lets a bot send, as far as one process knows.

Telegram publishes no exact limits: about 30 messages a second overall, one a second in a chat
with short bursts, 20 a minute in a group. We stay below, and where it still answers 429 we wait
as long as it says.
"""

from collections.abc import Callable
from datetime import timedelta

from bot.services.ports import Place

OVERALL = timedelta(seconds=1) / 25
BURST = 5
"""With it no second sees more than 30."""
BURST_IN_BULK = 3
"""What nobody waits for makes up for a late start, and leaves the rest to answers."""
IN_A_CHAT = timedelta(seconds=1)
IN_A_GROUP = timedelta(seconds=3)
BURST_IN_A_CHAT = 3

FORGET_AT = 10_000
"""Chats remembered before those at rest are forgotten."""


def in_chat(chat_id: int) -> timedelta:
    """Between two messages to it; a group's or channel's id is negative."""
    return IN_A_GROUP if chat_id < 0 else IN_A_CHAT


class Bucket:
    """One call every ``interval``, after a burst at once. Instants are seconds."""

    def __init__(self, interval: timedelta) -> None:
        self._interval = interval.total_seconds()
        self._free_at = 0.0

    def reserve(self, now: float, burst: int, longest_wait: timedelta) -> Place:
        """Take the next place, if it comes within ``longest_wait``; nothing is spent else."""
        free_at = max(self._free_at, now) + self._interval
        wait = max(0.0, free_at - burst * self._interval - now)
        # A wait that a sleep has ended may still be a rounding error long.
        if wait > longest_wait.total_seconds() + 1e-6:
            return Place(False, timedelta(seconds=wait) - longest_wait)
        self._free_at = free_at
        return Place(True, timedelta(seconds=wait))

    def at_rest(self, now: float) -> bool:
        return self._free_at <= now


class PaceInMemory:
    """The places and pauses of one process."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._overall = Bucket(OVERALL)
        self._chats: dict[int, Bucket] = {}
        self._held_until: dict[int, float] = {}

    def in_chat(self, chat_id: int, longest_wait: timedelta) -> Place:
        """A message's place in its chat; not granted while Telegram wants none there."""
        held = self.held_for(chat_id)
        if held > timedelta():
            return Place(False, held)
        now = self._monotonic()
        return self._chat(chat_id, now).reserve(now, BURST_IN_A_CHAT, longest_wait)

    def overall(self, burst: int, longest_wait: timedelta) -> Place:
        """The same among the messages to all chats."""
        return self._overall.reserve(self._monotonic(), burst, longest_wait)

    def hold(self, chat_id: int, pause: timedelta) -> None:
        until = self._monotonic() + pause.total_seconds()
        self._held_until[chat_id] = max(self._held_until.get(chat_id, 0.0), until)

    def held_for(self, chat_id: int) -> timedelta:
        until = self._held_until.get(chat_id, 0.0)
        return timedelta(seconds=max(0.0, until - self._monotonic()))

    def _chat(self, chat_id: int, now: float) -> Bucket:
        if len(self._chats) >= FORGET_AT:
            self._chats = {
                key: bucket for key, bucket in self._chats.items() if not bucket.at_rest(now)
            }
            self._held_until = {
                key: until for key, until in self._held_until.items() if until > now
            }
        if chat_id not in self._chats:
            self._chats[chat_id] = Bucket(in_chat(chat_id))
        return self._chats[chat_id]
