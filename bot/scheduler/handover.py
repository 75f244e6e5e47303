"""A lane's way through the broker: what one process hands over, any process takes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from taskiq import AckableMessage, AsyncBroker, AsyncTaskiqDecoratedTask, InMemoryBroker
from taskiq.acks import AcknowledgeType
from taskiq.receiver import Receiver

from bot.domain.errors import StoreAway
from bot.metrics.counted import JOB_DURATION, timed
from bot.scheduler.broker import IN_MEMORY, make_broker
from bot.scheduler.lanes import Lane
from bot.services.ports import Ref
from bot.stopping import CUT_OFF, GOOD_BYE, LAST_WORK

logger = logging.getLogger(__name__)

TASK_TIMEOUT = timedelta(minutes=10)
"""A hung task ends here; its rows fell due again long before, when their lease was over."""

ANSWER = 5.0
"""Seconds that the broker is given to connect, or to take a message."""
PAUSE = 1.0

GiveBack = Callable[[Lane, Sequence[Ref]], Awaitable[None]]
Task = AsyncTaskiqDecoratedTask[[list[tuple[int, int]]], Coroutine[Any, Any, None]]


class Handover:
    """Gives messages of one lane to the broker, and takes them from it.

    A broker that failed is let go, and met anew with a connection of its own: its client is not
    trusted to find out of everything that can happen to it.
    """

    def __init__(self, queue_url: str, lane: Lane, give_back: GiveBack) -> None:
        self.lane = lane
        self.held = 0
        """Rows that were given and are not done yet; known in memory only."""
        self.turn = asyncio.Lock()
        self._give_back = give_back
        self._queue_url = queue_url
        self._in_memory = queue_url == IN_MEMORY
        self._broker: AsyncBroker | None = None
        self._task: Task | None = None
        # The memory broker does not limit how many tasks run at once, so the lane does.
        self._slots = asyncio.Semaphore(lane.slots)
        self._running: dict[asyncio.Task[Any], Sequence[Ref]] = {}
        self._away = False

    # Giving -------------------------------------------------------------------------------------

    async def open(self) -> bool:
        """Whether the broker can be given something, as far as we know."""
        if self._broker is not None:
            return True
        broker, task = self._new()
        try:
            async with asyncio.timeout(ANSWER):
                await broker.startup()
        except Exception as error:  # noqa: BLE001 - every broker has errors of its own
            self._note_away(error)
            await _close(broker)
            return False
        self._broker, self._task = broker, task
        return True

    async def give(self, refs: Sequence[Ref]) -> bool:
        """Hand over one message; False when the broker did not say that it has it."""
        assert self._task is not None
        if self._in_memory:
            self.held += len(refs)
        try:
            async with asyncio.timeout(ANSWER):
                await self._task.kiq([(ref.id, ref.attempt) for ref in refs])
        except Exception as error:  # noqa: BLE001 - every broker has errors of its own
            self._note_away(error)
            await self.close()
            return False
        self._note_back()
        return True

    async def close(self) -> None:
        broker, self._broker, self._task = self._broker, None, None
        if broker is not None:
            await _close(broker)

    async def wait(self) -> None:
        """Until the tasks of this process are done, where they run in memory."""
        if isinstance(self._broker, InMemoryBroker):
            await self._broker.wait_all()

    # Taking -------------------------------------------------------------------------------------

    async def take(self, stop: asyncio.Event) -> None:
        """Work on messages until ``stop`` is set; then running tasks are let end for a while."""
        while not stop.is_set():
            broker, _ = self._new()
            broker.is_worker_process = True
            try:
                async with asyncio.timeout(ANSWER):
                    await broker.startup()
                self._note_back()
                await self._receiver(broker).listen(stop)
            except Exception as error:  # noqa: BLE001 - every broker has errors of its own
                self._note_away(error)
                with suppress(TimeoutError):
                    async with asyncio.timeout(PAUSE):
                        await stop.wait()
            finally:
                await _close(broker)
        await self.cut_off()

    def _receiver(self, broker: AsyncBroker) -> Receiver:
        return _Receiver(
            broker,
            run_startup=False,
            max_async_tasks=self.lane.slots,
            # Acknowledged when it is begun: a slow chunk is not given to a second process, and
            # what a crash cuts off is found by the rows' lease.
            ack_type=AcknowledgeType.WHEN_RECEIVED,
            wait_tasks_timeout=LAST_WORK,
        )

    # Both ---------------------------------------------------------------------------------------

    async def cut_off(self) -> None:
        """End what did not end in time. Its rows fall due again, and it is no crash of theirs."""
        late = dict(self._running)
        if not late:
            return
        for task in late:
            task.cancel()
        logger.warning("%d tasks of lane %s were cut off at the stop", len(late), self.lane.name)
        await asyncio.wait(late, timeout=CUT_OFF)
        try:
            await self._give_back(self.lane, [ref for refs in late.values() for ref in refs])
        except StoreAway as away:
            logger.info("What was cut off waits for the end of its lease: %s", away.detail)

    def _new(self) -> tuple[AsyncBroker, Task]:
        """A broker that knows the lane's task. A message is ``[(id, attempt), …]``, plain JSON."""
        broker = make_broker(self._queue_url, self.lane.name)

        async def run(message: list[tuple[int, int]]) -> None:
            refs = [Ref(row_id, attempt) for row_id, attempt in message]
            task = asyncio.current_task()
            assert task is not None
            self._running[task] = refs
            try:
                async with self._slots, asyncio.timeout(TASK_TIMEOUT.total_seconds()):
                    with timed(JOB_DURATION, self.lane.name):
                        await self.lane.work(refs)
            except asyncio.CancelledError:
                # Only the stop cuts off, and says so; taskiq would call it an error of ours.
                return
            finally:
                del self._running[task]
                if self._in_memory:
                    self.held -= len(refs)

        return broker, broker.register_task(run, task_name=f"run_{self.lane.name}")

    def _note_away(self, error: Exception) -> None:
        """Once for each time that it goes away."""
        if not self._away:
            self._away = True
            logger.warning(
                "The queue of lane %s does not answer (%s); it is tried again and again",
                self.lane.name,
                _name(error),
            )

    def _note_back(self) -> None:
        if self._away:
            self._away = False
            logger.info("The queue of lane %s answers again", self.lane.name)


class _Receiver(Receiver):
    """taskiq's own; a message that could not be acknowledged is not begun, and ends nothing."""

    async def callback(self, message: bytes | AckableMessage, raise_err: bool = False) -> None:
        try:
            await super().callback(message, raise_err)
        except Exception as error:  # noqa: BLE001 - every broker has errors of its own
            logger.warning("A message was let go (%s): its rows fall due again", _name(error))


async def _close(broker: AsyncBroker) -> None:
    """Whatever state it is in."""
    try:
        async with asyncio.timeout(GOOD_BYE):
            await broker.shutdown()
    except Exception as error:  # noqa: BLE001 - it is let go in any case
        logger.debug("A broker was let go: %s", _name(error))


def _name(error: Exception) -> str:
    """The name alone: the text of a client's error may hold the address with its password."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return type(error).__name__
