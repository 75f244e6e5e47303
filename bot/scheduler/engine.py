"""From due rows to running tasks: claim, hand over, and wait when asked to."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from taskiq import AsyncBroker, InMemoryBroker

from bot.scheduler.lanes import Lane, Task, register
from bot.services.ports import Clock, Database

logger = logging.getLogger(__name__)

DRAIN_AT_STOP = timedelta(seconds=10)


class Engine:
    """Claims due rows of every lane and hands them to the broker in chunks.

    The rows are the truth. A dispatch that runs twice claims nothing twice, a message that is
    lost only makes its rows fall due again.
    """

    def __init__(
        self, database: Database, clock: Clock, broker: AsyncBroker, lanes: Sequence[Lane]
    ) -> None:
        self.lanes = tuple(lanes)
        self._database = database
        self._clock = clock
        self._broker = broker
        self._tasks: dict[str, Task] = {lane.name: register(broker, lane) for lane in lanes}

    async def start(self) -> None:
        await self._broker.startup()

    async def stop(self) -> None:
        """Let running tasks end, for at most ten seconds; what is left falls due again."""
        try:
            async with asyncio.timeout(DRAIN_AT_STOP.total_seconds()):
                # Shielded: taskiq swallows the cancellation and waits for the next task, for ever.
                await asyncio.shield(self._wait_for_tasks())
        except TimeoutError:
            logger.warning("Background tasks were still running at the stop")
        await self._broker.shutdown()

    async def dispatch(self, lane: Lane) -> int:
        """Claim what is due, up to the lane's cap, and hand it over; how many rows."""
        async with self._database.transaction() as stored:
            rows = lane.rows(stored)
            free = lane.in_flight - await rows.in_flight(lane.column)
            refs = await rows.claim(free, lane.lease, lane.column) if free > 0 else []
        for start in range(0, len(refs), lane.chunk):
            chunk = refs[start : start + lane.chunk]
            await self._tasks[lane.name].kiq([(ref.id, ref.attempt) for ref in chunk])
        return len(refs)

    async def sweep(self) -> None:
        """Mark rows past their deadline as missed, visibly."""
        async with self._database.transaction() as stored:
            missed = {lane.name: await lane.rows(stored).sweep() for lane in self.lanes}
        for name, count in missed.items():
            if count:
                logger.error("%d rows of lane %s passed their deadline undone", count, name)

    async def drain(self) -> None:
        """Work until nothing is due any more: for a clock that is moved by hand."""
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

    async def _due_lanes(self) -> list[Lane]:
        """One read for all: a clock that walks through a day asks 288 times, mostly in vain."""
        now = self._clock.now()
        async with self._database.reading() as stored:
            firsts = [await lane.rows(stored).next_due(lane.column) for lane in self.lanes]
        lanes = zip(self.lanes, firsts, strict=True)
        return [lane for lane, first in lanes if first is not None and first <= now]

    async def _wait_for_tasks(self) -> None:
        if isinstance(self._broker, InMemoryBroker):
            await self._broker.wait_all()
