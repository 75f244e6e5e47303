"""An inbox that survives whoever uses it, as a table would."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass
class MemoryInbox:
    bodies: dict[int, str | None] = field(default_factory=dict)
    on_accept: Callable[[], Awaitable[None]] | None = None

    async def accept(self, update_id: int, body: str) -> bool:
        if update_id in self.bodies:
            return False
        self.bodies[update_id] = body
        if self.on_accept is not None:
            await self.on_accept()
        return True

    async def finish(self, update_id: int) -> None:
        self.bodies[update_id] = None

    async def unfinished(self) -> list[str]:
        return [body for _, body in sorted(self.bodies.items()) if body is not None]
