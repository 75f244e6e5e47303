"""Who asks Instagram next: one call at a time for an account, a few at a time in all."""

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from bot.services.ports import Access, Purpose

CALLS_AT_ONCE = 8


class Places:
    """So many at a time; of those who wait, the most urgent is woken first, then the earliest."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: list[tuple[Purpose, int, asyncio.Future[None]]] = []
        self._arrivals = itertools.count()

    @asynccontextmanager
    async def held(self, purpose: Purpose) -> AsyncIterator[None]:
        """Whoever is cancelled gives up the wait, or the place."""
        await self._take(purpose)
        try:
            yield
        finally:
            self._give_back()

    async def _take(self, purpose: Purpose) -> None:
        if self._free > 0:
            self._free -= 1
            return
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (purpose, next(self._arrivals), woken))
        try:
            await woken
        except asyncio.CancelledError:
            if not woken.cancelled():
                # Woken and cancelled in the same moment: the place goes to the next.
                self._give_back()
            raise

    def _give_back(self) -> None:
        """Hand the place to the next who still waits, without letting anybody pass in between."""
        while self._waiting:
            _, _, woken = heapq.heappop(self._waiting)
            if not woken.done():
                woken.set_result(None)
                return
        self._free += 1


class Turns:
    """Held for one request each, so that nobody waits out another one's pause between tries.

    Within this process; that no other one asks for the account meanwhile, ``Limits`` sees to.
    """

    def __init__(self) -> None:
        self._all = Places(CALLS_AT_ONCE)
        self._accounts: WeakValueDictionary[int, Places] = WeakValueDictionary()

    @asynccontextmanager
    async def of_account(self, access: Access | None) -> AsyncIterator[None]:
        """The account's turn. ``access`` is None for somebody who is logging in: nothing then."""
        if access is None or access.account_id is None:
            yield
            return
        account = self._accounts.setdefault(access.account_id, Places(1))
        async with account.held(access.purpose):
            yield

    @asynccontextmanager
    async def among_all(self, access: Access | None) -> AsyncIterator[None]:
        """One of the places for all accounts together; taken when the account's turn is there."""
        async with self._all.held(Purpose.PERSON if access is None else access.purpose):
            yield
