"""From due rows to tasks: nothing claimed twice, nothing hoarded, nothing lost."""

import asyncio
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.scheduler import engine as engine_module
from bot.scheduler import handover
from bot.scheduler.broker import make_broker
from bot.scheduler.lanes import Lane
from bot.services.ports import Ref
from bot.storage.unit_of_work import SqlDatabase
from tests.scheduler.conftest import LEASE, PATIENCE, Machine, start_machine
from tests.support.background import Background
from tests.support.clock import FrozenClock


async def test_due_rows_are_worked_on_in_chunks(machine: Machine) -> None:
    ids = await machine.accounts(5)
    assert await machine.engine.dispatch(machine.lane) == 5
    await machine.engine.drain()
    assert sorted(len(refs) for refs in machine.worker.messages) == [2, 3]
    assert sorted(machine.worker.begun) == ids


@pytest.mark.proves("F32")
async def test_rows_whose_work_was_cut_off_go_last_and_alone(machine: Machine) -> None:
    ids = await machine.accounts(3)
    machine.worker.fails = True
    await machine.engine.drain()
    machine.clock.advance(LEASE)
    await machine.accounts(5)
    machine.worker.messages.clear()
    machine.worker.fails = False
    await machine.engine.drain()
    assert sorted(len(refs) for refs in machine.worker.messages) == [1, 1, 1, 2]
    alone = [refs[0].id for refs in machine.worker.messages if len(refs) == 1]
    assert sorted(alone) == ids


async def test_drain_goes_on_until_nothing_is_due(machine: Machine) -> None:
    ids = await machine.accounts(20)
    await machine.engine.drain()
    assert sorted(machine.worker.begun) == ids
    await machine.engine.drain()
    assert len(machine.worker.begun) == 20


async def test_no_more_rows_are_lent_than_the_lane_allows(machine: Machine) -> None:
    ids = await machine.accounts(10)
    machine.worker.gate.clear()
    assert await machine.engine.dispatch(machine.lane) == 6
    assert await machine.engine.dispatch(machine.lane) == 0
    assert await machine.lent() == 6
    machine.worker.gate.set()
    await machine.engine.drain()
    assert sorted(machine.worker.begun) == ids


async def test_no_more_tasks_run_at_once_than_the_lane_allows(machine: Machine) -> None:
    await machine.accounts(12)
    machine.worker.gate.clear()
    await machine.engine.dispatch(machine.lane)
    # Whoever held those rows died: their messages are still there, and they are lent again.
    machine.clock.advance(LEASE)
    await machine.engine.dispatch(machine.lane)
    await machine.worker.until_running(2)
    machine.worker.gate.set()
    await machine.engine.drain()
    assert machine.worker.most_running == 2


async def test_two_dispatches_at_once_claim_nothing_twice(machine: Machine) -> None:
    ids = await machine.accounts(6)
    dispatched = await asyncio.gather(*(machine.engine.dispatch(machine.lane) for _ in range(4)))
    await machine.engine.drain()
    assert sum(dispatched) == 6
    assert sorted(machine.worker.begun) == ids


async def test_many_clocks_together_lend_no_more_than_the_lane_allows(machine: Machine) -> None:
    await machine.accounts(20)
    machine.worker.gate.clear()
    for _ in range(5):
        await asyncio.gather(*(machine.engine.dispatch(machine.lane) for _ in range(4)))
        assert await machine.lent() == 6


async def test_a_message_that_comes_again_has_no_effect(machine: Machine) -> None:
    await machine.accounts(2)
    await machine.engine.drain()
    (message,) = machine.worker.messages
    await machine.worker(message)
    assert len(machine.worker.begun) == 2


@pytest.mark.proves("E6")
async def test_a_message_that_comes_late_has_no_effect(machine: Machine) -> None:
    await machine.accounts(1)
    async with machine.database.transaction() as stored:
        late = await stored.discoveries.claim(1, LEASE)
    machine.clock.advance(LEASE)
    await machine.engine.drain()
    assert machine.worker.messages == [[Ref(late[0].id, 2)]]
    await machine.worker(late)
    assert len(machine.worker.begun) == 1


async def test_a_message_that_is_lost_only_delays(machine: Machine) -> None:
    (account_id,) = await machine.accounts(1)
    async with machine.database.transaction() as stored:
        await stored.discoveries.claim(1, LEASE)  # handed to a broker that forgot it
    await machine.engine.drain()
    assert machine.worker.begun == []
    machine.clock.advance(LEASE)
    await machine.engine.drain()
    assert machine.worker.begun == [account_id]


async def test_a_task_that_fails_loses_no_rows(machine: Machine) -> None:
    (account_id,) = await machine.accounts(1)
    machine.worker.fails = True
    await machine.engine.drain()
    machine.worker.fails = False
    machine.clock.advance(LEASE)
    await machine.engine.drain()
    assert machine.worker.begun == [account_id, account_id]


async def test_stop_lets_running_tasks_end(machine: Machine) -> None:
    await machine.accounts(2)
    machine.worker.gate.clear()
    await machine.engine.dispatch(machine.lane)
    async with asyncio.TaskGroup() as tasks:
        stopping = tasks.create_task(machine.engine.stop())
        await machine.worker.until_running(1)
        assert not stopping.done()
        machine.worker.gate.set()
    assert await machine.lent() == 0
    assert machine.worker.running == 0


