"""The clock that ticks: it wakes every lane, survives a clock set back, and stops at once."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.scheduler import ticks as ticks_module
from bot.scheduler.ticks import Ticks
from tests.scheduler.conftest import PATIENCE, Machine
from tests.support.background import Background


async def nothing() -> None:
    pass


def scheduler_of(ticks: Ticks) -> AsyncIOScheduler:
    return ticks._scheduler


@asynccontextmanager
async def ticking(ticks: Ticks) -> AsyncIterator[None]:
    stop = asyncio.Event()
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        tasks.create_task(ticks.run(stop))
        try:
            yield
        finally:
            stop.set()


@pytest.mark.proves("E15")
async def test_ticks_keep_no_jobs_and_drop_none(sqlite_background: Background) -> None:
    scheduler = scheduler_of(Ticks(sqlite_background.engine, nothing, nothing))
    scheduler.start(paused=True)
    try:
        assert isinstance(scheduler._lookup_jobstore("default"), MemoryJobStore)
        jobs: list[Any] = scheduler.get_jobs()
        assert {job.id for job in jobs} == {"dispatch", "sweep", "tell operator", "tidy"}
        for job in jobs:
            assert job.name == job.id
            assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)
    finally:
        scheduler.shutdown(wait=False)


async def test_due_rows_are_worked_on_as_time_goes_by(machine: Machine) -> None:
    async with ticking(Ticks(machine.engine, nothing, nothing)):
        ids = await machine.accounts(3)
        await machine.worker.until_begun(3)
    assert sorted(machine.worker.begun) == ids


async def test_an_error_in_a_tick_does_not_end_the_ticking(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatch = machine.engine.dispatch
    failures: list[str] = []

    async def fails_once(lane: Any) -> int:
        if not failures:
            failures.append(lane.name)
            raise ConnectionError("the database is restarting")
        return await dispatch(lane)

    monkeypatch.setattr(machine.engine, "dispatch", fails_once)
    await machine.accounts(1)
    async with ticking(Ticks(machine.engine, nothing, nothing)):
        await machine.worker.until_begun(1)
    assert failures == ["discover"]


async def test_stop_ends_the_ticking_at_once(machine: Machine) -> None:
    ticks = Ticks(machine.engine, nothing, nothing)
    async with ticking(ticks):
        await asyncio.sleep(0)
        assert scheduler_of(ticks).running
    # It stops itself in the next turn of the loop.
    await asyncio.sleep(0.05)
    assert not scheduler_of(ticks).running


async def test_a_stop_lets_the_running_tick_end_and_logs_nothing(
    sqlite_background: Background,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(ticks_module, "TIDY", 1)
    began, may_end, ended = (asyncio.Event() for _ in range(3))

    async def tidy() -> None:
        began.set()
        await may_end.wait()
        ended.set()

    async with ticking(Ticks(sqlite_background.engine, tidy, nothing)):
        await began.wait()
        asyncio.get_running_loop().call_later(0.1, may_end.set)
    assert ended.is_set()
    assert "cancel" not in caplog.text.lower()


async def test_a_tick_that_does_not_end_is_cut_off_at_the_stop_and_is_no_error(
    sqlite_background: Background,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(ticks_module, "TIDY", 1)
    monkeypatch.setattr(ticks_module, "LAST_WORK", 0.1)
    began, undone = asyncio.Event(), asyncio.Event()

    async def tidy() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            undone.set()

    async with asyncio.timeout(PATIENCE), ticking(Ticks(sqlite_background.engine, tidy, nothing)):
        await began.wait()
    assert undone.is_set()
    assert "tidy was cut off at the stop" in caplog.text
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]
