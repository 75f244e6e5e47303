"""The loop: the same life again and again, and each time it fails one place further on."""

import asyncio
import json
import logging
import os
import signal
import ssl
import traceback
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from aiogram.client.session.aiohttp import AiohttpSession
from sqlalchemy import delete, func, select, union_all

from bot import main
from bot.commands import demo_settings
from bot.config import Settings
from bot.domain.secret import Secret
from bot.instagram.http import InstagramHttp
from bot.scheduler.engine import Engine
from bot.services.ports import Clock
from bot.storage import engine
from bot.storage.tables import STILL_OPEN, RequestCountRow
from bot.telegram.dispatcher import make_dispatcher
from tests.faults import far_end
from tests.faults.far_end import FarEnd
from tests.faults.homes import Home
from tests.faults.invariants import due_tables, violations
from tests.faults.lives import Life
from tests.faults.points import Mode, Point, Points, Watch
from tests.support.background import no_pause, start_background
from tests.support.clock import FrozenClock
from tests.support.databases import KEY, quick_sqlite

logger = logging.getLogger(__name__)

MOST_STEPS = 60
"""So often the clock goes on until nothing is due any more; else the work never ends."""

Move = Callable[[timedelta], object]


@dataclass
class Totals:
    """What was struck, and what it broke."""

    struck: Counter[Mode] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    @property
    def points(self) -> int:
        return self.struck.total()

    def add(self, other: "Totals") -> None:
        self.struck += other.struck
        self.violations += other.violations


class FaultLoop:
    """One home in which each life is begun anew for every fault. Used within ``ready``.

    ``end`` is the far end of the newest life.
    """

    end: FarEnd

    def __init__(self, home: Home, folder: Path) -> None:
        self.home = home
        self._folder = folder
        self._kept, self._current = folder / "kept", folder / "current"
        self._life: Life | None = None
        self._watch = Watch()

    @contextmanager
    def ready(self) -> Iterator["FaultLoop"]:
        """Nothing waits, and nothing is made twice, so that thousands of lives pass in minutes."""
        defaults: dict[str, Any] = InstagramHttp.__init__.__kwdefaults__ or {}
        with pytest.MonkeyPatch.context() as patch, quick_sqlite(), self._watch.installed():
            patch.setitem(defaults, "sleep", no_pause)
            # Each start opens connections of its own; only compiled statements are kept.
            patch.setattr(engine, "sqlite_engine", cache(engine.sqlite_engine))
            patch.setattr(engine, "postgresql_engine", cache(engine.postgresql_engine))
            patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
            patch.setattr(AiohttpSession, "close", close_at_once)
            # Nobody talks to the bot here: one that listens serves all starts.
            patch.setattr(main, "make_dispatcher", made_once(make_dispatcher))
            yield self

    def begin(self, life: Life) -> None:
        """Live up to where the faults begin, and keep that."""
        self._life = life
        self.home.clear()
        asyncio.run(self._live_before(life))
        self.home.keep()

    def points(self) -> list[Point]:
        """Those of an undisturbed life, in order; it must break nothing."""
        points = Points()
        found = self.strike(points)
        assert not found, found
        return points.passed

    def strike(self, points: Points) -> list[str]:
        """One life with one fault; what it broke."""
        self.home.restore()
        self.end = end = FarEnd(self._kept, self._current)
        settings = self._settings(end)
        if points.mode is Mode.KILL:
            return self._kill(end, settings, points)
        return asyncio.run(self._fail(end, settings, points))

    def run(self, modes: Callable[[int], Sequence[Mode]] = lambda _: tuple(Mode)) -> Totals:
        """Strike every point, each in the modes that ``modes`` names for its number."""
        totals = Totals()
        for number, expected in enumerate(self.points(), start=1):
            for mode in modes(number):
                points = Points(mode, number, expected)
                found = self.strike(points)
                # Calls to two accounts may pass one another: the last points need not come.
                if points.struck is not None:
                    totals.struck[mode] += 1
                where = f"{self._name}, {mode} {points.struck or expected} (number {number})"
                totals.violations += [f"{where}: {each}" for each in found]
        return totals

    # One life -------------------------------------------------------------------------------

    async def _live_before(self, life: Life) -> None:
        async with start_background(self.home.url) as world:
            await life.before(world)
            far_end.keep(world.sandbox, self._kept)
            async with world.database.session() as session:
                # What comes is counted against what the far end will have seen from here on.
                await session.execute(delete(RequestCountRow))

    async def _fail(self, end: FarEnd, settings: Settings, points: Points) -> list[str]:
        """Error once: it goes on as it is. For good: until it is started again."""
        clock = end.sandbox.clock
        async with end.serving():
            async with running(settings, clock) as work:
                with self._watch.counting(points):
                    await self._struck_part(work, clock.jump)
                if points.mode is not Mode.FOR_GOOD:
                    return await self._come_to_rest(work, end)
            async with running(settings, clock) as work:
                return await self._come_to_rest(work, end)

    def _kill(self, end: FarEnd, settings: Settings, points: Points) -> list[str]:
        # A fork takes no loop along: none runs yet, here or there.
        child = os.fork()
        if child == 0:
            self._be_killed(end, settings, points)
        return asyncio.run(self._outlive(child, end, settings, points))

    def _be_killed(self, end: FarEnd, settings: Settings, points: Points) -> None:
        """The other process: it ends here."""
        code = 1
        try:
            asyncio.run(self._live_until_killed(end, settings, points))
            code = 0
        except BaseException:  # noqa: BLE001 - a fork must not go on as if it were the parent
            os.write(2, traceback.format_exc().encode())
        finally:
            os._exit(code)

    async def _live_until_killed(self, end: FarEnd, settings: Settings, points: Points) -> None:
        clock = FrozenClock(end.sandbox.clock.now())

        def move(duration: timedelta) -> None:
            clock.advance(duration)
            with closing(HTTPConnection("127.0.0.1", end.port)) as world:
                body = json.dumps({"jump_seconds": duration.total_seconds()})
                world.request("POST", "/sandbox/clock", body)
                assert world.getresponse().status == 200

        async with running(settings, clock) as work:
            with self._watch.counting(points):
                await self._struck_part(work, move)

    async def _outlive(
        self, child: int, end: FarEnd, settings: Settings, points: Points
    ) -> list[str]:
        async with end.serving():
            status = await end_of(child)
            if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
                points.struck = points.expected
            elif status != 0:
                return [f"the process ended by itself, with status {status}"]
            async with running(settings, end.sandbox.clock) as work:
                return await self._come_to_rest(work, end)

    async def _struck_part(self, work: Engine, move: Move) -> None:
        assert self._life is not None
        for step in self._life.steps:
            move(step)
            await tick(work)

    async def _come_to_rest(self, work: Engine, end: FarEnd) -> list[str]:
        """Whatever is left over is worked off; then look at everything."""
        assert self._life is not None
        clock, until = end.sandbox.clock, end.began_at + self._life.rest_after
        for _ in range(MOST_STEPS):
            await tick(work)
            due = await next_due(self.home)
            if due is None or due > until:
                break
            clock.jump(max(due - clock.now(), timedelta(minutes=1)))
        else:
            return ["I8: it never comes to rest"]
        clock.jump(max(until - clock.now(), timedelta()))
        await tick(work)
        return await violations(self.home, end, self._life)

    @property
    def _name(self) -> str:
        assert self._life is not None
        return f"{self.home.name}, {self._life.name}"

    def _settings(self, end: FarEnd) -> Settings:
        made = demo_settings(end.sandbox, self._folder, end.port)
        return replace(made, database_url=self.home.url, encryption_keys=Secret(f"test:{KEY}"))


