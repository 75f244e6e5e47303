"""From due rows to tasks: nothing claimed twice, nothing hoarded, nothing lost."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.scheduler import engine as engine_module
from bot.scheduler.broker import make_broker
from bot.services.ports import Ref
from tests.scheduler.conftest import LEASE, PATIENCE, Machine, start_machine
from tests.support.background import Background


async def test_due_rows_are_worked_on_in_chunks(machine: Machine) -> None:
    ids = await machine.accounts(5)
    assert await machine.engine.dispatch(machine.lane) == 5
    await machine.engine.drain()
    assert sorted(len(refs) for refs in machine.worker.messages) == [2, 3]
    assert sorted(machine.worker.begun) == ids


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


async def test_a_message_that_comes_again_has_no_effect(machine: Machine) -> None:
    await machine.accounts(2)
    await machine.engine.drain()
    (message,) = machine.worker.messages
    await machine.worker(message)
    assert len(machine.worker.begun) == 2


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
    monkeypatch.setattr(engine_module, "DRAIN_AT_STOP", timedelta(seconds=0.1))
    await machine.accounts(6)  # two tasks
    machine.worker.gate.clear()
    await machine.engine.dispatch(machine.lane)
    await machine.worker.until_running(2)
    async with asyncio.timeout(PATIENCE):
        await machine.engine.stop()
    assert "still running at the stop" in caplog.text


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
    assert row.slot == 10
    await background.drain()


def test_a_queue_that_we_do_not_speak_is_refused() -> None:
    with pytest.raises(ValueError, match="carrier-pigeon"):
        make_broker("carrier-pigeon://loft")


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
    written: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE", "WITH")):
            written.append(statement)

    writing = machine.database._writing.sync_engine
    event.listen(writing, "before_cursor_execute", note)
    await machine.engine.drain()
    event.remove(writing, "before_cursor_execute", note)
    assert written == []
