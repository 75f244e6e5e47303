"""The queue of updates, and long polling with its offsets and conflicts."""

import asyncio
import json
from dataclasses import asdict, dataclass
from typing import Any

from bot.sandbox.bot_api.errors import BotApiError, refusal
from bot.sandbox.bot_api.parameters import Parameters
from bot.sandbox.bot_api.world import World
from bot.sandbox.store import Store

UPDATE_LIFETIME = 24 * 3600
CALLBACK_LIFETIME = 150
"""Seconds that an update waits for the bot; taps wait much shorter than messages."""

LONGEST_POLL = 50
CONFLICT_PAUSE = 3.0

_UPDATES = "telegram_updates"
_SETTINGS = "telegram_settings"
_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "my_chat_member",
    "chat_member",
)
_DEFAULT_KINDS = [kind for kind in _KINDS if kind != "chat_member"]

OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
SET_WEBHOOK = "terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True)
class Update:
    """``order`` is the chat, or the person for taps: a webhook gets these one after another."""

    update_id: int
    kind: str
    order: str
    created: int
    body: dict[str, Any]

    def update_object(self) -> dict[str, Any]:
        return {"update_id": self.update_id, self.kind: self.body}


class Updates:
    def __init__(self, store: Store, world: World) -> None:
        self._store = store
        self._world = world
        self._queue = {int(key): Update(**kept) for key, kept in store.load(_UPDATES).items()}
        settings = store.load(_SETTINGS)
        self.allowed: list[str] = settings.get("allowed_updates", {}).get("kinds", _DEFAULT_KINDS)
        self._last_id: int = settings.get("last_update", {}).get("update_id", 100_000)
        self._poll: asyncio.Future[None] | None = None
        self._last_poll: tuple[int, float] | None = None
        self._next_conflict = 0.0
        self.arrived = asyncio.Event()

    def put(self, kind: str, order: str, body: dict[str, Any]) -> int | None:
        """Queues an update for the bot; None when the bot did not ask for this kind."""
        if kind not in self.allowed:
            return None
        self._last_id += 1
        self._store.put(_SETTINGS, "last_update", {"update_id": self._last_id})
        update = Update(self._last_id, kind, order, self._world.now(), body)
        self._queue[update.update_id] = update
        self._store.put(_UPDATES, str(update.update_id), asdict(update))
        self.arrived.set()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        return update.update_id

    def pending(self) -> list[Update]:
        """What is not confirmed and not too old, the oldest first."""
        now = self._world.now()
        for update in list(self._queue.values()):
            taps = update.kind in {"callback_query", "inline_query"}
            if now - update.created >= (CALLBACK_LIFETIME if taps else UPDATE_LIFETIME):
                self.confirm(update)
        return list(self._queue.values())

    def confirm(self, update: Update) -> None:
        if self._queue.pop(update.update_id, None) is not None:
            self._store.delete(_UPDATES, str(update.update_id))

    def drop(self) -> None:
        for update in list(self._queue.values()):
            self.confirm(update)

    def read_allowed(self, parameters: Parameters) -> None:
        """Absent or unreadable leaves what was asked for before; an empty list is the default."""
        try:
            kinds = json.loads(parameters.text("allowed_updates") or "null")
        except json.JSONDecodeError:
            return
        if not isinstance(kinds, list):
            return
        self.allowed = [kind for kind in _KINDS if kind in kinds] or _DEFAULT_KINDS
        self._store.put(_SETTINGS, "allowed_updates", {"kinds": self.allowed})

    @property
    def asked_for(self) -> list[str] | None:
        """None when the kinds are the default ones."""
        return None if self.allowed == _DEFAULT_KINDS else self.allowed

    async def poll(self, parameters: Parameters) -> list[dict[str, Any]]:
        """getUpdates: an offset confirms all before it, a negative one keeps only the last ones.

        Raises 409 when another poll, a webhook or the end of the server takes over.
        """
        self.read_allowed(parameters)
        offset = parameters.integer("offset")
        limit = parameters.integer("limit", 100, 1, 100)
        timeout = parameters.integer("timeout", 0, 0, LONGEST_POLL)
        started = asyncio.get_running_loop().time()
        if self._last_poll is not None and self._last_poll[0] == offset:
            # A client that asks the same again at once is slowed down.
            if started < self._last_poll[1] + 3 and timeout < 3:
                timeout = 3
            if started < self._last_poll[1] + 0.5:
                limit = 1
        self._last_poll = (offset, started)
        self._confirm_before(offset)
        if not self.pending() and timeout:
            await self._wait(timeout)
        return [update.update_object() for update in self.pending()[:limit]]

    def _confirm_before(self, offset: int) -> None:
        pending = self.pending()
        if offset < 0:
            confirmed = pending[:offset]
        elif offset <= self._last_id + 1:
            confirmed = [update for update in pending if update.update_id < offset]
        else:
            confirmed = []  # An offset from the future confirms nothing.
        for update in confirmed:
            self.confirm(update)

    async def _wait(self, seconds: float) -> None:
        self.end_poll(refusal(409, OTHER_POLLER))
        poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            pass
        except BotApiError as error:
            if error.error_code == 409:
                await self._pause_conflict()
            raise
        finally:
            if self._poll is poll:
                self._poll = None

    def end_poll(self, error: BotApiError) -> None:
        """The poll that is waiting now, if any, is answered with ``error``."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(error)

    async def _pause_conflict(self) -> None:
        """Conflicts that follow each other are told three seconds late."""
        now = asyncio.get_running_loop().time()
        if now < self._next_conflict:
            await asyncio.sleep(CONFLICT_PAUSE)
        self._next_conflict = now + CONFLICT_PAUSE
