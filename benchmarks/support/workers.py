"""One worker, then two, on PostgreSQL and NATS; and trivial jobs through taskiq alone."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text
from taskiq import InMemoryBroker
from taskiq.acks import AcknowledgeType
from taskiq.receiver import Receiver

from benchmarks.support.databases import MakeUrl
from benchmarks.support.fleet import Member
from benchmarks.support.sandboxes import free_port
from benchmarks.support.story_world import Shop, StoryWorld, know, plan, story_world
from bot.clock import SystemClock
from bot.config import read_settings
from bot.domain.story_life import Lane, PlannedLook
from bot.roles import Role
from bot.scheduler.broker import make_broker
from bot.storage.crypto import Keyring
from bot.storage.engine import open_beside
from bot.storage.migrating import migrate
from bot.storage.unit_of_work import SqlDatabase

LOOKS = 200
"""In a round, each of another account: two calls each, and messages enough for two workers."""

WARM_UP = 5.0
"""Seconds that a worker is given after its start, when it loads what draws charts."""

GREEDY = 40
"""Looks of one more account, at two calls each: more than its budget grants in such a run."""

CALLS_PER_HOUR = 100
AT_ONCE = 30
"""Calls that such a budget grants at once; besides, one every ``ANOTHER_EVERY`` seconds."""
ANOTHER_EVERY = 3600 / (CALLS_PER_HOUR - AT_ONCE)

DEADLINE = timedelta(minutes=10)
"""A look that fails is tried again after a tenth of what is left, as a final is."""

PATIENCE = 120.0
"""Seconds: only against hanging."""


@dataclass(frozen=True)
class Scaled:
    """Looks a second, by round; of the whole run what must be nothing."""

    one: Sequence[float]
    two: Sequence[float]
    lost: int
    duplicates: int
    above_budget: int
    greedy_calls: int

    @property
    def ratios(self) -> list[float]:
        return [two / one for one, two in zip(self.one, self.two, strict=True)]


async def measure(
    make_url: MakeUrl, nats_port: int, folder: Path, seconds_an_answer: float, pairs: int
) -> Scaled:
    url = make_url(f"workers_{int(1000 * seconds_an_answer)}")
    await migrate(url)
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(story_world(folder / "sandbox"))
        shops = await world.shops_with_stories(LOOKS, 1)
        settings = world.settings(
            url,
            QUEUE_URL=f"nats://127.0.0.1:{nats_port}",
            WORKERS="2",
            INSTAGRAM_CALLS_PER_HOUR=str(CALLS_PER_HOUR),
            HTTP_HOST="127.0.0.1",
        )
        keyring = Keyring.parse(read_settings(settings).encryption_keys)
        database = open_beside(url, SystemClock(), keyring)
        stack.push_async_callback(database.close)
        greedy = (await world.shops_with_stories(1, GREEDY))[0]
        await know(database, [*shops, greedy])
        if seconds_an_answer:
            await world.make_slow(seconds_an_answer)

        def member(role: Role, name: str) -> Member:
            own = settings | {"HTTP_PORT": str(free_port())}
            return Member(role, own, folder / name)

        await stack.enter_async_context(member(Role.CLOCK, "clock").running())
        await stack.enter_async_context(member(Role.WORKER, "first").running())
        run = Run(world, shops, greedy, database)
        await run.begin()
        one, two = [], []
        for pair in range(pairs):
            one.append(await run.round(2 * pair))
            async with member(Role.WORKER, "second").running():
                await asyncio.sleep(WARM_UP)
                two.append(await run.round(2 * pair + 1))
        return await run.counted(one, two)


@dataclass
class Run:
    world: StoryWorld
    shops: Sequence[Shop]
    greedy: Shop
    database: SqlDatabase
    began: float = field(default_factory=time.perf_counter)
    asked: list[dict[str, Any]] = field(default_factory=list)
    rounds: int = 0

    async def begin(self) -> None:
        """One account wants more than it may have, all through the run."""
        await self.world.asked()
        await plan(self.database, [self.greedy], [due_now(self.database.clock.now(), 0)])

    async def round(self, slot: int) -> float:
        """Looks a second, from when they fall due until the last one is stored."""
        began = time.perf_counter()
        await plan(self.database, self.shops, [due_now(self.database.clock.now(), slot)])
        self.rounds += 1
        await wait_for_samples(self.database, self.rounds * len(self.shops), PATIENCE, self.greedy)
        took = time.perf_counter() - began
        self.asked += await self.world.asked()
        return len(self.shops) / took

    async def counted(self, one: Sequence[float], two: Sequence[float]) -> Scaled:
        calls = Counter(str(one["user_id"]) for one in self.asked)
        granted = AT_ONCE + int((time.perf_counter() - self.began) / ANOTHER_EVERY) + 1
        planned = self.rounds * len(self.shops)
        return Scaled(
            one,
            two,
            lost=planned - await wait_for_samples(self.database, 0, PATIENCE, self.greedy),
            duplicates=asked_again(self.asked, self.rounds),
            above_budget=sum(max(0, of_account - granted) for of_account in calls.values()),
            greedy_calls=calls[self.greedy.user_id],
        )


def due_now(now: datetime, slot: int) -> PlannedLook:
    return PlannedLook(slot, Lane.CAPTURE, now, now + DEADLINE)


async def wait_for_samples(
    database: SqlDatabase, count: int, patience: float, without: Shop | None = None
) -> int:
    """Until there are so many, or nobody has patience any more; how many there are."""
    others = text("SELECT count(*) FROM sample WHERE account_id <> :without")
    ends = time.perf_counter() + patience
    while True:
        async with database.session() as session:
            left_out = {"without": 0 if without is None else without.id}
            found = int(await session.scalar(others, left_out) or 0)
        if found >= count or time.perf_counter() > ends:
            return found
        await asyncio.sleep(0.05)


def asked_again(asked: Sequence[dict[str, Any]], rounds: int) -> int:
    """A story is looked at once a round, by two questions that are the same each time."""
    questions = Counter(f"{one['path']} {one['params']}" for one in asked)
    return sum(max(0, times - rounds) for times in questions.values())


# taskiq alone -----------------------------------------------------------------------------------


async def trivial_jobs(queue_url: str, jobs: int) -> float:
    """Jobs a second that do nothing, from the first one handed over to the last one done."""
    broker, worker = make_broker(queue_url, "trivial"), make_broker(queue_url, "trivial")
    done, stop = 0, asyncio.Event()

    async def nothing(_: list[tuple[int, int]]) -> None:
        nonlocal done
        done += 1
        if done == jobs:
            stop.set()

    task = broker.register_task(nothing, task_name="nothing")
    worker.register_task(nothing, task_name="nothing")
    worker.is_worker_process = True
    await broker.startup()
    await worker.startup()
    receiver = Receiver(
        worker, run_startup=False, max_async_tasks=10, ack_type=AcknowledgeType.WHEN_RECEIVED
    )
    began = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(receiver.listen(stop))
        for job in range(jobs):
            await task.kiq([(job, 1)])
        await stop.wait()
        took = time.perf_counter() - began
    await worker.shutdown()
    await broker.shutdown()
    return jobs / took


async def trivial_jobs_in_memory(jobs: int) -> float:
    """The same, where nothing leaves the process."""
    broker = InMemoryBroker()

    async def nothing(_: list[tuple[int, int]]) -> None:
        pass

    task = broker.register_task(nothing, task_name="nothing")
    await broker.startup()
    began = time.perf_counter()
    for job in range(jobs):
        await task.kiq([(job, 1)])
    await broker.wait_all()
    took = time.perf_counter() - began
    await broker.shutdown()
    return jobs / took
