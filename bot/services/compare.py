"""``/compare``: two periods, two posts, two topics."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import NotFound
from bot.domain.formulas import net_followers
from bot.domain.media import MediaProductType
from bot.domain.periods import Period, last_days
from bot.domain.side_by_side import engagement_of, side_by_side
from bot.services.find_account import current_account
from bot.services.manage_tags import own_tag, tag_card
from bot.services.ports import Clock, Database, Purpose, Repositories
from bot.services.read_overview import ReadOverview
from bot.services.results import PeriodComparison, PeriodNumbers, PostComparison, TagComparison

BACK = {7: (1, 4), 28: (1, 2)}
"""By the days of a period: how many lengths before it the other one may lie."""


@dataclass(frozen=True)
class ComparePeriods:
    """The last 7 or 28 days of the current account, and as many before. Raises NotLinked.

    Totals are those of the windows; with Instagram away, those that are known.
    """

    database: Database
    clock: Clock
    read_overview: ReadOverview

    async def __call__(self, telegram_user_id: int, days: int, back: int) -> PeriodComparison:
        days = days if days in BACK else min(BACK)
        back = back if back in BACK[days] else 1
        async with self.database.reading() as stored:
            person, linked = await current_account(stored, telegram_user_id)
        now = self.clock.now()
        overview = await self.read_overview(
            linked, last_days(days, now, person.zone), Purpose.PERSON
        )
        stale, earlier = overview.stale, _earlier(overview.period, back)
        if back > 1 and stale is None:
            stale = (await self.read_overview(linked, earlier, Purpose.PERSON)).stale
        async with self.database.reading() as stored:
            account_id = linked.account.id
            return PeriodComparison(
                account=linked.account,
                later=await _numbers(stored, account_id, overview.period, now),
                earlier=await _numbers(stored, account_id, earlier, now),
                back=back,
                as_of=overview.as_of,
                stale=stale,
            )


@dataclass(frozen=True)
class ComparePosts:
    """Two posts or reels of the person's. Raises NotFound for what is not theirs."""

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, first_id: int, second_id: int
    ) -> PostComparison:
        async with self.database.reading() as stored:
            accounts = {
                linked.account.id: linked.account
                for linked in await stored.accounts.linked_to(telegram_user_id)
            }
            found = [await stored.media.get(list(accounts), one) for one in (first_id, second_id)]
            media = [one for one in found if one is not None]
            if len(media) < len(found):
                raise NotFound("not among the person's media")
            first, second = await stored.media_ages.of(media)
        return PostComparison(
            accounts[first.media.account_id],
            first,
            second,
            side_by_side(first, second),
            self.clock.now(),
        )


@dataclass(frozen=True)
class CompareTags:
    """Two topics of the person's. Raises NotFound for somebody else's."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, first_id: int, second_id: int) -> TagComparison:
        async with self.database.reading() as stored:
            first, second = [
                await tag_card(stored, await own_tag(stored, telegram_user_id, one), self.clock)
                for one in (first_id, second_id)
            ]
        return TagComparison(first, second)


def _earlier(period: Period, back: int) -> Period:
    length = timedelta(days=period.days * back)
    return Period(period.first - length, period.last - length, period.zone)


async def _numbers(
    stored: Repositories, account_id: int, period: Period, now: datetime
) -> PeriodNumbers:
    totals = await stored.account_numbers.totals(account_id, period)
    posts = [
        media.insights
        for kind in (MediaProductType.FEED, MediaProductType.REELS)
        for media in await stored.media.in_period(account_id, kind, period)
        if media.insights is not None and not media.still_counting(now)
    ]
    follows = totals.breakdowns.get("follows_and_unfollows", {}) if totals else {}
    return PeriodNumbers(
        period=period,
        totals=totals.values if totals else {},
        net_followers=net_followers(follows.get("follower"), follows.get("non_follower")),
        published=await stored.media.published(account_id, period),
        engagement=engagement_of(posts),
    )
