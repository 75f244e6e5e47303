"""The bot's database, put back to the same rows before each fault: on SQLite and on PostgreSQL."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import asyncpg
from sqlalchemy import NullPool, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.migrating import migrate
from bot.storage.tables import Base
from tests.support.databases import PostgresServer, SqliteDatabases


class Home(Protocol):
    """A database at ``url``; ``looking`` into it holds no connection open."""

    name: str
    url: str
    looking: AsyncEngine

    def clear(self) -> None: ...

    def keep(self) -> None:
        """Remember what is in it now, with nobody connected."""
        ...

    def restore(self) -> None: ...


class SqliteHome:
    name = "SQLite"

    def __init__(self, folder: Path, databases: SqliteDatabases) -> None:
        self._path, self._kept = folder / "farolero.db", folder / "kept.db"
        self._databases = databases
        self.url = databases.copy_to(self._path)
        self.looking = create_async_engine(self.url, poolclass=NullPool)

    def clear(self) -> None:
        self._wipe()
        self._databases.copy_to(self._path)

    def keep(self) -> None:
        shutil.copyfile(self._path, self._kept)

    def restore(self) -> None:
        self._wipe()
        shutil.copyfile(self._kept, self._path)

    def _wipe(self) -> None:
        """A write-ahead log of an earlier life must not be played into this one."""
        for path in self._path.parent.glob(f"{self._path.name}*"):
            path.unlink()


class PostgresHome:
    """What is kept stands in a schema beside."""

    name = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self.url = url
        self.looking = create_async_engine(url, poolclass=NullPool)
        self._address = make_url(url).set(drivername="postgresql").render_as_string(False)
        self._restoring = ""
        self._tables = [table.name for table in Base.metadata.sorted_tables]

    def clear(self) -> None:
        asyncio.run(self._run(self._without_rules(*self._deletions())))

    def keep(self) -> None:
        asyncio.run(self._keep())

    def restore(self) -> None:
        asyncio.run(self._run(self._restoring))

    async def _keep(self) -> None:
        await self._run("DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept")
        connection = await asyncpg.connect(self._address)
        filled = [
            name
            for name in self._tables
            if await connection.fetchval(f'SELECT count(*) FROM "{name}"')
        ]
        for name in filled:
            await connection.execute(f'CREATE TABLE kept."{name}" AS TABLE public."{name}"')
        await connection.close()
        fillings = [
            f'INSERT INTO "{name}" OVERRIDING SYSTEM VALUE TABLE kept."{name}"' for name in filled
        ]
        self._restoring = self._without_rules(*self._deletions(), *fillings)

    def _deletions(self) -> list[str]:
        return [f'DELETE FROM "{name}"' for name in self._tables]

    @staticmethod
    def _without_rules(*statements: str) -> str:
        """Neither foreign keys nor triggers are asked: the rows fitted together before."""
        return ";".join(("SET session_replication_role = replica", *statements))

    async def _run(self, statements: str) -> None:
        connection = await asyncpg.connect(self._address)
        await connection.execute(statements)
        await connection.close()


@contextmanager
def postgres_home(server: PostgresServer) -> Iterator[PostgresHome]:
    with server.empty() as url:
        asyncio.run(migrate(url))
        yield PostgresHome(url)