async def test_stop_does_not_wait_for_ever(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(engine_module, "LAST_WORK", 0.1)
    await machine.accounts(6)  # two tasks
    machine.worker.gate.clear()
    await machine.engine.dispatch(machine.lane)
    await machine.worker.until_running(2)
    async with asyncio.timeout(PATIENCE):
        await machine.engine.stop()
    assert "2 tasks of lane discover were cut off at the stop" in caplog.text


@pytest.mark.proves("F5")
async def test_a_stop_while_a_hundred_jobs_run_hands_back_those_that_do_not_end(
    database: SqlDatabase,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """At once, and as no crash of theirs: three stops in a row would set them aside."""
    monkeypatch.setattr(engine_module, "LAST_WORK", 0.1)
    async with start_machine(database, clock, chunk=5, in_flight=100) as stopped:
        ids = await stopped.accounts(100)
        stopped.worker.gate.clear()
        assert await stopped.engine.dispatch(stopped.lane) == 100
        await stopped.worker.until_begun(100)
        async with asyncio.timeout(PATIENCE):
            await stopped.engine.stop()
        assert stopped.worker.running == 0
        assert await stopped.lent() == 0
    clock.advance(engine_module.PAUSE)
    async with start_machine(database, clock, chunk=5, in_flight=100) as started_again:
        await started_again.engine.drain()
        assert sorted(started_again.worker.finished) == ids
        assert {len(refs) for refs in started_again.worker.messages} == {5}, "none is suspected"
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]


@pytest.mark.proves("F32")
async def test_rows_that_hang_or_burn_time_keep_no_others_waiting(
    database: SqlDatabase, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hung row counts as a crash when its lease is over, and the second time it is alone."""
    monkeypatch.setattr(engine_module, "LAST_WORK", 0.1)

    async def burn() -> None:
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            pass

    async with start_machine(database, clock, chunk=3, in_flight=9) as machine:
        worker = machine.worker
        ids = await machine.accounts(100)
        worker.poison = {ids[0]: asyncio.Event().wait, ids[50]: burn}

        async def until_finished(rows: int) -> None:
            async with asyncio.timeout(PATIENCE):
                while len(worker.finished) < rows:
                    await machine.engine.dispatch(machine.lane)
                    await asyncio.sleep(0.01)

        await until_finished(97)
        # The two others of its message wait for their lease; nobody else for anything.
        clock.advance(LEASE)
        await until_finished(99)
        assert sorted(worker.finished) == ids[1:]
        assert [Ref(ids[0], 2)] in worker.messages


@pytest.mark.proves("F32")
async def test_a_task_that_hangs_is_ended(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "TASK_TIMEOUT", timedelta(seconds=0.05))
    (account_id,) = await machine.accounts(1)
    machine.worker.poison[account_id] = asyncio.Event().wait
    async with asyncio.timeout(PATIENCE):
        await machine.engine.drain()
    assert (machine.worker.running, machine.worker.finished) == (0, [])


@pytest.mark.proves("E8", "S28")
async def test_finals_have_a_lane_of_their_own(sqlite_background: Background) -> None:
    """However many other looks wait, a final does not stand behind them."""
    background = sqlite_background
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    background.clock.jump(timedelta(hours=23, minutes=25))
    lanes = background.lanes
    assert await background.engine.dispatch(lanes["final"]) == 1
    (row,) = await background.rows("SELECT slot FROM capture WHERE state = 1")
    assert row.slot == 13
    await background.drain()


def test_a_queue_that_we_do_not_speak_is_refused() -> None:
    with pytest.raises(ValueError, match="carrier-pigeon"):
        make_broker("carrier-pigeon://loft", "discover")


@pytest.mark.proves("F35")
async def test_two_engines_at_once_share_the_work(machine: Machine) -> None:
    async with start_machine(machine.database, machine.clock, chunk=7, in_flight=21) as other:
        ids = await machine.accounts(60)
        await asyncio.gather(machine.engine.drain(), other.engine.drain())
        await machine.engine.drain()
        assert sorted(machine.worker.begun + other.worker.begun) == ids


async def test_a_step_of_the_clock_at_which_nothing_is_due_writes_nothing(
    machine: Machine,
) -> None:
    await machine.accounts(1)
    await machine.engine.drain()
    with statements(machine.database) as asked:
        await machine.engine.drain()
    assert [one for one in asked if one.startswith(("INSERT", "UPDATE", "DELETE", "WITH"))] == []


async def test_a_second_in_which_nothing_is_due_costs_one_read(
    sqlite_background: Background,
) -> None:
    await sqlite_background.link("tea.shop")
    await sqlite_background.drain()
    with statements(sqlite_background.database) as asked:
        await sqlite_background.engine.dispatch_due()
    begun, *read = asked
    assert begun == "BEGIN", "a write would begin at once"
    assert len(read) == 1


async def test_a_lane_that_cannot_be_dispatched_holds_no_other_up(
    sqlite_background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = sqlite_background.engine
    dispatch, dispatched = engine.dispatch, list[str]()

    async def fails_in_discovery(lane: Lane) -> int:
        if lane.name == "discover":
            raise ConnectionError("the database is restarting")
        dispatched.append(lane.name)
        return await dispatch(lane)

    monkeypatch.setattr(engine, "dispatch", fails_in_discovery)
    await sqlite_background.link("tea.shop")
    with pytest.raises(ConnectionError):
        await engine.dispatch_due()
    assert dispatched == ["heartbeat"]


@contextmanager
def statements(database: SqlDatabase) -> Iterator[list[str]]:
    """What the database is asked, from reading and from writing connections."""
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    engines = {database._writing.sync_engine, database._reading.sync_engine}
    for one in engines:
        event.listen(one, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        for one in engines:
            event.remove(one, "before_cursor_execute", note)
