"""The clock that ticks: APScheduler wakes the engine and keeps no work of its own."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.errors import StoreAway
from bot.scheduler.engine import Engine
from bot.stopping import CUT_OFF, LAST_WORK

logger = logging.getLogger(__name__)

DISPATCH = 1
SWEEP = 60
TELL = 60
TIDY = 3600
"""Seconds between two ticks of a job."""
WATCH = 1.0
"""Seconds between two looks at the machine's clock."""
SET = 1.0
"""Seconds by which it must have been set to matter; corrections are smaller."""


class Ticks:
    """Interval jobs: a look at what is due, a sweep, a word to the operator, and a tidy-up.

    All are harmless when doubled.

    A look writes nothing while nothing is due, and then only dispatches. APScheduler's own idea of
    time is the machine's wall clock; when that steps back it would stop ticking, so it is compared
    with the monotonic clock, and the jobs start afresh when it was set.
    """

    def __init__(
        self,
        engine: Engine,
        tidy: Callable[[], Awaitable[None]],
        tell_operator: Callable[[], Awaitable[None]],
    ) -> None:
        self.tidy = tidy
        self.tell_operator = tell_operator
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._last_tick = -math.inf
        self._ahead = 0.0
        self._running: set[asyncio.Task[None]] = set()
        self._every(DISPATCH, "dispatch", engine.dispatch_due)
        self._every(SWEEP, "sweep", engine.sweep)
        self._every(TELL, "tell operator", tell_operator)
        self._every(TIDY, "tidy", tidy)

    async def run(self, stop: asyncio.Event) -> None:
        """Tick until ``stop`` is set; then let running ticks end."""
        self._tick()
        self._ahead = _ahead()
        self._scheduler.start()
        try:
            while not stop.is_set():
                try:
                    async with asyncio.timeout(WATCH):
                        await stop.wait()
                except TimeoutError:
                    self._watch()
        finally:
            await self._let_running_end()
            self._scheduler.shutdown(wait=False)

    def silent_for(self) -> float:
        """Seconds since the last tick, whether there was one or not."""
        return asyncio.get_running_loop().time() - self._last_tick

    def _every(self, seconds: int, name: str, job: Callable[[], Awaitable[object]]) -> None:
        async def tick() -> None:
            self._tick()
            task = asyncio.current_task()
            assert task is not None
            self._running.add(task)
            try:
                await job()
            except StoreAway as away:
                # The database room has told the operator; the next tick tries again.
                logger.info("%s waits for the database: %s", name, away.detail)
            except asyncio.CancelledError:
                # Only the stop cuts off; APScheduler would call it an error of ours.
                logger.warning("%s was cut off at the stop", name)
            finally:
                self._running.discard(task)

        self._scheduler.add_job(
            tick, IntervalTrigger(seconds=seconds, timezone=UTC), id=name, name=name
        )

    async def _let_running_end(self) -> None:
        self._scheduler.pause()
        # A tick that was due this moment has a task and not begun.
        await asyncio.sleep(0)
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=LAST_WORK)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=CUT_OFF)

    def _tick(self) -> None:
        self._last_tick = asyncio.get_running_loop().time()

    def _watch(self) -> None:
        """Start the jobs afresh when the machine's clock was set."""
        before, self._ahead = self._ahead, _ahead()
        if abs(self._ahead - before) < SET:
            return
        logger.warning("The clock was set by %+.0f s: ticking afresh", self._ahead - before)
        for job in self._scheduler.get_jobs():
            seconds = job.trigger.interval // timedelta(seconds=1)
            job.reschedule(IntervalTrigger(seconds=seconds, timezone=UTC))


def _ahead() -> float:
    """Seconds by which the wall clock is ahead of the monotonic one."""
    wall = datetime.now(UTC)  # noqa: TID251 - the one that APScheduler goes by
    return wall.timestamp() - asyncio.get_running_loop().time()
