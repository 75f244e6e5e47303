"""What each role must have to be ready."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot import health
from bot.config import Settings, read_settings
from bot.health import ready_checks
from bot.roles import Role
from bot.scheduler.ticks import Ticks
from bot.storage.unit_of_work import SqlDatabase
from bot.web.health import Check, NotReady
from tests.unit.test_config import GOOD

SCALED = {
    "DATABASE_URL": "postgresql+asyncpg://farolero:x@host/farolero",
    "QUEUE_URL": "nats://host:4222",
}


async def _nothing() -> None:
    pass


def a_ticks() -> Ticks:
    engine: Any = SimpleNamespace(dispatch_due=_nothing, sweep=_nothing)
    return Ticks(engine, _nothing, _nothing)


def checks_of(database: SqlDatabase, settings: Settings, role: Role) -> dict[str, Check]:
    return ready_checks(settings, database, role, a_ticks())


@pytest.mark.parametrize(
    ("role", "needs"),
    [
        (Role.WEB, {"database", "schema"}),
        (Role.CLOCK, {"database", "schema", "queue", "clock"}),
        (Role.WORKER, {"database", "schema", "queue"}),
    ],
)
def test_each_role_needs_its_own(sqlite_database: SqlDatabase, role: Role, needs: set[str]) -> None:
    assert checks_of(sqlite_database, read_settings({**GOOD, **SCALED}), role).keys() == needs


def test_alone_it_needs_the_disk_and_no_queue(sqlite_database: SqlDatabase) -> None:
    checks = checks_of(sqlite_database, read_settings(GOOD), Role.ALL)
    assert checks.keys() == {"database", "schema", "disk", "clock"}


async def test_another_schema_is_not_ready(
    sqlite_database: SqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    await checks_of(sqlite_database, read_settings(GOOD), Role.ALL)["schema"]()
    monkeypatch.setattr(health, "newest_revision", lambda: "9999")
    with pytest.raises(NotReady, match="not that of this version"):
        await checks_of(sqlite_database, read_settings(GOOD), Role.ALL)["schema"]()


async def test_a_full_disk_is_not_ready(
    sqlite_database: SqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = checks_of(sqlite_database, read_settings(GOOD), Role.ALL)["disk"]
    monkeypatch.setattr(health, "free_space", lambda _: 200_000_000)
    await check()
    monkeypatch.setattr(health, "free_space", lambda _: 199_999_999)
    with pytest.raises(NotReady, match="under 200 MB free"):
        await check()


async def test_a_clock_that_does_not_tick_is_not_ready(
    sqlite_database: SqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks, stop = a_ticks(), asyncio.Event()
    check = ready_checks(read_settings(GOOD), sqlite_database, Role.CLOCK, ticks)["clock"]
    with pytest.raises(NotReady, match="no tick for 30 s"):
        await check()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(ticks.run(stop))
        await asyncio.sleep(0)
        await check()
        monkeypatch.setattr(health, "LONGEST_SILENCE", -1.0)
        with pytest.raises(NotReady):
            await check()
        stop.set()
