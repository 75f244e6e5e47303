"""What happened in the chats, for the chat page that watches them."""

import asyncio
from collections import deque
from typing import Any, Literal

Kind = Literal[
    "message", "edit", "delete", "chat_action", "callback_answer", "pin", "profile", "chats"
]

KEPT = 1000


class Events:
    """Numbered from 1 at every start; a watcher whose number is too high begins anew."""

    def __init__(self) -> None:
        self._events: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._last = 0
        self._changed = asyncio.Event()
        self._closed = False

    def add(self, kind: Kind, chat_id: int, **details: Any) -> None:
        self._last += 1
        known = {name: value for name, value in details.items() if value is not None}
        self._events.append({"id": self._last, "chat_id": chat_id, "kind": kind, **known})
        self._wake()

    def close(self) -> None:
        self._closed = True
        self._wake()

    async def after(self, number: int, wait_seconds: float) -> dict[str, Any]:
        """Events later than ``number``, at once or as soon as one happens."""
        if number == self._last and not self._closed:
            changed = self._changed
            try:
                async with asyncio.timeout(wait_seconds):
                    await changed.wait()
            except TimeoutError:
                pass
        newer = [event for event in self._events if event["id"] > number]
        return {"last": self._last, "events": newer}

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
