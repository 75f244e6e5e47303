"""Captures by the product, and the least that any program would have to do for them.

The floor sends the very same calls with bare aiohttp, as many at a time, reads the JSON of the
answers, and stores the very same rows with the bare driver: for each chunk of looks one
transaction, which inserts the samples and marks the looks as made.
"""

import asyncio
import json
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import aiosqlite
import asyncpg
from sqlalchemy import text
from sqlalchemy.engine import make_url

from benchmarks.support.databases import MakeUrl
from benchmarks.support.story_world import Shop, StoryWorld, know, plan, story_world
from bot.clock import SystemClock
from bot.config import read_settings
from bot.domain.story_life import Lane, PlannedLook
from bot.instagram.turns import CALLS_AT_ONCE
from bot.main import build
from bot.scheduler.engine import Engine
from bot.storage.crypto import Keyring
from bot.storage.engine import SQLITE_PRAGMAS, open_beside
from bot.storage.migrating import migrate
from bot.storage.unit_of_work import SqlDatabase

ROUNDS = 3
CHUNK = 10
"""Looks in a message of the lane, and in a transaction of the floor."""

OF_THE_FLOOR = 1000
"""Its looks have slots of their own, in the same tables."""


@dataclass(frozen=True)
class Arrangement:
    name: str
    accounts: int
    stories: int
    seconds_an_answer: float = 0.0

    @property
    def looks(self) -> int:
        return self.accounts * self.stories


ARRANGEMENTS = (
    Arrangement("each story by itself", accounts=40, stories=1),
    Arrangement("five stories of an account together", accounts=20, stories=5),
    Arrangement("each by itself, answers after 0.25 s", 40, 1, seconds_an_answer=0.25),
)


@dataclass(frozen=True)
class Took:
    """Seconds of a round: by the clock, and of this process's processor time."""

    waited: float
    worked: float


@dataclass(frozen=True)
class Round:
    looks: int
    calls: int
    product: Took
    floor: Took

    @property
    def ratio(self) -> float:
        return self.floor.waited / self.product.waited


async def measure(
    make_database_url: MakeUrl, arrangement: Arrangement, folder: Path
) -> list[Round]:
    """Product and floor in turns. The first round is not counted: stories become known by it."""
    url = make_database_url(f"captures_{ARRANGEMENTS.index(arrangement)}")
    await migrate(url)
    async with story_world(folder) as world:
        shops = await world.shops_with_stories(arrangement.accounts, arrangement.stories)
        if arrangement.seconds_an_answer:
            await world.make_slow(arrangement.seconds_an_answer)
        settings = read_settings(world.settings(url))
        async with build(settings, SystemClock(), "capture_bench_bot") as product:
            keyring = Keyring.parse(settings.encryption_keys)
            database = open_beside(url, SystemClock(), keyring)
            await know(database, shops)
            await product.engine.start()
            async with floor_at(url) as floor, aiohttp.ClientSession() as client:
                one_run = Run(world, shops, database, product.engine, floor, client)
                rounds = [await one_run.round(slot) for slot in range(ROUNDS + 1)]
            await product.engine.stop()
            await database.close()
    return rounds[1:]


