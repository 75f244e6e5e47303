"""``/top``, ``/bottom``: what did best and worst of late, beside the own usual."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.media import MediaProductType
from bot.domain.periods import Period
from bot.domain.same_age import Measure, rank
from bot.services.find_account import current_account
from bot.services.ports import Clock, Database
from bot.services.results import MediaRanking

DAYS = (30, 90)

NEWEST = 300
"""So many posts, and as many reels, are ranked at most, and are what the usual is found among."""


@dataclass(frozen=True)
class RankMedia:
    """The current account's posts and reels of 30 or 90 days, today's too. Raises NotLinked.

    Only what was read before counts: nothing is asked of Instagram.
    """

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, measure: Measure, days: int) -> MediaRanking:
        now = self.clock.now()
        async with self.database.reading() as stored:
            person, linked = await current_account(stored, telegram_user_id)
            account = linked.account
            newest = [
                seen
                for kind in (MediaProductType.FEED, MediaProductType.REELS)
                for seen in await stored.media_ages.newest(account.id, kind, NEWEST)
            ]
        today = now.astimezone(person.zone).date()
        shown = days if days in DAYS else DAYS[0]
        period = Period(today - timedelta(days=shown - 1), today, person.zone)
        within = [seen for seen in newest if seen.media.details.timestamp >= period.since]
        ranking = rank(within, newest, measure, now)
        return MediaRanking(account, measure, period, ranking, now, account.media_synced_at is None)
