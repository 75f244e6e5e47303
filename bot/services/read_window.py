"""All that is asked of Instagram about one window of an account, and how it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.errors import NotFound
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.periods import Period
from bot.services.ports import Access, AccountTotals, Database, DayValue, InstagramApi

BREAKDOWNS = (("reach", "follow_type"), ("follows_and_unfollows", "follow_type"))


class WindowNumbers(NamedTuple):
    totals: AccountTotals
    """With each of BREAKDOWNS that was asked: empty when Instagram gave none."""
    reach: Sequence[DayValue]


@dataclass(frozen=True)
class ReadWindow:
    """A call each for the totals, every breakdown, and the reach of ``reach_days``."""

    instagram: InstagramApi
    user_id: str
    window: Period
    reach_days: Period

    async def __call__(self, access: Access) -> WindowNumbers:
        totals = await self.instagram.account_totals(
            access, self.user_id, ACCOUNT_TOTALS, self.window
        )
        breakdowns = {
            metric: await self.instagram.account_breakdown(
                access, self.user_id, metric, breakdown, self.window
            )
            for metric, breakdown in BREAKDOWNS
        }
        reach = await self.instagram.account_series(access, self.user_id, "reach", self.reach_days)
        return WindowNumbers(AccountTotals(totals.as_of, totals.values, breakdowns), reach)


def is_whole(totals: AccountTotals) -> bool:
    """The breakdowns were asked too, whatever came."""
    return all(metric in totals.breakdowns for metric, _ in BREAKDOWNS)


def keep_known(read: AccountTotals, known: AccountTotals | None) -> AccountTotals:
    """What an answer leaves out is no zero, and no reason to forget what was known either."""
    if known is None:
        return read
    parts = {
        metric: read.breakdowns.get(metric) or known.breakdowns.get(metric, {})
        for metric in known.breakdowns.keys() | read.breakdowns.keys()
    }
    keeps = known.values.keys() - read.values.keys() or any(
        parts[metric] and not read.breakdowns.get(metric) for metric in parts
    )
    return AccountTotals(
        as_of=read.as_of,
        values={**known.values, **read.values},
        breakdowns=parts,
        kept_from=known.numbers_as_of if keeps else None,
    )


async def save_window(
    database: Database, account_id: int, window: Period, read: WindowNumbers
) -> None:
    """Numbers of this window that Instagram leaves out this time stay what they were.

    Raises NotFound when the account was unlinked while Instagram was asked.
    """
    async with database.transaction() as stored:
        if not await stored.account_numbers.still_wanted(account_id):
            raise NotFound("the account was unlinked meanwhile")
        known = await stored.account_numbers.totals(account_id, window)
        totals = keep_known(read.totals, known)
        await stored.account_numbers.save_totals(account_id, window, totals)
        await stored.account_numbers.save_series(account_id, "reach", read.reach, read.totals.as_of)
