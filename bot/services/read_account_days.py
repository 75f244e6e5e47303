"""The account's numbers day by day, kept for later: of yesterday, and of the day before again."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.accounts import InstagramAccount
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.periods import LONGEST_WINDOW, Period, last_days
from bot.services.instagram_access import CallInstagram
from bot.services.ports import (
    Access,
    AccountTotals,
    Clock,
    Database,
    InstagramApi,
    Purpose,
    Repositories,
)
from bot.services.read_window import ReadWindow, WindowNumbers, is_whole, save_window

SETTLED = timedelta(hours=24)
"""By then the follows of a day are there too (Meta: they come more than a few hours late)."""

MISSED_AT_ONCE = 3
"""So many days that were missed are made up for in one refresh."""


@dataclass(frozen=True)
class ReadAccountDays:
    """Five calls a day: totals of two days; of the older one the breakdowns; reach of 30 days.

    Days are those of the account's zone. What is known already is not read again, so a refresh
    that broke off goes on where it was.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram

    async def outdated(self, account: InstagramAccount) -> list[Period]:
        """The days to read, oldest first: missed ones, the day before yesterday, yesterday."""
        yesterday = last_days(1, self.clock.now(), account.zone)
        settled = yesterday.before()
        async with self.database.reading() as stored:
            days = await _missed(stored, account.id, settled)
            if not await _is_settled(stored, account.id, settled):
                days.append(settled)
            if await stored.account_numbers.totals(account.id, yesterday) is None:
                days.append(yesterday)
        return days

    async def read(self, account: InstagramAccount, day: Period) -> None:
        """All of a day that has settled; of yesterday the totals. One call, or four."""
        if self.clock.now() < day.until + SETTLED:
            await self._read_totals(account, day)
            return
        # As far as the series goes: to the day that is not over yet.
        today = last_days(1, self.clock.now(), account.zone).last + timedelta(days=1)
        month = Period(today - timedelta(days=LONGEST_WINDOW - 1), today, day.zone)
        read: WindowNumbers = await self.call_instagram(
            account.id,
            Purpose.REFRESH,
            ReadWindow(self.instagram, account.user_id, day, month),
        )
        await save_window(self.database, account.id, day, read)

    async def _read_totals(self, account: InstagramAccount, day: Period) -> None:
        async def read(access: Access) -> AccountTotals:
            return await self.instagram.account_totals(access, account.user_id, ACCOUNT_TOTALS, day)

        totals = await self.call_instagram(account.id, Purpose.REFRESH, read)
        await save_window(self.database, account.id, day, WindowNumbers(totals, ()))


async def _missed(stored: Repositories, account_id: int, settled: Period) -> list[Period]:
    """The oldest days of the last month that are not known whole, though an earlier one is.

    Before the first known day the account was not read: then nothing was missed.
    """
    missed: list[Period] = []
    since_known: list[Period] = []
    day = settled
    for _ in range(LONGEST_WINDOW):
        day = day.before()
        if await _is_settled(stored, account_id, day):
            since_known = list(missed)
        else:
            missed.append(day)
    return since_known[::-1][:MISSED_AT_ONCE]


async def _is_settled(stored: Repositories, account_id: int, day: Period) -> bool:
    known = await stored.account_numbers.totals(account_id, day)
    return known is not None and is_whole(known) and known.as_of >= day.until + SETTLED
