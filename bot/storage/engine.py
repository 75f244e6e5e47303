"""Opening the database: SQLite or PostgreSQL, with the settings that keep every write."""

import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Self
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from bot.services.ports import Clock
from bot.storage.crypto import Keyring
from bot.storage.errors import DatabaseInUse, UnsupportedDatabaseUrl
from bot.storage.sqlite_driver import OneTurnDriver
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

SPOKEN_AT = "spoken_at"
SILENCE = 1.0
"""Seconds after which a connection may have been lost without anybody's knowing."""


def open_database(url: str, clock: Clock, keyring: Keyring) -> SqlDatabase:
    """The database at ``url``, already migrated; close it in the end.

    Raises UnsupportedDatabaseUrl, and DatabaseInUse when another process has the SQLite file.
    """
    address = parse_url(url)
    if address.drivername == POSTGRESQL:
        engine = postgresql_engine(address)
        reading = engine.execution_options(postgresql_readonly=True)
        looking = _looking_engine(address)
        return SqlDatabase(engine, reading, clock, keyring, is_shared=True, looking=looking)
    return _sqlite_database(address, clock, keyring, FileLock.of(address))


def open_beside(url: str, clock: Clock, keyring: Keyring) -> SqlDatabase:
    """The same, also while a running bot has the SQLite file: for short transactions alone.

    SQLite itself lets several processes write to one file, one after the other; the lock of the
    bot only keeps a second bot away. Raises UnsupportedDatabaseUrl.
    """
    address = parse_url(url)
    if address.drivername == POSTGRESQL:
        return open_database(url, clock, keyring)
    return _sqlite_database(address, clock, keyring)


@asynccontextmanager
async def looking_into(url: str) -> AsyncIterator[AsyncConnection | None]:
    """A connection that cannot write, whatever the schema; None when there is no SQLite file.

    Takes no lock and moves no byte of the file or of its journal, beside a running bot or not.
    Raises UnsupportedDatabaseUrl.
    """
    address = parse_url(url)
    if address.drivername == POSTGRESQL:
        engine = postgresql_engine(address).execution_options(postgresql_readonly=True)
    else:
        reading = _read_only(address)
        if reading is None:
            yield None
            return
        engine = create_async_engine(reading, hide_parameters=True)
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()


def _read_only(address: URL) -> URL | None:
    """Read-only for SQLite itself, which would move its journal into the file otherwise."""
    assert address.database is not None
    path = Path(address.database)
    if not path.exists() or path.stat().st_size == 0:
        return None
    file = f"file:{quote(str(path.resolve()))}"
    return address.set(database=file, query={"mode": "ro", "uri": "true"})


def _sqlite_database(
    address: URL, clock: Clock, keyring: Keyring, lock: "FileLock | None" = None
) -> SqlDatabase:
    writing = sqlite_engine(address)
    return SqlDatabase(
        writing,
        sqlite_engine(address, reading=True),
        clock,
        keyring,
        partial(empty_wal, writing),
        lock.release if lock is not None else lambda: None,
        is_shared=lock is None,
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


def postgresql_engine(address: URL, **options: Any) -> AsyncEngine:
    return create_async_engine(
        address,
        **{"pool_pre_ping": True} | options,
        hide_parameters=True,
        connect_args={
            # PgBouncer in transaction mode: no name is one that another client gave. Statements
            # are prepared once a connection, which a PgBouncer before 1.21 does not follow: there
            # the URL ends in ?prepared_statement_cache_size=0.
            "statement_cache_size": 0,
            "prepared_statement_name_func": lambda: f"__asyncpg_{uuid4()}__",
        },
    )


def _looking_engine(address: URL) -> AsyncEngine:
    """One connection for short questions that come all the time, without a transaction.

    Nothing goes over the line but the question: only after a silence the connection is asked
    first whether it is still there.
    """
    engine = postgresql_engine(
        address,
        isolation_level="AUTOCOMMIT",
        pool_size=1,
        max_overflow=0,
        pool_pre_ping=False,
        pool_reset_on_return=None,
    )
    dialect = engine.sync_engine.dialect

    @event.listens_for(engine.sync_engine, "checkout")
    def see_whether_it_is_there(
        connection: DBAPIConnection, entry: ConnectionPoolEntry, _: PoolProxiedConnection
    ) -> None:
        now = monotonic()
        if now - entry.info.get(SPOKEN_AT, now) > SILENCE:
            try:
                dialect.do_ping(connection)
            except (dialect.loaded_dbapi.Error, OSError) as error:
                raise DisconnectionError from error
        entry.info[SPOKEN_AT] = now

    return engine


def sqlite_engine(address: URL, *, reading: bool = False) -> AsyncEngine:
    """Writing: one connection, whose transactions take the write lock at once.

    Writers of this process wait in the pool's queue, in order, instead of polling the lock.
    Readers have connections of their own, which cannot write and wait for nobody.
    """
    engine = create_async_engine(
        address,
        module=OneTurnDriver(),
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


async def empty_wal(writing: AsyncEngine) -> None:
    """Bring the write-ahead log into the database file and cut it to nothing.

    ``secure_delete`` overwrites what is deleted in the file itself; until then the log still has
    the earlier pages. A reader that is in the middle of something keeps it from being cut: the
    next tidy-up does it then.
    """
    async with writing.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        # Past SQLAlchemy, which would begin a transaction: inside of one SQLite refuses this.
        await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")


def lock_of(path: Path) -> Path:
    """The lock of a SQLite file, beside it."""
    return path.with_name(path.name + ".lock")


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
        descriptor = os.open(lock_of(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
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