@dataclass(frozen=True)
class Run:
    world: StoryWorld
    shops: Sequence[Shop]
    database: SqlDatabase
    engine: Engine
    floor: "Floor"
    client: aiohttp.ClientSession

    async def round(self, slot: int) -> Round:
        looks = sum(len(shop.stories) for shop in self.shops)
        now = self.database.clock.now()
        due = [PlannedLook(slot, Lane.CAPTURE, now, now + timedelta(hours=1))]
        later = now + timedelta(days=1)
        floors = [PlannedLook(OF_THE_FLOOR + slot, Lane.CAPTURE, later, later)]
        await plan(self.database, self.shops, [*due, *floors])
        await self.world.asked()
        product = await timed(self._work_off)
        asked = await self.world.asked()
        work = await self._work_of(slot, asked)
        assert sum(len(shop.rows) for shop in work) == looks, "a look was not made"
        floor = await timed(lambda: self._replay(work))
        return Round(looks, len(asked), product, floor)

    async def _work_off(self) -> None:
        """As the clock does it, but at once when all that was lent is done, not every second."""
        (lane,) = (lane for lane in self.engine.lanes if lane.name == Lane.CAPTURE)
        while await self.engine.dispatch(lane):
            await self.engine.drain()

    async def _work_of(self, slot: int, asked: Sequence[dict[str, Any]]) -> list["ShopsWork"]:
        samples = text("SELECT * FROM sample WHERE slot = :slot AND account_id = :id")
        work = []
        async with self.database.session() as session:
            for shop in self.shops:
                found = await session.execute(samples, {"slot": slot, "id": shop.id})
                rows = [dict(row) | {"slot": OF_THE_FLOOR + slot} for row in found.mappings()]
                calls = [one for one in asked if one["user_id"] == shop.user_id]
                work.append(ShopsWork(shop.token, calls, rows))
        return work

    async def _replay(self, work: Sequence["ShopsWork"]) -> None:
        size = max(1, CHUNK // len(work[0].rows))
        chunks = iter([work[start : start + size] for start in range(0, len(work), size)])

        async def worker() -> None:
            for chunk in chunks:
                for shop in chunk:
                    for call in shop.calls:
                        await self._call(call, shop.token)
                await self.floor.store([row for shop in chunk for row in shop.rows])

        async with asyncio.TaskGroup() as tasks:
            for _ in range(CALLS_AT_ONCE):
                tasks.create_task(worker())

    async def _call(self, call: dict[str, Any], token: str) -> None:
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        url = f"{self.world.address}{call['path']}"
        async with self.client.get(url, params=call["params"], headers=headers) as reply:
            assert reply.status == 200, await reply.text()
            json.loads(await reply.read())


@dataclass(frozen=True)
class ShopsWork:
    """What a round asked for one account, and what it stored."""

    token: str
    calls: Sequence[dict[str, Any]]
    rows: Sequence[dict[str, Any]]


async def timed(work: Callable[[], Awaitable[None]]) -> Took:
    waited, worked = time.perf_counter(), time.process_time()
    await work()
    return Took(time.perf_counter() - waited, time.process_time() - worked)


# The bare drivers -------------------------------------------------------------------------------


class Floor(ABC):
    @abstractmethod
    async def store(self, rows: Sequence[dict[str, Any]]) -> None:
        """Samples, and the looks that they were, in one transaction."""


@asynccontextmanager
async def floor_at(url: str) -> AsyncIterator[Floor]:
    address = make_url(url)
    if address.drivername.startswith("sqlite"):
        assert address.database is not None
        async with aiosqlite.connect(address.database, isolation_level=None) as connection:
            for pragma in SQLITE_PRAGMAS:
                await connection.execute(pragma)
            yield SqliteFloor(connection)
    else:
        dsn = address.set(drivername="postgresql").render_as_string(hide_password=False)
        async with asyncpg.create_pool(dsn, min_size=CALLS_AT_ONCE, max_size=CALLS_AT_ONCE) as pool:
            yield PostgresFloor(pool)


@dataclass(frozen=True)
class SqliteFloor(Floor):
    connection: aiosqlite.Connection
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def store(self, rows: Sequence[dict[str, Any]]) -> None:
        columns = list(rows[0])
        places = ", ".join("?" for _ in columns)
        insert = f"INSERT INTO sample ({', '.join(columns)}) VALUES ({places})"
        done = "UPDATE capture SET state = 2 WHERE story_id = ? AND slot = ?"
        async with self.turn:
            await self.connection.execute("BEGIN IMMEDIATE")
            await self.connection.executemany(insert, [list(row.values()) for row in rows])
            looks = [(row["story_id"], row["slot"]) for row in rows]
            await self.connection.executemany(done, looks)
            await self.connection.execute("COMMIT")


@dataclass(frozen=True)
class PostgresFloor(Floor):
    pool: "asyncpg.Pool[asyncpg.Record]"

    async def store(self, rows: Sequence[dict[str, Any]]) -> None:
        columns = list(rows[0])
        places = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
        insert = f"INSERT INTO sample ({', '.join(columns)}) VALUES ({places})"
        done = "UPDATE capture SET state = 2 WHERE story_id = $1 AND slot = $2"
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.executemany(insert, [list(row.values()) for row in rows])
            looks = [(row["story_id"], row["slot"]) for row in rows]
            await connection.executemany(done, looks)
