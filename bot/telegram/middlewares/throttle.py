"""Nobody takes more than their share."""

import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Chat, TelegramObject, Update, User

from bot.telegram.middlewares.taps import answer_tap
from bot.telegram.places import throttle_key

logger = logging.getLogger(__name__)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

UPDATES = 20
SECONDS = 10.0

FORGET_AT = 10_000
"""People remembered before those who are silent again are forgotten."""


class Throttle(BaseMiddleware):
    """20 updates in 10 seconds; what comes above that is logged and not worked on."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._recent: dict[int, deque[float]] = {}

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        if user is None or self.admit(throttle_key(user.id, chat.id if chat else None)):
            return await handler(event, data)
        assert isinstance(event, Update)
        logger.warning("Update %d of a flood is left out", event.update_id)
        if isinstance(event.event, CallbackQuery):
            await answer_tap(event.event)
        return None

    def admit(self, user_id: int) -> bool:
        """Whether one more update is within the person's share; if so it counts."""
        now = self._monotonic()
        if len(self._recent) >= FORGET_AT:
            self._recent = {
                key: times for key, times in self._recent.items() if now - times[-1] < SECONDS
            }
        times = self._recent.setdefault(user_id, deque())
        while times and now - times[0] >= SECONDS:
            times.popleft()
        if len(times) >= UPDATES:
            return False
        times.append(now)
        return True
