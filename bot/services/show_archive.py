"""``/archive``: stories of the past by day, a month at a time."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from bot.services.find_account import current_account
from bot.services.ports import Clock, Database
from bot.services.results import SequenceCard, StoryMonth
from bot.services.show_stories import ShowSequence


@dataclass(frozen=True)
class ShowStoryMonth:
    """The days of a month that have stories, of the current account. Raises NotLinked."""

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, month: date | None = None, *, asked: date | None = None
    ) -> StoryMonth:
        """Without a ``month`` it is that of the newest stories, or this one."""
        now = self.clock.now()
        async with self.database.reading() as stored:
            _, linked = await current_account(stored, telegram_user_id)
            account = linked.account
            if month is None:
                today = now.astimezone(account.zone).date()
                newest, _ = await stored.stories.days_around(account.id, date.max, date.max)
                month = newest or today
            first = month.replace(day=1)
            last = month.replace(day=monthrange(month.year, month.month)[1])
            days = await stored.stories.days(account.id, first, last)
            older, newer = await stored.stories.days_around(account.id, first, last)
        return StoryMonth(account, first, days, older, newer, asked, now)


@dataclass(frozen=True)
class ShowStoryDay:
    """The stories of a day as a whole; the month around it where there are none."""

    database: Database
    show_month: ShowStoryMonth
    show_sequence: ShowSequence

    async def __call__(self, telegram_user_id: int, day: date) -> SequenceCard | StoryMonth:
        async with self.database.reading() as stored:
            _, linked = await current_account(stored, telegram_user_id)
            found = await stored.stories.days(linked.account.id, day, day)
        if not found:
            return await self.show_month(telegram_user_id, day, asked=day)
        return await self.show_sequence(telegram_user_id, found[0].sequence_id)
