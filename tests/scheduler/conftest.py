"""Rows of one lane, worked on by what a test wants."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.scheduler.engine import Engine
from bot.scheduler.lanes import Lane
from bot.services.ports import Database, Ref
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import FrozenClock
from tests.support.people import linked_account

LEASE = timedelta(seconds=90)
PATIENCE = 20
"""Seconds: a guard against hanging, no measure."""


@dataclass
class Worker:
    """Works on discoveries: begins them, waits while the gate is shut, and finishes them."""

    database: Database
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    messages: list[list[Ref]] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)
    running: int = 0
    most_running: int = 0
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    fails: bool = False
    poison: dict[int, Callable[[], Awaitable[object]]] = field(default_factory=dict)
    """What a row makes of whoever works on it."""

    def __post_init__(self) -> None:
        self.gate.set()

    async def __call__(self, refs: Sequence[Ref]) -> None:
        self.messages.append(list(refs))
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            async with self.database.transaction() as stored:
                begun = await stored.discoveries.begin(refs, LEASE)
            self.begun += [ref.id for ref in begun]
            async with self.changed:
                self.changed.notify_all()
            await self.gate.wait()
            for ref in begun:
                if ref.id in self.poison:
                    await self.poison[ref.id]()
            if self.fails:
                raise RuntimeError("a mistake of ours")
            async with self.database.transaction() as stored:
                done = await stored.discoveries.finish(begun)
            self.finished += [ref.id for ref in done]
        finally:
            self.running -= 1

    async def until_running(self, tasks: int) -> None:
        await self._until(lambda: self.running >= tasks)

    async def until_begun(self, rows: int) -> None:
        await self._until(lambda: len(self.begun) >= rows)

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE), self.changed:
            await self.changed.wait_for(holds)


@dataclass
class Machine:
    """One lane of discoveries, its worker and its engine."""

    database: SqlDatabase
    clock: FrozenClock
    worker: Worker
    engine: Engine

    @property
    def lane(self) -> Lane:
        return self.engine.lanes[0]

    async def accounts(self, count: int) -> list[int]:
        """So many accounts, all due now."""
        ids = []
        async with self.database.transaction() as stored:
            for number in range(count):
                account = await linked_account(stored, user_id=f"1784140000000{number:04}")
                await stored.discoveries.start(account.id, self.clock.now())
                ids.append(account.id)
        return ids

    async def lent(self) -> int:
        async with self.database.reading() as stored:
            return await stored.discoveries.in_flight()


@asynccontextmanager
async def start_machine(
    database: SqlDatabase,
    clock: FrozenClock,
    chunk: int = 3,
    in_flight: int = 6,
    queue_url: str = "memory://",
) -> AsyncIterator[Machine]:
    worker = Worker(database)
    lane = Lane("discover", lambda stored: stored.discoveries, worker, chunk, in_flight, LEASE)
    engine = Engine(database, clock, queue_url, [lane])
    await engine.start()
    try:
        yield Machine(database, clock, worker, engine)
    finally:
        worker.gate.set()
        await engine.stop()


@asynccontextmanager
async def working(*engines: Engine) -> AsyncIterator[None]:
    """Each engine takes messages, as a worker does."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        for engine in engines:
            tasks.create_task(engine.work(stop))
        try:
            yield
        finally:
            stop.set()


@pytest.fixture
async def machine(database: SqlDatabase, clock: FrozenClock) -> AsyncIterator[Machine]:
    """At most six rows are lent at a time, three a message."""
    async with start_machine(database, clock) as started:
        yield started
