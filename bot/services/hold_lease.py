"""Being the only process that does something, for as long as this one says that it lives."""

import asyncio
import logging
from datetime import timedelta
from uuid import uuid4

from bot.services.ports import Database, inbox_key

logger = logging.getLogger(__name__)

LASTS = timedelta(seconds=20)
RENEWED_EVERY = 5.0
"""Seconds; three renewals may fail before the lease is lost."""
STANDS_BY = 3.0
"""Seconds between tries to get what another process has: after its death at most 23 go by."""


class HeldLease:
    """A lease that this process renews while it lives.

    Where no other process can have the database it is ours from the start and costs nothing.
    """

    def __init__(self, database: Database, name: str, owner: str) -> None:
        self.owner = owner
        self._database = database
        self._name = name
        self._good_until = 0.0

    @property
    def is_contested(self) -> bool:
        """Whether there may be other processes at all."""
        return self._database.is_shared

    @property
    def is_held(self) -> bool:
        """By our own account of time: whoever was stopped for long knows that it is over."""
        return not self._database.is_shared or asyncio.get_running_loop().time() < self._good_until

    async def take(self) -> bool:
        """Take or renew it; False while another process has it."""
        if not self._database.is_shared:
            return True
        asked_at = asyncio.get_running_loop().time()
        async with self._database.transaction() as stored:
            taken = await stored.leases.take(self._name, self.owner, LASTS)
        self._good_until = asked_at + LASTS.total_seconds() if taken else 0.0
        return taken

    async def wait(self) -> None:
        """Until it is ours, however long another process lives."""
        if await self._try():
            return
        logger.info("Another process has the lease %s; standing by", self._name)
        while True:
            await asyncio.sleep(STANDS_BY)
            if await self._try():
                return

    async def kept(self) -> bool:
        """Renew it after a while; False when it was lost meanwhile."""
        await asyncio.sleep(RENEWED_EVERY)
        return self.is_held and await self._try()

    async def give_back(self) -> None:
        """So that another process need not wait for its end. A failure is only logged."""
        if not self._database.is_shared or not self.is_held:
            return
        self._good_until = 0.0
        try:
            async with self._database.transaction() as stored:
                await stored.leases.give_back(self._name, self.owner)
        except Exception:
            logger.exception("The lease %s ends by itself", self._name)

    async def _try(self) -> bool:
        """A database that is away takes nothing from us before the lease's end."""
        try:
            return await self.take()
        except Exception:
            logger.exception("The lease %s could not be renewed", self._name)
            return self.is_held


def poller_lease(database: Database) -> HeldLease:
    """Whoever has it is the one who asks Telegram for updates."""
    return HeldLease(database, "poller", uuid4().hex)


def inbox_seat(database: Database) -> HeldLease:
    """Nobody else wants it: it says that this inbox is alive."""
    inbox = uuid4().hex
    return HeldLease(database, inbox_key(inbox), inbox)