@asynccontextmanager
async def running(settings: Settings, clock: Clock) -> AsyncIterator[Engine]:
    """The whole product, as it starts and stops; its ticks are ours."""
    async with main.build(settings, clock, "farolero_sandbox_bot") as product:
        await product.engine.start()
        try:
            yield product.engine
        finally:
            await product.engine.stop()


async def tick(work: Engine) -> None:
    """What failed in one tick is looked at in the next."""
    for _ in range(2):
        try:
            await work.drain()
        except Exception:
            logger.exception("A tick failed")
        else:
            return


async def close_at_once(session: AiohttpSession) -> None:
    """aiogram waits a quarter of a second for TLS, which nobody speaks here."""
    if session._session is not None:
        await session._session.close()


def made_once(make: Callable[..., Any]) -> Callable[..., Any]:
    made: list[Any] = []

    def once(*parts: Any) -> Any:
        if not made:
            made.append(make(*parts))
        return made[0]

    return once


async def next_due(home: Home) -> datetime | None:
    firsts = [
        select(func.min(table.c.available_at).label("at")).where(STILL_OPEN)
        for table in due_tables()
    ]
    async with home.looking.connect() as connection:
        due = [at for at in await connection.scalars(union_all(*firsts)) if at is not None]
    return min(due, default=None)


async def end_of(child: int) -> int:
    """Wait for a process while the loop goes on; its status."""
    ended = asyncio.Event()
    watched = os.pidfd_open(child)
    asyncio.get_running_loop().add_reader(watched, ended.set)
    await ended.wait()
    asyncio.get_running_loop().remove_reader(watched)
    os.close(watched)
    return status_of(child)


def status_of(ended_child: int) -> int:
    return os.waitpid(ended_child, 0)[1]
