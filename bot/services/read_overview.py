"""The numbers of an account over a period: stored ones while they are fresh, else read anew."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.domain.accounts import InstagramAccount
from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.formulas import change, share
from bot.domain.media import MediaProductType, Number
from bot.domain.metrics import ACCOUNT_TOTALS, UNIQUE_ACCOUNT_METRICS
from bot.domain.periods import LONGEST_WINDOW, Period
from bot.domain.story_life import Story, StoryState
from bot.services.instagram_access import CallInstagram, NoHealthyLink
from bot.services.ports import (
    Access,
    AccountTotals,
    Clock,
    Database,
    DayValue,
    InstagramApi,
    LinkedAccount,
    Purpose,
    Repositories,
)
from bot.services.results import HALF_A_DAY, SHOWN_TOTALS, Overview, Stale, Total

FRESH = timedelta(hours=1)
SETTLED = timedelta(days=3)
"""Meta may still correct a day for 48 hours; a window that ended before this no longer moves."""

BREAKDOWNS = (("reach", "follow_type"), ("follows_and_unfollows", "follow_type"))


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
        self, linked: LinkedAccount, period: Period, purpose: Purpose, *, force: bool = False
    ) -> Overview:
        """Never fails for Instagram's sake: what is known is shown, and marked as stale."""
        account = linked.account
        stale: Stale | None = None
        try:
            # What was asked for first: Instagram may break off on the way.
            for window in [*period.windows(), *period.before().windows()]:
                await self._read_window(account, window, purpose, force=force)
        except (InstagramRefused, NoHealthyLink) as error:
            stale = Stale(error.refusal if isinstance(error, InstagramRefused) else Refusal.TOKEN)
        async with self.database.reading() as stored:
            numbers = stored.account_numbers
            before = period.before()
            known = Stored(
                [await numbers.totals(account.id, window) for window in period.windows()],
                [await numbers.totals(account.id, window) for window in before.windows()],
                await _reach_by_day(stored, account.id, period),
                await _reach_by_day(stored, account.id, before),
                await numbers.followers(account.id, period.first, period.last + timedelta(days=1)),
                await stored.media.published(account.id, period),
                await stored.stories.in_period(account.id, period),
            )
        return self._overview(linked, period, known, stale)

    async def _read_window(
        self, account: InstagramAccount, window: Period, purpose: Purpose, *, force: bool
    ) -> None:
        """Read one window of at most 30 days, unless what is stored is still good."""
        async with self.database.reading() as stored:
            totals = await stored.account_numbers.totals(account.id, window)
        if not force and totals is not None and self._good(totals.as_of, window):
            return
        read = await self.call_instagram(account.id, purpose, self._reader(account, window))
        async with self.database.transaction() as stored:
            await stored.account_numbers.save_totals(account.id, window, read.totals)
            await stored.account_numbers.save_series(
                account.id, "reach", read.reach, read.totals.as_of
            )

    def _reader(self, account: InstagramAccount, window: Period) -> "WindowReader":
        return WindowReader(self.instagram, account.user_id, window)

    def _good(self, as_of: datetime, window: Period) -> bool:
        return as_of - window.until > SETTLED or self.clock.now() - as_of < FRESH

    def _overview(
        self, linked: LinkedAccount, period: Period, known: Stored, stale: Stale | None
    ) -> Overview:
        now = self.clock.now()
        windows = [totals for totals in known.totals if totals is not None]
        latest = windows[-1] if windows else None
        single = latest if len(known.totals) == 1 else None
        reach_parts = single.breakdowns.get("reach", {}) if single else {}
        states = [story.state(now) for story in known.stories]
        return Overview(
            account=linked.account,
            period=period,
            as_of=min((totals.as_of for totals in windows), default=None),
            totals=[_total(metric, known.totals, known.totals_before) for metric in SHOWN_TOTALS],
            unique_unknown=period.days > LONGEST_WINDOW,
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
        )


class WindowNumbers(NamedTuple):
    totals: AccountTotals
    reach: Sequence[DayValue]


@dataclass(frozen=True)
class WindowReader:
    """All that is asked of Instagram about one window, each breakdown in its own call."""

    instagram: InstagramApi
    user_id: str
    window: Period

    async def __call__(self, access: Access) -> WindowNumbers:
        totals = await self.instagram.account_totals(
            access, self.user_id, ACCOUNT_TOTALS, self.window
        )
        breakdowns = {
            metric: parts
            for metric, breakdown in BREAKDOWNS
            if (
                parts := await self.instagram.account_breakdown(
                    access, self.user_id, metric, breakdown, self.window
                )
            )
        }
        reach = await self.instagram.account_series(
            access, self.user_id, "reach", _window_of_days(self.window)
        )
        return WindowNumbers(AccountTotals(totals.as_of, totals.values, breakdowns), reach)


def _window_of_days(window: Period) -> Period:
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


def _total(
    metric: str,
    windows: Sequence[AccountTotals | None],
    windows_before: Sequence[AccountTotals | None],
) -> Total:
    value = _over_windows(metric, windows)
    before = _over_windows(metric, windows_before)
    return Total(metric, value, before, change(value, before))


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
