"""``/overview``."""

from dataclasses import dataclass

from bot.domain.periods import last_days
from bot.services.find_account import asked_account
from bot.services.ports import Clock, Database, Purpose
from bot.services.read_overview import ReadOverview
from bot.services.results import Overview

DAYS = (7, 28, 90)


@dataclass(frozen=True)
class ShowOverview:
    """The person's current account over 7, 28 or 90 complete days. Raises NotLinked."""

    database: Database
    clock: Clock
    read_overview: ReadOverview

    async def __call__(
        self, telegram_user_id: int, days: int, *, force: bool = False, only: int | None = None
    ) -> Overview:
        """``force``: read anew what is older than a minute. ``only``: of that account of theirs."""
        async with self.database.reading() as stored:
            person, linked = await asked_account(stored, telegram_user_id, only)
        shown = days if days in DAYS else DAYS[0]
        return await self.read_overview(
            linked,
            last_days(shown, self.clock.now(), person.zone),
            Purpose.PERSON,
            force=force,
        )
