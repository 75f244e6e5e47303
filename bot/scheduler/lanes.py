"""The lanes of background work: which rows, worked on by which use case, how many at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from taskiq import AsyncBroker, AsyncTaskiqDecoratedTask

from bot.services.ports import DueRows, Ref, Repositories

Work = Callable[[Sequence[Ref]], Awaitable[None]]

TASK_TIMEOUT = timedelta(minutes=10)
"""A hung task ends here; its rows fell due again long before, when their lease was over."""


@dataclass(frozen=True)
class Lane:
    """One kind of due rows.

    ``lease`` covers the wait between claim and begin; a message carries at most ``chunk`` rows;
    at most ``in_flight`` rows are lent at a time, so that queues cannot outgrow the lease.
    """

    name: str
    rows: Callable[[Repositories], DueRows]
    work: Work
    chunk: int
    in_flight: int
    lease: timedelta = timedelta(seconds=90)
    column: str | None = None
    """The value of the rows' lane column, where one table holds several lanes."""


Task = AsyncTaskiqDecoratedTask[[list[tuple[int, int]]], Coroutine[Any, Any, None]]


def register(broker: AsyncBroker, lane: Lane) -> Task:
    """Make the lane's task. A message is ``[(id, attempt), …]``, plain JSON."""
    # The memory broker does not limit how many tasks run at once, so the lane does.
    slots = asyncio.Semaphore(max(1, lane.in_flight // lane.chunk))

    async def run(refs: list[tuple[int, int]]) -> None:
        async with slots, asyncio.timeout(TASK_TIMEOUT.total_seconds()):
            await lane.work([Ref(row_id, attempt) for row_id, attempt in refs])

    return broker.register_task(run, task_name=f"run_{lane.name}")
