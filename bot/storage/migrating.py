"""Bringing a database to the schema of this version."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TypeVar

from alembic import command, context
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

import migrations
from bot.storage.engine import (
    SQLITE,
    FileLock,
    parse_url,
    postgresql_engine,
    sqlite_engine,
)
from bot.storage.errors import DatabaseFromTheFuture
from bot.storage.tables import Base

Done = TypeVar("Done")

ADVISORY_LOCK = 0xFA401E20
"""Any number that nobody else takes: of several processes that start, one migrates."""


async def migrate(url: str) -> None:
    """Upgrade to the newest schema, whole or not at all; nothing to do is fine.

    Raises DatabaseFromTheFuture, DatabaseInUse and UnsupportedDatabaseUrl.
    """
    await connected(url, _upgrade)


async def schema_is_current(url: str) -> bool:
    """Whether the database has the newest schema. Raises as :func:`migrate` does."""
    return await connected(url, _is_current)


def newest_revision() -> str | None:
    """Of the migrations that this version brings."""
    return ScriptDirectory(str(Path(migrations.__file__).parent)).get_current_head()


async def connected(url: str, work: Callable[[Connection], Done]) -> Done:
    """Do ``work`` in one transaction on a connection of its own."""
    address = parse_url(url)
    on_sqlite = address.drivername == SQLITE
    with FileLock.of(address) if on_sqlite else nullcontext():
        engine = sqlite_engine(address) if on_sqlite else postgresql_engine(address)
        try:
            async with engine.begin() as connection:
                if not on_sqlite:
                    await connection.execute(
                        text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK}
                    )
                return await connection.run_sync(work)
        finally:
            await engine.dispose()


def run_in(connection: Connection) -> None:
    """What ``migrations/env.py`` does, in the transaction that the connection is in."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite can roll back a schema change; Alembic would not count on it.
        transactional_ddl=True,
        include_name=_is_no_partition,
    )
    context.run_migrations()


def _is_current(connection: Connection) -> bool:
    newest = ScriptDirectory.from_config(_config(connection)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == newest


def _upgrade(connection: Connection) -> None:
    config = _config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known:
        raise DatabaseFromTheFuture(
            f"the database has schema revision {current}, which this version does not know:"
            " a newer version wrote it. Run that one, or restore a backup made before it."
        )
    command.upgrade(config, "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    return config


def _is_no_partition(name: str | None, kind: str, _: object) -> bool:
    """Partitions of ``sample`` are tables too, but no models."""
    return not (kind == "table" and name is not None and name.startswith("sample_"))
