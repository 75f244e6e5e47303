"""When the database takes nothing: told from mistakes of ours, and said to the operator."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.domain.errors import StoreAway
from bot.metrics.counted import DB_ERRORS
from bot.services.ports import Clock

logger = logging.getLogger(__name__)

SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY: "another program holds the file",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk fails",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened",
}
POSTGRESQL_AWAY = {
    "08": "the connection is lost",
    "53": "it has no disk, memory or connections left",
    "57": "it is shutting down or starting",
    "58": "its disk fails",
}
"""By the class of the SQLSTATE."""

TAKES_NO_WRITES = "it takes no writes"
POSTGRESQL_READ_ONLY = "25006"

COMPLAIN_EVERY = timedelta(minutes=10)


class Watch:
    """Around every transaction: raises StoreAway, and says so once every ten minutes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._complained_at: datetime | None = None

    @contextmanager
    def over(self, *, writing: bool) -> Iterator[None]:
        """``writing``: only then being refused a write is the database's fault and not ours."""
        try:
            yield
        except (DBAPIError, NoConnectionFree, OSError) as error:
            reason = why_away(error, writing=writing)
            if reason is None:
                raise
            # Without the name of the error, in brackets.
            DB_ERRORS.labels(reason.partition(" (")[0]).inc()
            self._complain(reason)
            raise StoreAway(reason) from error

    def _complain(self, reason: str) -> None:
        now = self._clock.now()
        if self._complained_at is None or abs(now - self._complained_at) >= COMPLAIN_EVERY:
            self._complained_at = now
            logger.error(
                "The database takes nothing: %s. Nothing is lost: work waits, and Telegram and"
                " Meta bring again what is refused. It goes on by itself when this is mended",
                reason,
            )


def why_away(error: Exception, *, writing: bool) -> str | None:
    """None for what no waiting mends."""
    if isinstance(error, NoConnectionFree):
        return "no connection became free"
    if isinstance(error, OSError):
        return f"it cannot be reached ({type(error).__name__})"
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _sqlite_away(cause, writing)
    reason = _postgresql_away(getattr(cause, "sqlstate", None) or "", writing)
    if reason is None and isinstance(error, DBAPIError) and error.connection_invalidated:
        return POSTGRESQL_AWAY["08"]
    return reason


def _sqlite_away(error: sqlite3.Error, writing: bool) -> str | None:
    # What is above a byte says more exactly where it happened.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_READONLY and writing:
        return TAKES_NO_WRITES
    return SQLITE_AWAY.get(code)


def _postgresql_away(state: str, writing: bool) -> str | None:
    if state == POSTGRESQL_READ_ONLY and writing:
        return TAKES_NO_WRITES
    return POSTGRESQL_AWAY.get(state[:2])
