"""The numbers of an account over a period: stored ones while they are fresh, else read anew."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from bot.domain.accounts import InstagramAccount
from bot.domain.errors import InstagramRefused, NotFound
from bot.domain.formulas import change, change_per_day, share
from bot.domain.media import MediaProductType, Number
from bot.domain.metrics import UNIQUE_ACCOUNT_METRICS
from bot.domain.periods import LONGEST_WINDOW, Period, windows_beside
from bot.domain.story_life import Story, StoryState
from bot.services.instagram_access import CallInstagram, NoHealthyLink
from bot.services.known_numbers import stale_after
from bot.services.ports import (
    AccountTotals,
    Clock,
    Database,
    DayValue,
    InstagramApi,
    LinkedAccount,
    Purpose,
    Repositories,
)
from bot.services.read_window import ReadWindow, is_whole, save_window
from bot.services.results import HALF_A_DAY, SHOWN_TOTALS, Overview, Stale, Total

FRESH = timedelta(hours=1)
FORCED_FRESH = timedelta(minutes=1)
"""Nobody sees a difference sooner, and every look costs calls."""

SETTLED = timedelta(days=3)
"""Meta may still correct a day for 48 hours; a window that ended before this no longer moves."""


class Stored(NamedTuple):
    """What the tables know of a period and the one before."""

    totals: Sequence[AccountTotals | None]
    """One per window of at most 30 days."""
    totals_before: Sequence[AccountTotals | None]
    reach: Sequence[DayValue]
    reach_before: Sequence[DayValue]
    followers: Mapping[date, int]
    published: Mapping[MediaProductType, int]
    stories: Sequence[Story]


@dataclass(frozen=True)
class ReadOverview:
    """Window totals come from Instagram for the window: daily reach is never summed."""

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram

    async def __call__(
        self,
        linked: LinkedAccount,
        period: Period,
        purpose: Purpose,
        *,
        force: bool = False,
        exactly: bool = False,
        against: Period | None = None,
    ) -> Overview:
        """Never fails for Instagram's sake: what is known is shown, and marked as stale.

        Where nothing is known of the period, it is the newest one that is known of that length,
        unless it has to be ``exactly`` this one. ``force``: read anew what may have moved for a
        minute. ``against``: a period of another length that it is compared with, as months are;
        it is exactly this one then. Raises NotFound when the account was unlinked meanwhile.
        """
        account = linked.account
        stale: Stale | None = None
        try:
            # What was asked for first: Instagram may break off on the way.
            windows, windows_before = _windows(period, against)
            for window in [*windows, *windows_before]:
                await self._read_window(account, window, purpose, force=force)
        except (InstagramRefused, NoHealthyLink) as error:
            stale = stale_after(error, self.clock.now())
            await self._try_again(account, stale)
        async with self.database.reading() as stored:
            if stale is not None and not exactly and against is None:
                period = await stored.account_numbers.newest_period(account.id, period) or period
            known = await _stored(stored, account.id, period, against)
        return self._overview(linked, period, known, stale, against)

    async def known(self, linked: LinkedAccount, period: Period) -> Overview | None:
        """What is stored of the newest period of that length; Instagram is not asked.

        None where nothing is.
        """
        account = linked.account
        async with self.database.reading() as stored:
            newest = await stored.account_numbers.newest_period(account.id, period)
            if newest is None:
                return None
            known = await _stored(stored, account.id, newest)
        return self._overview(linked, newest, known, None)

    async def _read_window(
        self, account: InstagramAccount, window: Period, purpose: Purpose, *, force: bool
    ) -> None:
        """Read one window of at most 30 days, unless what is stored is still good."""
        async with self.database.reading() as stored:
            totals = await stored.account_numbers.totals(account.id, window)
        if totals is not None and self._good(totals, window, force=force):
            return
        reader = ReadWindow(self.instagram, account.user_id, window, _reach_days(window))
        read = await self.call_instagram(account.id, purpose, reader)
        await save_window(self.database, account.id, window, read)

    def _good(self, totals: AccountTotals, window: Period, *, force: bool) -> bool:
        settled = totals.numbers_as_of - window.until > SETTLED
        fresh = self.clock.now() - totals.as_of < (FORCED_FRESH if force else FRESH)
        return is_whole(totals) and (settled or fresh)

    async def _try_again(self, account: InstagramAccount, stale: Stale) -> None:
        """What is promised is done: the account is refreshed then, if not before."""
        async with self.database.transaction() as stored:
            if not await stored.account_numbers.still_wanted(account.id):
                raise NotFound("the account was unlinked meanwhile")
            if stale.retry_at is not None:
                await stored.refreshes.start(account.id, stale.retry_at)

    def _overview(
        self,
        linked: LinkedAccount,
        period: Period,
        known: Stored,
        stale: Stale | None,
        against: Period | None = None,
    ) -> Overview:
        now = self.clock.now()
        windows = [totals for totals in known.totals if totals is not None]
        # Beside another period, what counts each person once is of the last window of both.
        last = known.totals[-1] if against or len(known.totals) == 1 else None
        reach_parts = last.breakdowns.get("reach", {}) if last else {}
        unique_of = _windows(period, against)[0][-1] if against else period
        states = [story.state(now) for story in known.stories]
        return Overview(
            account=linked.account,
            period=period,
            as_of=min((totals.numbers_as_of for totals in windows), default=None),
            totals=[_total(metric, known, period, against) for metric in SHOWN_TOTALS],
            unique_unknown=against is None and period.days > LONGEST_WINDOW,
            reach_not_followers=share(reach_parts.get("non_follower"), sum(reach_parts.values())),
            followers_came=_sum_of_parts(known.totals, "follower"),
            followers_left=_sum_of_parts(known.totals, "non_follower"),
            published=known.published,
            stories_seen=len(states),
            stories_ended=len(states) - states.count(StoryState.LIVE),
            stories_captured=states.count(StoryState.FINAL),
            stories_since=_stories_since(linked, period, known.stories),
            reach_by_day=known.reach,
            reach_by_day_before=known.reach_before,
            followers_by_day=known.followers,
            stale=stale,
            against=against,
            unique_of=None if unique_of == period else unique_of,
        )


def _windows(period: Period, against: Period | None) -> tuple[list[Period], list[Period]]:
    """What is asked of the period, and of what it is compared with."""
    if against is None:
        return period.windows(), period.before().windows()
    return windows_beside(period, against)


async def _stored(
    stored: Repositories, account_id: int, period: Period, against: Period | None = None
) -> Stored:
    numbers = stored.account_numbers
    before = against or period.before()
    windows, windows_before = _windows(period, against)
    return Stored(
        [await numbers.totals(account_id, window) for window in windows],
        [await numbers.totals(account_id, window) for window in windows_before],
        await _reach_by_day(stored, account_id, period),
        await _reach_by_day(stored, account_id, before),
        await numbers.followers(account_id, period.first, period.last + timedelta(days=1)),
        await stored.media.published(account_id, period),
        await stored.stories.in_period(account_id, period),
    )


def _reach_days(window: Period) -> Period:
    """A day later at its end, where the Pacific day that belongs to the last local day ends.

    In a window of 30 days the first one gives way: the window before has asked for it.
    """
    last = window.last + timedelta(days=1)
    first = max(window.first, last - timedelta(days=LONGEST_WINDOW - 1))
    return Period(first, last, window.zone)


async def _reach_by_day(stored: Repositories, account_id: int, period: Period) -> list[DayValue]:
    """The Pacific days whose middle lies within the period."""
    just_before = HALF_A_DAY - timedelta(seconds=1)
    return await stored.account_numbers.series(
        account_id, "reach", period.since + just_before, period.until + just_before
    )


def _stories_since(linked: LinkedAccount, period: Period, stories: Sequence[Story]) -> date | None:
    """Stories that were alive at linking were found too: the first of them counts."""
    began = min([linked.link.linked_at, *(story.posted_at for story in stories)])
    day = began.astimezone(period.zone).date()
    return day if period.first < day <= period.last else None


def _total(metric: str, known: Stored, period: Period, against: Period | None) -> Total:
    windows, windows_before = known.totals, known.totals_before
    if against is not None and metric in UNIQUE_ACCOUNT_METRICS:
        windows, windows_before = windows[-1:], windows_before[-1:]
    value = _over_windows(metric, windows)
    before = _over_windows(metric, windows_before)
    if against is None or metric in UNIQUE_ACCOUNT_METRICS:
        return Total(metric, value, before, change(value, before))
    return Total(metric, value, before, change_per_day(value, period.days, before, against.days))


def _over_windows(metric: str, windows: Collection[AccountTotals | None]) -> Number | None:
    """Additive metrics are summed over windows when all are known; unique ones never are."""
    values = [totals.values.get(metric) if totals else None for totals in windows]
    if metric in UNIQUE_ACCOUNT_METRICS and len(values) > 1:
        return None
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _sum_of_parts(windows: Collection[AccountTotals | None], part: str) -> Number | None:
    """Followers who came (``follower``) or left (``non_follower``); None unless all are known.

    Implementers read FOLLOWER as followed and NON_FOLLOWER as unfollowed; Meta does not say.
    """
    parts = [
        totals.breakdowns.get("follows_and_unfollows", {}).get(part) if totals else None
        for totals in windows
    ]
    known = [value for value in parts if value is not None]
    return sum(known) if known and len(known) == len(parts) else None
