"""The ticking itself; what a tick dispatches is the engine's business."""

import asyncio

import pytest
from taskiq import InMemoryBroker

from bot.scheduler import ticks
from bot.scheduler.engine import Engine
from bot.storage.unit_of_work import SqlDatabase


async def test_a_stop_lets_the_running_tick_end_and_logs_nothing(
    sqlite_database: SqlDatabase,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(ticks, "TIDY", 1)
    stop, began, may_end, ended = (asyncio.Event() for _ in range(4))

    async def tidy() -> None:
        began.set()
        await may_end.wait()
        ended.set()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(
            ticks.Ticks(Engine(sqlite_database, InMemoryBroker(), []), tidy).run(stop)
        )
        await began.wait()
        stop.set()
        for _ in range(10):
            await asyncio.sleep(0)
        may_end.set()

    assert ended.is_set()
    assert caplog.messages == []
