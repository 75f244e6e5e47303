"""What a digest says, put together when it is sent."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.digests import Cadence
from bot.domain.errors import NotFound
from bot.domain.formulas import own_median, ratio
from bot.domain.media import Media, MediaProductType, Number
from bot.domain.periods import Period
from bot.services.find_account import own_account
from bot.services.ports import Clock, Database, Purpose
from bot.services.read_overview import ReadOverview
from bot.services.results import BestMedia, Digest
from bot.services.show_stories import median_retention

COMPARED = 20


@dataclass(frozen=True)
class ComposeDigest:
    """The day or the week before ``local_date``. Raises NotFound when it has no receiver."""

    database: Database
    clock: Clock
    read_overview: ReadOverview

    async def __call__(self, subscription_id: int, local_date: date) -> Digest:
        async with self.database.reading() as stored:
            subscription = await stored.digests.get(subscription_id)
            if subscription is None:
                raise NotFound("no such subscription")
            owner = subscription.telegram_user_id
            linked = await own_account(stored, owner, subscription.account_id)
            person = await stored.people.get(owner)
        days = 1 if subscription.cadence is Cadence.DAILY else 7
        yesterday = local_date - timedelta(days=1)
        period = Period(yesterday - timedelta(days=days - 1), yesterday, subscription.zone)
        overview = await self.read_overview(linked, period, Purpose.DIGEST)
        # With Instagram away these may be older days: all of the digest speaks of the same.
        period = overview.period
        return Digest(
            subscription=subscription,
            language=person.language if person else "en",
            overview=overview,
            best_post=await self._best(linked.account.id, MediaProductType.FEED, period),
            best_reel=await self._best(linked.account.id, MediaProductType.REELS, period),
            story_retention=await self._retention(linked.account.id, period),
        )

    async def _best(
        self, account_id: int, kind: MediaProductType, period: Period
    ) -> BestMedia | None:
        """The furthest-reaching media of the period, against the median of the newest 20."""
        async with self.database.reading() as stored:
            candidates = await stored.media.in_period(account_id, kind, period)
            newest = await stored.media.page(account_id, kind, 0, COMPARED)
        best = max(candidates, key=lambda media: _reach(media) or 0, default=None)
        if best is None or not _reach(best):
            return None
        usual = own_median([_reach(other) for other in newest if other.id != best.id])
        times = ratio(_reach(best), usual)
        return BestMedia(best, times if times is not None and times >= 1 else None)

    async def _retention(self, account_id: int, period: Period) -> float | None:
        async with self.database.reading() as stored:
            sequences = await stored.stories.sequences(account_id, 0, period.days + 1)
        within = [one for one in sequences if period.first <= one.local_date <= period.last]
        return median_retention(within, self.clock.now())


def _reach(media: Media) -> Number | None:
    return None if media.insights is None else media.insights.get("reach")
