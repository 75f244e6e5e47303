"""Every place where the world can fail us: counted, and struck at one of them.

The hooks sit where we meet the world: at the database driver and at the HTTP client. They know
nothing of the product, so they stay true whatever it becomes.
"""

import errno
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from sqlalchemy import Engine, event
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from yarl import URL


class Part(StrEnum):
    """What fails as a whole when it fails for good."""

    DATABASE = "database"
    INSTAGRAM = "Instagram"
    TELEGRAM = "Telegram"


class Moment(StrEnum):
    BEFORE = "before"
    AFTER = "after"
    """It has happened, and we never hear of it."""


class Mode(StrEnum):
    KILL = "kill"
    ONCE = "once"
    FOR_GOOD = "for good"


@dataclass(frozen=True)
class Point:
    """``what`` is ``statement``, ``commit`` or ``call``."""

    part: Part
    what: str
    moment: Moment

    def __str__(self) -> str:
        return f"{self.moment} a {self.what} ({self.part})"


@dataclass
class Points:
    """Those that were passed while it was watched; ``mode`` strikes at number ``strike_at``."""

    mode: Mode | None = None
    strike_at: int = 0
    expected: Point | None = None
    """Which one that is: whoever is killed there cannot tell."""
    passed: list[Point] = field(default_factory=list)
    struck: Point | None = None

    def fails(self, part: Part, what: str, moment: Moment) -> bool:
        """Count the point; whether the world fails there. May not return at all."""
        point = Point(part, what, moment)
        self.passed.append(point)
        if self.mode is None:
            return False
        if len(self.passed) == self.strike_at:
            self.struck = point
            if self.mode is Mode.KILL:
                os.kill(os.getpid(), signal.SIGKILL)
            return True
        return self.mode is Mode.FOR_GOOD and self.struck is not None and self.struck.part is part


class Watch:
    """Hooks at every place; they do nothing while no points are counted."""

    def __init__(self) -> None:
        self._points: Points | None = None

    @contextmanager
    def counting(self, points: Points) -> Iterator[None]:
        self._points = points
        try:
            yield
        finally:
            self._points = None

    @contextmanager
    def installed(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for dialect in (SQLiteDialect_aiosqlite, PGDialect_asyncpg):
                patch.setattr(dialect, "do_commit", self._commit(dialect.do_commit))
            request = aiohttp.ClientSession._request
            patch.setattr(aiohttp.ClientSession, "_request", self._call(request))
            event.listen(Engine, "do_execute", self._statement)
            event.listen(Engine, "do_executemany", self._statement)
            event.listen(Engine, "do_execute_no_params", self._statement)
            try:
                yield
            finally:
                event.remove(Engine, "do_execute", self._statement)
                event.remove(Engine, "do_executemany", self._statement)
                event.remove(Engine, "do_execute_no_params", self._statement)

    def _fails(self, part: Part, what: str, moment: Moment) -> bool:
        return self._points is not None and self._points.fails(part, what, moment)

    def _statement(self, cursor: Any, *_: Any) -> None:
        if self._fails(Part.DATABASE, "statement", Moment.BEFORE):
            fail_database(getattr(cursor, "_adapt_connection", None))

    def _commit(self, original: Callable[..., None]) -> Callable[..., None]:
        def commit(dialect: Any, pooled: Any) -> None:
            if self._fails(Part.DATABASE, "commit", Moment.BEFORE):
                fail_database(pooled.dbapi_connection)
            original(dialect, pooled)
            if self._fails(Part.DATABASE, "commit", Moment.AFTER):
                fail_database(pooled.dbapi_connection)
                raise dialect.loaded_dbapi.InterfaceError("connection is closed")

        return commit

    def _call(self, original: Callable[..., Any]) -> Callable[..., Any]:
        async def request(session: Any, method: str, address: Any, **rest: Any) -> Any:
            part = _part_of(URL(address))
            if part is None:
                return await original(session, method, address, **rest)
            if self._fails(part, "call", Moment.BEFORE):
                raise _no_connection()
            response = await original(session, method, address, **rest)
            if self._fails(part, "call", Moment.AFTER):
                response.close()
                raise aiohttp.ServerDisconnectedError
            return response

        return request


def _part_of(address: URL) -> Part | None:
    room = address.path.split("/")[1]
    return {"instagram": Part.INSTAGRAM, "telegram": Part.TELEGRAM}.get(room)


def fail_database(connection: Any) -> None:
    """SQLite's disk fails; PostgreSQL's connection breaks, and what uses it finds that out."""
    driver = getattr(connection, "_connection", None)
    if driver is not None and hasattr(driver, "terminate"):
        driver.terminate()
        return
    raise sqlite3.OperationalError("disk I/O error")


def _no_connection() -> aiohttp.ClientConnectorError:
    key = ConnectionKey("127.0.0.1", 0, False, True, None, None, None)
    refused = OSError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
    return aiohttp.ClientConnectorError(key, refused)
