"""Real brokers that die, forget, repeat or come late: no row is lost, and none is done twice."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.scheduler import handover
from bot.scheduler.broker import reach
from bot.services.ports import Ref
from bot.storage.unit_of_work import SqlDatabase
from tests.scheduler.conftest import LEASE, Machine, start_machine, working
from tests.support.brokers import PATIENCE, BrokerServer, NatsServer, RedisServer, kill_and_start
from tests.support.clock import FrozenClock

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
async def machine(
    sqlite_database: SqlDatabase, clock: FrozenClock, broker_server: BrokerServer
) -> AsyncIterator[Machine]:
    url = broker_server.url
    async with start_machine(sqlite_database, clock, in_flight=12, queue_url=url) as started:
        yield started


async def until(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            found = holds()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.02)


async def work_off(machine: Machine, rows: int) -> None:
    """Tick while time goes by, until so many rows are done."""
    async with asyncio.timeout(2 * PATIENCE):
        while len(machine.worker.finished) < rows:
            await machine.engine.dispatch(machine.lane)
            await asyncio.sleep(0.1)
            machine.clock.advance(timedelta(seconds=2))


async def test_several_engines_share_the_work(
    machine: Machine, broker_server: BrokerServer
) -> None:
    ids = await machine.accounts(60)
    url = broker_server.url
    async with (
        start_machine(machine.database, machine.clock, in_flight=12, queue_url=url) as other,
        working(machine.engine, other.engine),
    ):

        def finished() -> list[int]:
            return sorted(machine.worker.finished + other.worker.finished)

        async with asyncio.timeout(PATIENCE):
            while len(finished()) < 60:
                await machine.engine.dispatch(machine.lane)
                await other.engine.dispatch(other.lane)
                await asyncio.sleep(0.02)
        assert finished() == ids
        # Nobody died, so nothing was begun twice.
        assert sorted(machine.worker.begun + other.worker.begun) == ids


@pytest.mark.proves("E8")
async def test_however_slow_the_work_is_no_more_is_lent_than_can_be_taken(
    machine: Machine,
) -> None:
    """So nothing waits in the broker until it is too late."""
    await machine.accounts(40)
    machine.worker.gate.clear()
    async with working(machine.engine):
        for _ in range(5):
            await machine.engine.dispatch(machine.lane)
        await machine.worker.until_running(4)
        assert await machine.lent() == 12
        machine.worker.gate.set()
        async with asyncio.timeout(PATIENCE):
            while len(machine.worker.finished) < 40:
                await machine.engine.dispatch(machine.lane)
                await asyncio.sleep(0.02)
    assert sum(len(refs) for refs in machine.worker.messages) == 40
    assert len(machine.worker.begun) == 40


@pytest.mark.proves("E4")
async def test_a_broker_that_is_killed_and_started_again_delays_at_most(
    machine: Machine, broker_server: BrokerServer
) -> None:
    """Its clients go on by themselves."""
    ids = await machine.accounts(30)
    machine.worker.gate.clear()
    async with working(machine.engine):
        await machine.engine.dispatch(machine.lane)
        await machine.worker.until_running(1)
        await kill_and_start(broker_server)
        machine.worker.gate.set()
        await work_off(machine, 30)
    assert sorted(machine.worker.finished) == ids


@pytest.mark.proves("E4")
async def test_a_broker_that_is_emptied_delays_at_most(
    machine: Machine, broker_server: BrokerServer
) -> None:
    ids = await machine.accounts(30)
    assert await machine.engine.dispatch(machine.lane) == 12
    await broker_server.empty()
    async with working(machine.engine):
        await work_off(machine, 15)
        await broker_server.empty()
        await work_off(machine, 30)
    assert sorted(machine.worker.finished) == ids


async def test_a_stream_that_is_gone_is_made_again(
    sqlite_database: SqlDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    server = NatsServer(tmp_path)
    server.start()
    try:
        async with start_machine(sqlite_database, clock, queue_url=server.url) as machine:
            ids = await machine.accounts(12)
            async with working(machine.engine):
                await work_off(machine, 6)
                await server.forget()
                await work_off(machine, 12)
            assert sorted(machine.worker.finished) == ids
    finally:
        server.kill()


async def test_while_the_broker_is_away_rows_wait_and_nothing_is_counted_against_them(
    machine: Machine, broker_server: BrokerServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "ANSWER", 0.3)
    ids = await machine.accounts(5)
    broker_server.kill()
    with pytest.raises(ConnectionRefusedError):
        await reach(broker_server.url)
    for _ in range(4):
        assert await machine.engine.dispatch(machine.lane) == 0
        assert await machine.lent() == 0
        machine.clock.advance(timedelta(seconds=10))
    async with machine.database.session() as session:
        connection = await session.connection()
        rows = await connection.exec_driver_sql("SELECT failures, crashes FROM discover_plan")
        assert {tuple(row) for row in rows} == {(0, 0)}

    monkeypatch.undo()
    await asyncio.to_thread(broker_server.start)
    await reach(broker_server.url)
    async with working(machine.engine):
        await work_off(machine, 5)
    assert sorted(machine.worker.finished) == ids


async def test_a_broker_that_is_away_at_the_start_is_met_later(
    sqlite_database: SqlDatabase,
    clock: FrozenClock,
    broker_server: BrokerServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(handover, "ANSWER", 0.3)
    broker_server.kill()
    async with start_machine(sqlite_database, clock, queue_url=broker_server.url) as machine:
        ids = await machine.accounts(3)
        async with working(machine.engine):
            assert await machine.engine.dispatch(machine.lane) == 0
            assert caplog.text.count("does not answer") == 1
            monkeypatch.undo()
            await asyncio.to_thread(broker_server.start)
            await work_off(machine, 3)
        assert sorted(machine.worker.finished) == ids


async def test_a_message_that_a_dead_process_took_comes_to_another(
    sqlite_database: SqlDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    server = RedisServer(tmp_path)
    server.start()
    try:
        async with start_machine(sqlite_database, clock, queue_url=server.url) as machine:
            ids = await machine.accounts(1)
            assert await machine.engine.dispatch(machine.lane) == 1
            assert await server.take_and_die("discover") == 1
            async with working(machine.engine):
                await until(lambda: machine.worker.finished == ids)
    finally:
        server.kill()


@pytest.mark.proves("E6")
async def test_a_message_that_was_held_too_long_begins_nothing(machine: Machine) -> None:
    """Its rows were lent again, and done, before it came through."""
    (account_id,) = await machine.accounts(1)
    await machine.engine.dispatch(machine.lane)
    machine.clock.advance(LEASE)
    await machine.engine.dispatch(machine.lane)
    async with working(machine.engine):
        await until(lambda: len(machine.worker.messages) == 2)
    assert machine.worker.messages == [[Ref(account_id, 1)], [Ref(account_id, 2)]]
    assert machine.worker.begun == [account_id]
    assert machine.worker.finished == [account_id]


async def test_what_is_being_worked_on_is_not_given_to_a_second_worker(
    machine: Machine, broker_server: BrokerServer
) -> None:
    await machine.accounts(3)
    machine.worker.gate.clear()
    async with working(machine.engine):
        await machine.engine.dispatch(machine.lane)
        await machine.worker.until_running(1)

        async def acknowledged() -> bool:
            return await broker_server.unacknowledged("discover") == 0

        await until(acknowledged)
        assert machine.worker.running == 1
        machine.worker.gate.set()


async def test_a_stop_lets_running_chunks_end(machine: Machine) -> None:
    await machine.accounts(6)
    machine.worker.gate.clear()
    stop = asyncio.Event()
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        working = tasks.create_task(machine.engine.work(stop))
        await machine.engine.dispatch(machine.lane)
        await machine.worker.until_running(2)
        stop.set()
        await asyncio.sleep(0.1)
        assert not working.done()
        machine.worker.gate.set()
    assert len(machine.worker.finished) == 6
    assert await machine.lent() == 0


async def test_a_stop_without_work_is_quick_and_one_with_endless_work_ends(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with asyncio.timeout(PATIENCE):
        async with working(machine.engine):
            await asyncio.sleep(0.2)
        monkeypatch.setattr(handover, "LAST_WORK", 0.2)
        await machine.accounts(3)
        machine.worker.gate.clear()
        async with working(machine.engine):
            await machine.engine.dispatch(machine.lane)
            await machine.worker.until_running(1)
    assert "were cut off at the stop" in caplog.text
    assert machine.worker.running == 0
    # Its rows are handed back.
    assert await machine.lent() == 0
    machine.worker.gate.set()
    async with working(machine.engine):
        await work_off(machine, 3)
