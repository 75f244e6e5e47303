"""The machine's wall clock is set while it ticks: ticks go on within a few seconds."""

import asyncio
from datetime import datetime, timedelta, tzinfo
from typing import Self

import pytest
from apscheduler.schedulers import base
from apscheduler.triggers import interval

from bot.scheduler import ticks as ticks_module
from bot.scheduler.ticks import Ticks
from tests.scheduler.conftest import PATIENCE, Machine


class WallClock(datetime):
    """What APScheduler sees of the machine's clock; the monotonic one goes on as it was."""

    set_by = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + cls.set_by


async def nothing() -> None:
    pass


@pytest.mark.proves("F19", "E9")
@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1)], ids=["+1h", "-1h"])
async def test_an_hour_forward_or_back_ends_no_ticking(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    for module in (base, interval, ticks_module):
        monkeypatch.setattr(module, "datetime", WallClock)
    monkeypatch.setattr(WallClock, "set_by", timedelta())
    stop = asyncio.Event()
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        tasks.create_task(Ticks(machine.engine, nothing, nothing).run(stop))
        await machine.accounts(1)
        await machine.worker.until_begun(1)
        monkeypatch.setattr(WallClock, "set_by", jump)
        for begun in (2, 3):
            await machine.accounts(1)
            await machine.worker.until_begun(begun)
        stop.set()
