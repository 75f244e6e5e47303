"""What an alert tells, put together when it is sent: only what is stored, and who may see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alert_rules import ends_unseen
from bot.domain.errors import NotFound
from bot.domain.media import Number
from bot.domain.periods import Period
from bot.domain.same_age import Measure, SeenMedia, beside_usual
from bot.services.find_account import own_account
from bot.services.ports import Clock, Database
from bot.services.results import DropNews, Milestone, PostNews, UnseenStories
from bot.services.show_media import OTHERS


@dataclass(frozen=True)
class DescribeUnseenStories:
    """As it is when it is told. Raises NotFound when they were read meanwhile, or have ended."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, account_id: int) -> UnseenStories:
        now = self.clock.now()
        async with self.database.reading() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
            stories = await stored.stories.live(account_id)
        in_danger = [story for story in stories if ends_unseen(story, now)]
        if not in_danger:
            raise NotFound("the stories were read meanwhile, or have ended")
        return UnseenStories(linked.account, in_danger, now)


@dataclass(frozen=True)
class DescribePostNews:
    """A post as it was at ``age``, beside others at that age.

    Raises NotFound when it is gone, or is not the person's.
    """

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, account_id: int, media_id: int, age: timedelta
    ) -> PostNews:
        async with self.database.reading() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
            media = await stored.media.get([account_id], media_id)
            if media is None:
                raise NotFound("the post is gone")
            (seen,) = await stored.media_ages.of([media], [age])
            others = await stored.media_ages.newest(
                account_id, media.details.media_product_type, OTHERS, [age]
            )
        then = seen.at.get(age)
        if then is None:
            raise NotFound("what the post had then is not kept any more")
        beside = beside_usual(SeenMedia(media, {age: then}), others, Measure.REACH)
        return PostNews(linked.account, media, age, then, beside, self.clock.now())


@dataclass(frozen=True)
class DescribeMilestone:
    """Raises NotFound when the account is not the person's any more."""

    database: Database

    async def __call__(
        self,
        telegram_user_id: int,
        account_id: int,
        milestone: int,
        followers: int,
        as_of: datetime,
    ) -> Milestone:
        async with self.database.reading() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
        return Milestone(linked.account, milestone, followers, as_of)


@dataclass(frozen=True)
class DescribeDrop:
    """What was published in the days of a drop and before. Raises NotFound."""

    database: Database
    clock: Clock

    async def __call__(
        self,
        telegram_user_id: int,
        account_id: int,
        until: datetime,
        reach: Number,
        usual: Number,
    ) -> DropNews:
        async with self.database.reading() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
            account = linked.account
            # The last moment of the seven days lies on the last of them.
            last = (until - timedelta(hours=12)).astimezone(account.zone).date()
            week = Period(last - timedelta(days=6), last, account.zone)
            before = Period(
                week.first - timedelta(days=28), week.first - timedelta(days=1), account.zone
            )
            published = sum((await stored.media.published(account_id, week)).values())
            published_before = sum((await stored.media.published(account_id, before)).values())
        return DropNews(account, week, reach, usual, published, published_before, self.clock.now())
