"""Whether the SQLite file is there and whole: looked at before the start, and changing nothing."""

import sqlite3
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DatabaseError

from bot.storage.engine import SQLITE, lock_of, looking_into, parse_url
from bot.storage.errors import DatabaseDamaged, DatabaseMissing

DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
WHOLE = "ok"


async def refuse_damaged(url: str) -> None:
    """Raises DatabaseDamaged and DatabaseMissing. PostgreSQL looks after its own files.

    Reads the whole file once. A file that has never been there is no fault: it is made.
    """
    address = parse_url(url)
    if address.drivername != SQLITE:
        return
    path = _there_or_new(address)
    try:
        async with looking_into(url) as connection:
            if connection is None:
                return
            found = await connection.exec_driver_sql("PRAGMA quick_check(1)")
            said = str(found.scalar_one())
    except DatabaseError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF not in DAMAGED:
            raise
        said = str(error.orig)
    if said != WHOLE:
        raise DatabaseDamaged(
            f"{path} is damaged ({said}). Nothing was changed: put a backup in its place."
        )


def _there_or_new(address: URL) -> Path:
    """Our lock is made with the file and outlives it: a lock alone tells that it was here."""
    assert address.database is not None
    path = Path(address.database).resolve()
    lock = lock_of(path)
    if lock.exists() and not path.exists():
        raise DatabaseMissing(
            f"{path} was here and is gone. Nothing was changed: bring it or a backup back;"
            f" to begin anew with nothing, delete {lock.name} beside it."
        )
    return path
