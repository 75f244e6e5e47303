"""Somebody who is not Telegram, or not Meta, called our webhook."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.security import SecurityEvent
from bot.services.ports import Clock, Database

logger = logging.getLogger(__name__)

AT_MOST_EVERY = timedelta(minutes=1)
"""Anybody can call us, as often as they like: a row for each would let them fill the database."""

MANY = 21
"""So many are noted at once, because the operator is to hear of them within the minute."""


@dataclass
class NoteRefusedWebhook:
    """A row for the first refusal, for the first many, and then for a minute's worth of them.

    Each is logged.
    """

    database: Database
    clock: Clock
    hook: str
    _noted_at: datetime | None = field(default=None, init=False)
    _since: int = field(default=0, init=False)
    _were_many: bool = field(default=False, init=False)

    async def __call__(self) -> None:
        now = self.clock.now()
        self._since += 1
        logger.warning("A call of the %s webhook without the right signature is refused", self.hook)
        if self._noted_at is None or now - self._noted_at >= AT_MOST_EVERY:
            self._noted_at, self._were_many = now, False
        elif self._since >= MANY and not self._were_many:
            self._were_many = True
        else:
            return
        refused, self._since = self._since, 0
        async with self.database.transaction() as stored:
            await stored.audit.note(SecurityEvent.WEBHOOK_REFUSED, hook=self.hook, calls=refused)
