"""Several processes, one account: Instagram never sees two calls at the same time."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from bot.clock import SystemClock
from bot.services.ports import Purpose
from bot.storage.engine import open_beside
from bot.storage.tables import LeaseRow
from bot.storage.unit_of_work import SqlDatabase
from tests.support.databases import KEYRING
from tests.support.people import linked_account

PROCESSES = 3
CALLS = 20

PROFILE = {"id": "1", "user_id": "17841400000000001", "username": "ana"}


@dataclass
class Instagram:
    """Answers after a moment, and notes who was there and how many at a time."""

    origin: str = ""
    inside: int = 0
    most: int = 0
    asked_for: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked_for.append(request.headers["Authorization"].removeprefix("Bearer "))
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.arrived.set()
        await self.gate.wait()
        await asyncio.sleep(0.003)
        self.inside -= 1
        return web.json_response(PROFILE)


@pytest.fixture
async def instagram() -> AsyncIterator[Instagram]:
    seen = Instagram()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", seen.handle)
    async with TestServer(app) as server:
        seen.origin = f"http://localhost:{server.port}"
        yield seen


@dataclass
class Fleet:
    """Processes that ask for one account."""

    database_url: str
    instagram: Instagram
    account_id: int
    processes: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def start(self, times: int, purpose: Purpose) -> asyncio.subprocess.Process:
        """Returns when it is ready to ask."""
        arguments = (self.database_url, self.instagram.origin, self.account_id, times, purpose.name)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.support.ask_instagram",
            *map(str, arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self.processes.append(process)
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
        return process

    async def marked(self) -> None:
        """Returns when somebody waits for the account's turn."""
        database = open_beside(self.database_url, SystemClock(), KEYRING)
        async with asyncio.timeout(30):
            while not await _somebody_waits(database):  # noqa: ASYNC110 - asked of the database
                await asyncio.sleep(0.02)
        await database.close()


async def _somebody_waits(database: SqlDatabase) -> bool:
    async with database.session() as session:
        waiting = await session.scalars(
            select(LeaseRow.name).where(LeaseRow.urgency == Purpose.PERSON)
        )
        return bool(waiting.all())


@pytest.fixture
async def fleet(database_url: str, instagram: Instagram) -> AsyncIterator[Fleet]:
    database = open_beside(database_url, SystemClock(), KEYRING)
    async with database.transaction() as stored:
        account = await linked_account(stored)
    await database.close()
    started = Fleet(database_url, instagram, account.id)
    yield started
    for process in started.processes:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def go(*processes: asyncio.subprocess.Process) -> None:
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        await process.stdin.drain()


async def ended(process: asyncio.subprocess.Process) -> int:
    async with asyncio.timeout(60):
        output, _ = await process.communicate()
    assert process.returncode == 0
    return output.count(b"answered")


async def test_three_processes_never_ask_for_one_account_at_the_same_time(fleet: Fleet) -> None:
    fleet.instagram.gate.set()
    processes = [await fleet.start(CALLS, Purpose.STORY) for _ in range(PROCESSES)]
    await go(*processes)
    answered = [await ended(process) for process in processes]
    assert answered == [CALLS] * PROCESSES
    assert len(fleet.instagram.asked_for) == PROCESSES * CALLS
    assert fleet.instagram.most == 1


async def test_a_person_in_another_process_goes_before_background_work(fleet: Fleet) -> None:
    background = [await fleet.start(5, Purpose.REFRESH) for _ in range(2)]
    person = await fleet.start(1, Purpose.PERSON)
    await go(*background)
    async with asyncio.timeout(30):
        await fleet.instagram.arrived.wait()
    await go(person)
    await fleet.marked()
    fleet.instagram.gate.set()
    assert [await ended(process) for process in (person, *background)] == [1, 5, 5]
    assert fleet.instagram.asked_for.index("PERSON") == 1
    assert fleet.instagram.most == 1
