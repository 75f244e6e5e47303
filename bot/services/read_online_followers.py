"""When followers are online, read once a week: one call brings the last 30 days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.accounts import InstagramAccount
from bot.domain.errors import NotFound
from bot.domain.metrics import THRESHOLD
from bot.domain.online import DAYS, OnlineDay, last_pacific_midnight
from bot.domain.periods import Period
from bot.services.instagram_access import CallInstagram
from bot.services.ports import Access, Clock, Database, InstagramApi, Purpose

FRESH = timedelta(days=7)


@dataclass(frozen=True)
class ReadOnlineFollowers:
    """Of accounts with 100 followers or more: Meta gives nothing of smaller ones.

    A day that came empty is asked for again as long as it is among the last 30; one that was
    known and comes empty stays known.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram

    async def outdated(self, account: InstagramAccount) -> bool:
        if account.followers_count is None or account.followers_count < THRESHOLD:
            return False
        async with self.database.reading() as stored:
            read_at = await stored.account_numbers.online_read_at(account.id)
        return read_at is None or self.clock.now() - read_at >= FRESH

    async def read(self, account: InstagramAccount) -> None:
        """Raises NotFound when the account was unlinked while Instagram was asked."""
        now = self.clock.now()
        today = now.astimezone(account.zone).date()
        month = Period(today - timedelta(days=DAYS - 1), today, account.zone)

        async def ask(access: Access) -> Sequence[OnlineDay]:
            return await self.instagram.online_followers(access, account.user_id, month)

        days = list(await self.call_instagram(account.id, Purpose.REFRESH, ask))
        # Nothing is an answer, too, and is not asked for again on the next day.
        newest = last_pacific_midnight(now)
        if newest not in {day.ends_at for day in days}:
            days.append(OnlineDay(newest, {}))
        async with self.database.transaction() as stored:
            if not await stored.account_numbers.still_wanted(account.id):
                raise NotFound("the account was unlinked meanwhile")
            await stored.account_numbers.save_online(account.id, days, self.clock.now())
