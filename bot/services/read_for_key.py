"""What a key opens besides single posts: accounts, their numbers, lists of media and stories."""

from dataclasses import dataclass
from datetime import date

from bot.domain.api_keys import ApiKey
from bot.domain.errors import NotFound
from bot.domain.media import MediaProductType
from bot.domain.media_life import AgedInsights
from bot.domain.story_life import Story
from bot.services.ports import Clock, Database, LinkedAccount, Repositories
from bot.services.read_insights import FindByMediaId
from bot.services.results import Audience, MediaHistory, MediaPart, Overview, StoriesOfMonth
from bot.services.show_audience import ShowAudience
from bot.services.show_overview import ShowOverview
from bot.services.story_coverage import coverage_of, month_of, whys


@dataclass(frozen=True)
class ListKeyAccounts:
    """The one account that the key is for, or all of its person; by name."""

    database: Database

    async def __call__(self, key: ApiKey) -> list[LinkedAccount]:
        async with self.database.reading() as stored:
            return sorted(await key_accounts(stored, key), key=lambda one: one.account.username)


@dataclass(frozen=True)
class ReadAccount:
    """An account over the last 7, 28 or 90 days, as ``/overview`` tells it. Raises NotFound."""

    database: Database
    show_overview: ShowOverview

    async def __call__(self, key: ApiKey, user_id: str, days: int) -> Overview:
        async with self.database.reading() as stored:
            linked = await key_account(stored, key, user_id)
        return await self.show_overview(key.telegram_user_id, days, only=linked.account.id)


@dataclass(frozen=True)
class ReadKeyAudience:
    """Who the people of an account are, as ``/audience`` tells it. Raises NotFound."""

    database: Database
    show_audience: ShowAudience

    async def __call__(self, key: ApiKey, user_id: str, metric: str, breakdown: str) -> Audience:
        async with self.database.reading() as stored:
            linked = await key_account(stored, key, user_id)
        return await self.show_audience(
            key.telegram_user_id, metric, breakdown, only=linked.account.id
        )


@dataclass(frozen=True)
class ListKeyMedia:
    """Posts or reels of an account, newest first, as they are known; nothing is asked for.

    ``after`` is the id of the last one of the part before: what is published meanwhile moves
    nothing. Raises NotFound, also for an ``after`` that is not among them.
    """

    database: Database

    async def __call__(
        self, key: ApiKey, user_id: str, kind: MediaProductType, after: str | None, limit: int
    ) -> MediaPart:
        async with self.database.reading() as stored:
            linked = await key_account(stored, key, user_id)
            account_id, offset = linked.account.id, 0
            if after is not None:
                last = await stored.media.find(account_id, after)
                if last is None or last.details.media_product_type is not kind:
                    raise NotFound("no such media to go on from")
                offset = await stored.media.count_newer(last) + 1
            media = await stored.media.page(account_id, kind, offset, limit)
            total = await stored.media.count(account_id, kind)
        return MediaPart(media, total, has_more=offset + len(media) < total)


@dataclass(frozen=True)
class ReadHistory:
    """What every look at a post, reel or story gave, oldest first. Raises NotFound."""

    database: Database
    clock: Clock
    find: FindByMediaId

    async def __call__(self, key: ApiKey, media_id: str) -> MediaHistory:
        found = await self.find(key, media_id)
        if isinstance(found, Story):
            looks = [
                AgedInsights(look.at - found.posted_at, look.insights)
                for look in found.looks
                if look.insights is not None
            ]
        else:
            async with self.database.reading() as stored:
                looks = await stored.media.history(found.id)
        return MediaHistory(found.details, looks, self.clock.now())


@dataclass(frozen=True)
class ListKeyStories:
    """The stories of a local month of an account, what became of each, and of all. NotFound."""

    database: Database
    clock: Clock

    async def __call__(self, key: ApiKey, user_id: str, day: date | None) -> StoriesOfMonth:
        """``day``: any of that month; without it this month."""
        now = self.clock.now()
        async with self.database.reading() as stored:
            account = (await key_account(stored, key, user_id)).account
            month = month_of(day or now.astimezone(account.zone).date(), account)
            stories = await stored.stories.in_period(account.id, month)
            covered = await coverage_of(stored, account, month.first, now)
            reasons = await whys(stored, account.id, stories, now)
        return StoriesOfMonth(account, stories, covered, reasons, now)


async def key_accounts(stored: Repositories, key: ApiKey) -> list[LinkedAccount]:
    """Those that it opens."""
    return [
        linked
        for linked in await stored.accounts.linked_to(key.telegram_user_id)
        if key.account_id in {None, linked.account.id}
    ]


async def key_account(stored: Repositories, key: ApiKey, user_id: str) -> LinkedAccount:
    """By Instagram's id. Raises NotFound for one that the key does not open."""
    for linked in await key_accounts(stored, key):
        if linked.account.user_id == user_id:
            return linked
    raise NotFound("not among the key's accounts")
