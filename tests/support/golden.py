"""Golden databases: every released schema as it was, with rows in it, on both databases.

``python -m tests.support.golden`` writes those that are missing: run it once with each new
migration, before it is released, and never again for that one.
"""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from tests.support.databases import PostgresServer, sqlite_url
from tests.support.schemas import fill, revisions, upgrade_to

GOLDEN = Path(__file__).parents[1] / "storage" / "golden"


def golden(revision: str, dialect: str) -> Path:
    return GOLDEN / f"{revision}.{dialect}.sql"


def load_sqlite(path: Path, revision: str) -> str:
    """A new file of that schema, with its rows; its URL."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(golden(revision, "sqlite").read_text())
        connection.execute("PRAGMA journal_mode = WAL")
    return sqlite_url(path)


def _dump_sqlite(folder: Path, revision: str) -> None:
    path = folder / f"{revision}.db"
    url = sqlite_url(path)
    asyncio.run(upgrade_to(url, revision))
    asyncio.run(fill(url))
    with closing(sqlite3.connect(path)) as connection:
        text = "\n".join(connection.iterdump())
    golden(revision, "sqlite").write_text(f"{text}\n")


def _dump_postgres(server: PostgresServer, revision: str) -> None:
    with server.empty() as url:
        asyncio.run(upgrade_to(url, revision))
        asyncio.run(fill(url))
        golden(revision, "postgres").write_text(server.dump(url))


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    server = PostgresServer()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for revision in revisions():
                if not golden(revision, "sqlite").exists():
                    _dump_sqlite(Path(folder), revision)
                if not golden(revision, "postgres").exists():
                    _dump_postgres(server, revision)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
