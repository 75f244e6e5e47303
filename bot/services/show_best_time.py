"""``/besttime``."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.accounts import InstagramAccount
from bot.domain.best_time import AGE, COMPARED, SINCE, BestTime, Outcome, best_time, scores
from bot.domain.media import MediaProductType
from bot.domain.metrics import THRESHOLD
from bot.domain.online import DAYS, OnlineMost, online_most
from bot.domain.periods import Period
from bot.domain.same_age import Measure
from bot.domain.story_life import StoryState
from bot.services.find_account import current_account
from bot.services.ports import Clock, Database, Repositories
from bot.services.results import BestTimes


@dataclass(frozen=True)
class ShowBestTime:
    """When posts of one format did better, of the person's current account. Raises NotLinked.

    Posts and reels by their reach at 72 hours. Of stories those of a day reach the same people,
    so a day counts once: by the first slide and its last look at 23 hours or later.
    """

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, kind: MediaProductType | None = None
    ) -> BestTimes:
        """Without a ``kind`` it is that of posts and reels of which there are more."""
        now = self.clock.now()
        async with self.database.reading() as stored:
            _, linked = await current_account(stored, telegram_user_id)
            account = linked.account
            shown = kind or await _mostly(stored, account, now)
            if shown is MediaProductType.STORY:
                outcomes, young = await _stories(stored, account, now)
            else:
                outcomes, young = await _media(stored, account, shown, now)
            online = await _online(stored, account, now)
        # Hundreds of shuffles take a while: the others are not kept waiting for them.
        best = await asyncio.to_thread(_best, outcomes, account, now)
        return BestTimes(account, shown, account.zone, best, young, online)


def _best(outcomes: Sequence[Outcome], account: InstagramAccount, now: datetime) -> BestTime:
    return best_time(scores(outcomes, now - SINCE), account.zone)


def _half_a_year(account: InstagramAccount, now: datetime) -> Period:
    today = now.astimezone(account.zone).date()
    return Period(today - SINCE, today, account.zone)


async def _mostly(
    stored: Repositories, account: InstagramAccount, now: datetime
) -> MediaProductType:
    published = await stored.media.published(account.id, _half_a_year(account, now))
    reels = published.get(MediaProductType.REELS, 0)
    posts = published.get(MediaProductType.FEED, 0)
    return MediaProductType.REELS if reels > posts else MediaProductType.FEED


async def _media(
    stored: Repositories, account: InstagramAccount, kind: MediaProductType, now: datetime
) -> tuple[list[Outcome], int]:
    """With those before that serve as what is compared with; and how many are too young."""
    media = await stored.media.in_period(account.id, kind, _half_a_year(account, now))
    media += await stored.media.page(account.id, kind, len(media), COMPARED)
    outcomes = []
    young = 0
    for seen in await stored.media_ages.of(media, [AGE]):
        one = seen.media
        if one.age(now) < AGE:
            young += 1
            continue
        reach = seen.value(AGE, Measure.REACH)
        late = reach is None
        if late and one.insights is not None:
            reach = one.insights.get("reach")
        if reach is not None:
            outcomes.append(Outcome(one.details.timestamp, reach, late))
    return outcomes, young


async def _online(
    stored: Repositories, account: InstagramAccount, now: datetime
) -> OnlineMost | None:
    if account.followers_count is None or account.followers_count < THRESHOLD:
        return None
    since = now - timedelta(days=DAYS)
    days = await stored.account_numbers.online(account.id, since, now)
    return online_most(days, account.zone) if days else None


async def _stories(
    stored: Repositories, account: InstagramAccount, now: datetime
) -> tuple[list[Outcome], int]:
    days = SINCE // timedelta(days=1) + 1 + COMPARED
    outcomes = []
    young = 0
    for story in await stored.stories.first_slides(account.id, days):
        state = story.state(now)
        young += state is StoryState.LIVE
        reach = story.insights.get("reach") if story.insights else None
        if state is StoryState.FINAL and reach is not None:
            outcomes.append(Outcome(story.posted_at, reach))
    return outcomes, young
