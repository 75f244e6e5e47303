"""Opening the database: SQLite or PostgreSQL, with the settings that keep every write."""

import fcntl
import os
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.services.ports import Clock
from bot.storage.crypto import Keyring
from bot.storage.errors import DatabaseInUse, UnsupportedDatabaseUrl
from bot.storage.unit_of_work import SqlDatabase

SQLITE = "sqlite+aiosqlite"
POSTGRESQL = "postgresql+asyncpg"

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)
READERS = 4


def open_database(url: str, clock: Clock, keyring: Keyring) -> SqlDatabase:
    """The database at ``url``, already migrated; close it in the end.

    Raises UnsupportedDatabaseUrl, and DatabaseInUse when another process has the SQLite file.
    """
    address = parse_url(url)
    if address.drivername == POSTGRESQL:
        engine = postgresql_engine(address)
        reading = engine.execution_options(postgresql_readonly=True)
        return SqlDatabase(engine, reading, clock, keyring)
    lock = FileLock.of(address)
    return SqlDatabase(
        sqlite_engine(address),
        sqlite_engine(address, reading=True),
        clock,
        keyring,
        on_close=lock.release,
    )


def parse_url(url: str) -> URL:
    """Raises UnsupportedDatabaseUrl, whose text keeps the password of the URL to itself."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise UnsupportedDatabaseUrl("the database URL cannot be read as a URL") from None
    if address.drivername not in {SQLITE, POSTGRESQL}:
        raise UnsupportedDatabaseUrl(
            f"the database URL begins with {address.drivername}://;"
            f" it must begin with {SQLITE}:/// or {POSTGRESQL}://"
        )
    if address.drivername == SQLITE and address.database in {None, "", ":memory:"}:
        raise UnsupportedDatabaseUrl("the SQLite URL names no file")
    return address


def postgresql_engine(address: URL) -> AsyncEngine:
    return create_async_engine(
        address,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            # PgBouncer in transaction mode: no statement outlives its transaction, none is
            # found under a name that another client gave.
            "statement_cache_size": 0,
            "prepared_statement_cache_size": 0,
            "prepared_statement_name_func": lambda: f"__asyncpg_{uuid4()}__",
        },
    )


def sqlite_engine(address: URL, *, reading: bool = False) -> AsyncEngine:
    """Writing: one connection, whose transactions take the write lock at once.

    Writers of this process wait in the pool's queue, in order, instead of polling the lock.
    Readers have connections of their own, which cannot write and wait for nobody.
    """
    engine = create_async_engine(
        address,
        hide_parameters=True,
        pool_size=READERS if reading else 1,
        max_overflow=0,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # The driver would begin transactions by itself, and too late: lost updates. We do.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(pragma)
        if reading:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


class FileLock:
    """Holds a SQLite file for this process; the system drops it when the process dies."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def of(cls, address: URL) -> Self:
        """Raises DatabaseInUse. Makes the folder and the file, for the owner's eyes only."""
        assert address.database is not None
        path = Path(address.database)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # SQLite's own journals take over the permissions of the file.
        path.touch(mode=0o600)
        lock_path = path.with_name(path.name + ".lock")
        descriptor = os.open(lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise DatabaseInUse(
                f"{path.resolve()} is in use by another process; SQLite serves one process only."
                " Stop the other one, or use PostgreSQL for several."
            ) from None
        return cls(descriptor)

    def release(self) -> None:
        os.close(self._descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: Any) -> None:
        self.release()
