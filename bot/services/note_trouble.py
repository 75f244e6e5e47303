"""Something the operator must hear of, noted beside the work that met it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.domain.errors import StoreAway
from bot.domain.operator_alerts import OperatorAlert
from bot.services.ports import Clock, Database, Repositories

logger = logging.getLogger(__name__)

AT_MOST_EVERY = timedelta(minutes=1)
"""What every call meets is not noted at every call."""


@dataclass(frozen=True)
class NoteTrouble:
    """In a transaction of its own. A failure is only logged: it must not fail the work."""

    database: Database

    async def __call__(self, kind: OperatorAlert, scope: str = "") -> None:
        await self._try(lambda stored: stored.operator_alerts.happened(kind, (scope,)))

    async def over(self, kind: OperatorAlert, scope: str = "") -> None:
        await self._try(lambda stored: stored.operator_alerts.over(kind, scope))

    async def _try(self, note: Callable[[Repositories], Awaitable[None]]) -> None:
        try:
            async with self.database.transaction() as stored:
                await note(stored)
        except StoreAway as away:
            logger.info("A trouble is not noted: %s", away.detail)
        except Exception:
            logger.exception("A trouble could not be noted")


SILENT_FOR = timedelta(minutes=10)


@dataclass
class NoteSilence:
    """Instagram has answered no call of this process for ten minutes; told anew by every answer.

    A no is an answer; "try again later" is none.
    """

    clock: Clock
    note_trouble: NoteTrouble
    _since: datetime | None = field(default=None, init=False)
    _noted_at: datetime | None = field(default=None, init=False)

    async def silent(self) -> None:
        now = self.clock.now()
        if self._since is None or self._since > now:
            self._since = now
        if now - self._since >= SILENT_FOR and _is_time(self._noted_at, now):
            self._noted_at = now
            await self.note_trouble(OperatorAlert.INSTAGRAM_SILENT)

    async def answered(self) -> None:
        self._since = None
        if self._noted_at is not None:
            self._noted_at = None
            await self.note_trouble.over(OperatorAlert.INSTAGRAM_SILENT)


MOST_SKEW = timedelta(seconds=60)
"""An answer takes less than half of it."""


@dataclass
class NoteSkew:
    """Whether our clock is that of a far end, by the ``Date`` of its answers."""

    clock: Clock
    note_trouble: NoteTrouble
    far_end: str
    _noted_at: datetime | None = field(default=None, init=False)

    async def __call__(self, date: str | None) -> None:
        now = self.clock.now()
        theirs = _instant(date)
        if theirs is None or abs(theirs - now) <= MOST_SKEW or not _is_time(self._noted_at, now):
            return
        self._noted_at = now
        logger.warning("%s's clock and ours differ: %s", self.far_end, theirs - now)
        await self.note_trouble(OperatorAlert.CLOCK_OFF, self.far_end)


def _instant(date: str | None) -> datetime | None:
    """None for what is no date with a zone."""
    try:
        instant = None if date is None else parsedate_to_datetime(date)
    except ValueError:
        return None
    return None if instant is None or instant.tzinfo is None else instant


def _is_time(noted_at: datetime | None, now: datetime) -> bool:
    """A clock that was set back keeps nobody silent for long."""
    return noted_at is None or not timedelta() <= now - noted_at < AT_MOST_EVERY
