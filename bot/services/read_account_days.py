"""The account's numbers day by day, kept for later: of yesterday, and of the day before again."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.accounts import InstagramAccount
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.periods import LONGEST_WINDOW, Period, last_days
from bot.services.instagram_access import CallInstagram
from bot.services.ports import Access, AccountTotals, Clock, Database, InstagramApi, Purpose
from bot.services.read_window import ReadWindow, WindowNumbers, is_whole, save_window

SETTLED = timedelta(hours=24)
"""By then the follows of a day are there too (Meta: they come more than a few hours late)."""


@dataclass(frozen=True)
class ReadAccountDays:
    """Five calls a day: totals of both days; of the older one the breakdowns; reach of 30 days.

    Days are those of the account's zone. What is known already is not read again, so a refresh
    that broke off goes on where it was.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram

    async def __call__(self, account: InstagramAccount) -> None:
        yesterday = last_days(1, self.clock.now(), account.zone)
        await self._read_settled(account, yesterday.before())
        await self._read_newest(account, yesterday)

    async def _read_settled(self, account: InstagramAccount, day: Period) -> None:
        known = await self._known(account, day)
        if known is not None and is_whole(known) and known.as_of >= day.until + SETTLED:
            return
        today = day.last + timedelta(days=2)
        month = Period(today - timedelta(days=LONGEST_WINDOW - 1), today, day.zone)
        read: WindowNumbers = await self.call_instagram(
            account.id,
            Purpose.REFRESH,
            ReadWindow(self.instagram, account.user_id, day, month),
        )
        await save_window(self.database, account.id, day, read)

    async def _read_newest(self, account: InstagramAccount, day: Period) -> None:
        if await self._known(account, day) is not None:
            return

        async def read(access: Access) -> AccountTotals:
            return await self.instagram.account_totals(access, account.user_id, ACCOUNT_TOTALS, day)

        totals = await self.call_instagram(account.id, Purpose.REFRESH, read)
        await save_window(self.database, account.id, day, WindowNumbers(totals, ()))

    async def _known(self, account: InstagramAccount, day: Period) -> AccountTotals | None:
        async with self.database.reading() as stored:
            return await stored.account_numbers.totals(account.id, day)
