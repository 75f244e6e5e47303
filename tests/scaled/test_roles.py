"""Roles as processes: no call too many, no restart needed, and a stop in peace."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.roles import Role
from tests.scaled.conftest import fleet_at, until
from tests.support.brokers import NatsServer, kill_and_start
from tests.support.databases import PostgresServer

pytestmark = pytest.mark.timeout(1200)


@pytest.fixture
def nats(tmp_path: Path) -> Iterator[NatsServer]:
    server = NatsServer(tmp_path / "nats")
    server.start()
    yield server
    server.kill()


@pytest.mark.proves("F35", "E3", "E14")
async def test_two_clocks_and_two_workers_make_every_call_once_and_stop_in_peace(
    postgres_url: str, nats: NatsServer, tmp_path: Path
) -> None:
    async with fleet_at(tmp_path, postgres_url, nats.url) as fleet:
        rows = await fleet.stories_to_look_at(accounts=60)
        fleet.start(Role.CLOCK, Role.CLOCK, Role.WORKER, Role.WORKER)
        # Nobody dies, so time is not moved on, however slow the machine: that would end the leases
        # of workers who are alive, and what they do would rightly be done again.
        await until(fleet.nothing_is_left)
        assert await fleet.samples() == rows
        asked = fleet.asked()
        assert len({account for account, _ in asked}) == rows
        assert set(asked.values()) == {1}

        for member in fleet.members:
            await fleet.ready(member)
            assert await fleet.health(member, "livez")
        # Without a queue neither can do its work, and each lives on.
        nats.kill()
        for member in fleet.members:
            await until(lambda one=member: fleet.is_not_ready(one))  # type: ignore[misc]
            assert await fleet.health(member, "livez")
        await asyncio.to_thread(nats.start)
        for member in fleet.members:
            await fleet.ready(member)

        # All of them have nothing to do.
        assert [await member.stop() for member in fleet.members] == [0, 0, 0, 0]
        for member in fleet.members:
            assert not [line for line in member.log if "traceback" in line]


@pytest.mark.proves("E4", "E5")
async def test_the_database_and_the_broker_restart_and_no_process_has_to(
    postgres_server: PostgresServer, postgres_url: str, nats: NatsServer, tmp_path: Path
) -> None:
    async with fleet_at(tmp_path, postgres_url, nats.url) as fleet:
        rows = await fleet.stories_to_look_at(accounts=20, slots=4)
        fleet.start(Role.CLOCK, Role.WORKER)
        await fleet.looked(rows // 4)
        postgres_server.crash()
        await asyncio.to_thread(postgres_server.start_again)
        await fleet.looked(rows // 2)
        await kill_and_start(nats)
        await fleet.looked(rows)
        await until(fleet.nothing_is_left)
        assert await fleet.samples() == rows
        for member in fleet.members:
            assert member.process is not None
            assert member.process.poll() is None


@pytest.mark.proves("F5", "E14")
async def test_a_worker_that_is_busy_ends_what_it_has_begun(
    postgres_url: str, nats: NatsServer, tmp_path: Path
) -> None:
    async with fleet_at(tmp_path, postgres_url, nats.url, WORKERS="1") as fleet:
        rows = await fleet.stories_to_look_at(accounts=10)
        await fleet.make_instagram_slow(seconds=0.5)
        fleet.start(Role.CLOCK, Role.WORKER)
        await fleet.looked(1)
        assert await fleet.samples() < rows
        worker = fleet.members[1]
        assert await worker.stop() == 0
        # Each account that was asked for has its look.
        assert await fleet.samples() == len({account for account, _ in fleet.asked()})
        worker.start()
        await fleet.looked(rows)


SLOW = 60.0
"""Seconds that Instagram takes: longer than anybody waits for it."""


@pytest.fixture(params=["one process", "roles"])
def form(request: pytest.FixtureRequest) -> tuple[str, str, list[Role]]:
    """Database, queue and processes."""
    if request.param == "one process":
        return request.getfixturevalue("sqlite_url"), "memory://", [Role.ALL]
    nats: NatsServer = request.getfixturevalue("nats")
    return request.getfixturevalue("postgres_url"), nats.url, [Role.CLOCK, Role.WORKER]


@pytest.mark.proves("F5")
async def test_a_stop_with_a_hundred_jobs_in_flight_hands_every_row_back(
    form: tuple[str, str, list[Role]], tmp_path: Path
) -> None:
    database_url, queue_url, roles = form
    async with fleet_at(tmp_path, database_url, queue_url, WORKERS="1") as fleet:
        rows = await fleet.stories_to_look_at(accounts=60)
        await fleet.discover_now()
        await fleet.make_instagram_slow(SLOW)
        fleet.start(*roles)

        async def a_hundred_are_begun() -> bool:
            return await fleet.begun() >= 100

        await until(a_hundred_are_begun)
        assert [await member.stop() for member in fleet.members] == [0] * len(roles)
        assert await fleet.in_flight() == 0
        assert await fleet.samples() == 0
        for member in fleet.members:
            assert not [line for line in member.log if line["level"] in {"ERROR", "CRITICAL"}]
        # Nor was it a crash or a failure of theirs.
        assert await fleet.untroubled() == rows
