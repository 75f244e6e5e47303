"""aiosqlite for SQLAlchemy, with one turn of the connection's thread for a statement, not four.

SQLAlchemy's own adapter goes there and back for the cursor, the statement, its rows and its end;
each way costs more than the statement itself.
"""

import sqlite3
from collections import deque
from collections.abc import Sequence
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)


class _Ended:
    """What is left of a sqlite3 cursor when all its rows are read."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self.rowcount = cursor.rowcount
        self.lastrowid = cursor.lastrowid
        self.arraysize = cursor.arraysize

    async def close(self) -> None: ...


def _run(
    connection: sqlite3.Connection, operation: str, parameters: Any
) -> tuple[_Ended, list[Any]]:
    cursor = connection.execute(operation, parameters or ())
    try:
        rows = cursor.fetchall()
        return _Ended(cursor), rows
    finally:
        cursor.close()


def _run_many(
    connection: sqlite3.Connection, operation: str, parameters: Sequence[Any]
) -> tuple[_Ended, list[Any]]:
    cursor = connection.executemany(operation, parameters)
    try:
        return _Ended(cursor), []
    finally:
        cursor.close()


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ()

    def _make_new_cursor(self, _: Any) -> Any:
        return None

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        await self._in_thread(_run, operation, parameters)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        await self._in_thread(_run_many, operation, seq_of_parameters)

    async def _in_thread(self, run: Any, operation: Any, parameters: Any) -> None:
        connection: Any = self._connection
        # aiosqlite has no public way to do several things in one turn of its thread.
        in_turn, of_sqlite = connection._execute, connection._conn  # noqa: SLF001
        self._cursor, rows = await in_turn(run, of_sqlite, operation, parameters)
        self._rows = deque(rows)

    def close(self) -> None:
        self._rows.clear()

    async def _async_soft_close(self) -> None: ...


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls = _Cursor


class OneTurnDriver(AsyncAdapt_aiosqlite_dbapi):
    """Handed to ``create_async_engine`` as its ``module``."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> _Connection:
        return _Connection(self, super().connect(*arg, **kw).driver_connection)
