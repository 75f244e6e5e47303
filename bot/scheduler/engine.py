"""From due rows to running tasks: claim, hand over, and wait when asked to."""

import asyncio
import logging
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.domain.errors import StoreAway
from bot.scheduler.broker import IN_MEMORY
from bot.scheduler.handover import Handover
from bot.scheduler.lanes import Lane
from bot.services.ports import Clock, Database, Ref, Repositories
from bot.stopping import LAST_WORK

logger = logging.getLogger(__name__)

PAUSE = timedelta(seconds=5)
"""Until rows that could not be handed over are claimed again."""


class Engine:
    """Claims due rows of every lane and hands them to the broker in chunks.

    The rows are the truth. A dispatch that runs twice claims nothing twice, a message that is
    lost only makes its rows fall due again. In memory what is handed over runs in this process;
    else in whichever process takes it (``work``), ``workers`` of them.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        queue_url: str,
        lanes: Sequence[Lane],
        workers: int = 1,
    ) -> None:
        self.lanes = tuple(lanes)
        self._database = database
        self._clock = clock
        self._in_memory = queue_url == IN_MEMORY
        self._workers = workers
        self._handovers = {lane.name: Handover(queue_url, lane, self._give_back) for lane in lanes}

    async def start(self) -> None:
        """Connect to the broker. One that is away is tried again with every dispatch."""
        await asyncio.gather(*(handover.open() for handover in self._handovers.values()))

    async def stop(self, ends_at: float | None = None) -> None:
        """Let running tasks end, by the loop's time ``ends_at``; what is left falls due at once."""
        if ends_at is None:
            ends_at = asyncio.get_running_loop().time() + LAST_WORK
        try:
            async with asyncio.timeout_at(ends_at):
                # Shielded: taskiq swallows the cancellation and waits for the next task, for ever.
                await asyncio.shield(self._wait_for_tasks())
        except TimeoutError:
            await asyncio.gather(*(handover.cut_off() for handover in self._handovers.values()))
        await asyncio.gather(*(handover.close() for handover in self._handovers.values()))

    async def work(self, stop: asyncio.Event) -> None:
        """Take what any process hands over until ``stop`` is set; then let running tasks end."""
        if self._in_memory:
            await stop.wait()
            return
        async with asyncio.TaskGroup() as tasks:
            for handover in self._handovers.values():
                tasks.create_task(handover.take(stop))

    async def dispatch_due(self) -> None:
        """Dispatch every lane in which something is due; one that fails holds no other up."""
        dispatched = await asyncio.gather(
            *(self.dispatch(lane) for lane in await self._due_lanes()), return_exceptions=True
        )
        failures = [outcome for outcome in dispatched if isinstance(outcome, BaseException)]
        for failure in failures[1:]:
            # Of a database that is away one says enough.
            if not isinstance(failure, StoreAway):
                logger.error("Another lane was not dispatched either", exc_info=failure)
        if failures:
            raise failures[0]

    async def dispatch(self, lane: Lane) -> int:
        """Claim what is due, up to the lane's cap, and hand it over; how many rows.

        Clocks in several processes take turns, so that together they keep to the cap, too.
        """
        handover = self._handovers[lane.name]
        if not await handover.open():
            return 0
        # One after the other here, too: what is claimed counts as held only when it is given.
        async with handover.turn:
            return await self._claim_and_give(handover)

    async def sweep(self) -> None:
        """Mark rows past their deadline as missed, visibly."""
        async with self._database.transaction() as stored:
            # Lanes of one table are swept together.
            tables = {lane.rows(stored): lane.name for lane in reversed(self.lanes)}
            missed = {name: await rows.sweep() for rows, name in tables.items()}
        for name, count in missed.items():
            if count:
                logger.error("%d rows of lane %s passed their deadline undone", count, name)

    async def drain(self) -> None:
        """Work until nothing is due any more: for a clock that is moved by hand, in memory."""
        # What runs already may hold the lanes full: first let it end, then look again.
        await self._wait_for_tasks()
        due = await self._due_lanes()
        if due:
            # What nobody did in time is due, too: a step at which nothing is due writes nothing.
            await self.sweep()
        while any([await self.dispatch(lane) for lane in due]):
            await self._wait_for_tasks()
            due = await self._due_lanes()
        await self._wait_for_tasks()

    async def next_due(self) -> datetime | None:
        """When there is something to do again: whoever moves the clock need not stop before."""
        return min((first for _, first in await self._firsts()), default=None)

    async def _claim_and_give(self, handover: Handover) -> int:
        lane = handover.lane
        async with self._database.transaction() as stored:
            rows = lane.rows(stored)
            if not await rows.hold_claims(lane.column):
                return 0
            free = await self._free(stored, handover)
            refs = await rows.claim(free, lane.lease, lane.column) if free > 0 else []
            suspects = await rows.crashed_before(refs) if refs else set()
        waiting = deque(_chunks(refs, suspects, lane.chunk))
        while waiting:
            if not await handover.give(waiting[0]):
                left = [ref for chunk in waiting for ref in chunk]
                await self._give_back(lane, left)
                return len(refs) - len(left)
            waiting.popleft()
        return len(refs)

    async def _free(self, stored: Repositories, handover: Handover) -> int:
        """How many rows may be lent now: what runs here is counted here, else in the table."""
        lane = handover.lane
        if self._in_memory:
            return lane.in_flight - handover.held
        return lane.in_flight * self._workers - await lane.rows(stored).in_flight(lane.column)

    async def _give_back(self, lane: Lane, refs: Sequence[Ref]) -> None:
        """Nobody works on them any more. Not their fault: it counts as no failure and no crash."""
        at = self._clock.now() + PAUSE
        async with self._database.transaction() as stored:
            for ref in refs:
                await lane.rows(stored).release(ref, at)

    async def _due_lanes(self) -> list[Lane]:
        now = self._clock.now()
        return [lane for lane, first in await self._firsts() if first <= now]

    async def _firsts(self) -> list[tuple[Lane, datetime]]:
        """One statement for all: whoever asks every second asks mostly in vain."""
        async with self._database.reading() as stored:
            firsts = await stored.first_due(
                [(lane.rows(stored), lane.column) for lane in self.lanes]
            )
        lanes = zip(self.lanes, firsts, strict=True)
        return [(lane, first) for lane, first in lanes if first is not None]

    async def _wait_for_tasks(self) -> None:
        for handover in self._handovers.values():
            await handover.wait()


def _chunks(refs: Sequence[Ref], suspects: set[int], size: int) -> Iterator[Sequence[Ref]]:
    """Rows that may kill whoever works on them go last and alone: nobody else dies with them."""
    others = [ref for ref in refs if ref.id not in suspects]
    for start in range(0, len(others), size):
        yield others[start : start + size]
    yield from ([ref] for ref in refs if ref.id in suspects)
