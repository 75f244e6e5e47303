"""What each process must have to be ready, and what it reads for Prometheus."""

import asyncio
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version

from bot.config import Settings
from bot.machine import Machine, folder_of, free_space
from bot.metrics.counted import BUILD_INFO
from bot.metrics.gauges import Figures
from bot.roles import Role
from bot.scheduler.broker import IN_MEMORY, reach
from bot.scheduler.lanes import Lane
from bot.scheduler.ticks import Ticks
from bot.storage.migrating import newest_revision
from bot.storage.unit_of_work import SqlDatabase
from bot.web.health import Check, NotReady

LONGEST_SILENCE = 30.0
"""Seconds without a tick; one comes every second."""
LEAST_DISK = 200_000_000
"""With less SQLite soon takes nothing; the operator was told at more."""


def ready_checks(
    settings: Settings, database: SqlDatabase, role: Role, ticks: Ticks
) -> dict[str, Check]:
    """What the process cannot work without. People are served without the queue."""
    checks: dict[str, Check] = {
        "database": database.check,
        "schema": partial(_schema, database, newest_revision()),
    }
    if settings.database_url.startswith("sqlite"):
        checks["disk"] = partial(_disk, settings)
    if role is not Role.WEB and settings.queue_url != IN_MEMORY:
        checks["queue"] = partial(reach, settings.queue_url)
    if role.ticks:
        checks["clock"] = partial(_clock, ticks)
    return checks


async def _schema(database: SqlDatabase, ours: str | None) -> None:
    if await database.schema_revision() != ours:
        raise NotReady("not that of this version")


async def _disk(settings: Settings) -> None:
    free = await asyncio.to_thread(free_space, folder_of(settings.database_url))
    if free < LEAST_DISK:
        raise NotReady(f"under {LEAST_DISK // 1_000_000} MB free")


async def _clock(ticks: Ticks) -> None:
    if ticks.silent_for() > LONGEST_SILENCE:
        raise NotReady(f"no tick for {LONGEST_SILENCE:g} s")


@dataclass(frozen=True)
class ReadFigures:
    """The machine's own figures, and where a clock is also those of the database.

    Of several processes with a clock each tells the same of the database.
    """

    role: Role
    database: SqlDatabase
    lanes: Sequence[Lane]
    machine: Machine

    async def __call__(self) -> Figures:
        BUILD_INFO.labels(version("farolero"), platform.python_version(), self.role.value).set(1)
        here = await self.machine.figures()
        if not self.role.ticks:
            return here
        async with self.database.reading() as stored:
            lanes = [(lane.name, lane.rows(stored), lane.column) for lane in self.lanes]
            return {**here, **await stored.figures.read(lanes)}
