"""A clock and two workers on hosts of their own; one is cut off in the middle and joined again."""

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy.engine import make_url

from benchmarks.support.databases import MakeUrl
from benchmarks.support.fleet import Member
from benchmarks.support.hosts import BRIDGE_ADDRESS, at_home, hosts, led_to
from benchmarks.support.sandboxes import free_port
from benchmarks.support.story_world import know, plan, story_world
from benchmarks.support.workers import asked_again, due_now, wait_for_samples
from bot.clock import SystemClock
from bot.config import read_settings
from bot.roles import Role
from bot.storage.crypto import Keyring
from bot.storage.engine import open_beside
from bot.storage.migrating import migrate

LOOKS = 200
CUT_OFF_AT = 50
"""Looks that are stored by then."""

SECONDS_AWAY = 20.0
PATIENCE = 300.0
"""Seconds: what was lent to the one that was cut off falls due again after three minutes."""


@dataclass(frozen=True)
class CutOff:
    lost: int
    asked_again: int
    """Calls that were made once more, after an answer that nobody got."""
    seconds: float
    """Until all was stored."""


async def measure(make_database_url: MakeUrl, nats_port: int, folder: Path) -> CutOff:
    url = make_database_url("several_hosts")
    await migrate(url)
    async with AsyncExitStack() as stack:
        machines = stack.enter_context(hosts(3))
        world = await stack.enter_async_context(story_world(folder / "sandbox"))
        socket = f"{make_url(url).query['host']}/.s.PGSQL.5432"
        sandbox_port = int(world.address.rpartition(":")[2])
        postgres, nats, sandbox = [
            await stack.enter_async_context(led_to(connect))
            for connect in (
                partial(asyncio.open_unix_connection, socket),
                partial(asyncio.open_connection, "127.0.0.1", nats_port),
                partial(asyncio.open_connection, "127.0.0.1", sandbox_port),
            )
        ]
        for machine in machines:
            stack.enter_context(at_home(machine, sandbox_port, sandbox))
        settings = world.settings(
            f"postgresql+asyncpg://postgres:@{BRIDGE_ADDRESS}:{postgres}/several_hosts",
            QUEUE_URL=f"nats://{BRIDGE_ADDRESS}:{nats}",
            WORKERS="2",
        )
        shops = await world.shops_with_stories(LOOKS, 1)
        keyring = Keyring.parse(read_settings(settings).encryption_keys)
        database = open_beside(url, SystemClock(), keyring)
        stack.push_async_callback(database.close)
        await know(database, shops)
        for role, machine in zip((Role.CLOCK, Role.WORKER, Role.WORKER), machines, strict=True):
            own = {"HTTP_HOST": machine.address, "HTTP_PORT": str(free_port())}
            member = Member(role, settings | own, folder / machine.name, machine.inside)
            await stack.enter_async_context(member.running())
        await world.asked()
        began = time.perf_counter()
        await plan(database, shops, [due_now(database.clock.now(), 0)])
        await wait_for_samples(database, CUT_OFF_AT, PATIENCE)
        machines[2].cut_off()
        await asyncio.sleep(SECONDS_AWAY)
        machines[2].join()
        stored = await wait_for_samples(database, LOOKS, PATIENCE)
        seconds = time.perf_counter() - began
        return CutOff(LOOKS - stored, asked_again(await world.asked(), 1), seconds)
