"""The numbers of one post, reel or story by Instagram's own id, for whoever shows a key."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.api_keys import ApiKey, ApiRight
from bot.domain.errors import InstagramRefused, NotFound, Refusal
from bot.domain.media import ALL_INSIGHTS, Insights, Media, MediaProductType
from bot.domain.metrics import CallGroup
from bot.domain.story_life import Story
from bot.services.find_account import own_accounts
from bot.services.instagram_access import CallInstagram, NoHealthyLink
from bot.services.known_numbers import stale_after
from bot.services.ports import Access, Clock, Database, InstagramApi, Purpose
from bot.services.results import MediaInsights, Stale
from bot.services.show_media import ShowMedia


@dataclass(frozen=True)
class FindByMediaId:
    """What of the key's accounts has this id at Instagram. Raises NotFound.

    What the key may not read is not there for it.
    """

    database: Database

    async def __call__(self, key: ApiKey, media_id: str) -> Media | Story:
        async with self.database.reading() as stored:
            accounts = await own_accounts(stored, key.telegram_user_id, key.account_id)
            for account_id in accounts:
                media = await stored.media.find(account_id, media_id)
                if media is not None and ApiRight.MEDIA in key.rights:
                    return media
                story = await stored.stories.find(account_id, media_id)
                if story is not None and ApiRight.STORIES in key.rights:
                    return story
        raise NotFound("no media of this id among the key's accounts")


@dataclass(frozen=True)
class ReadInsights:
    """A post or reel at most an hour old when Instagram answers; a story as it was last seen.

    Stories are looked at by their own rhythm, whoever asks. Raises NotFound.
    """

    clock: Clock
    find: FindByMediaId
    show_media: ShowMedia

    async def __call__(self, key: ApiKey, media_id: str) -> MediaInsights:
        found = await self.find(key, media_id)
        now = self.clock.now()
        if isinstance(found, Story):
            return _of_story(found, now)
        media, stale = await self.show_media.refreshed(found)
        return _of_media(media, media.insights, stale, now)


@dataclass(frozen=True)
class ReadBreakdown:
    """One metric that Instagram gives by parts only: profile activity, or a story's navigation.

    A story's is that of its last look. Raises NotFound, also for a kind that does not have it.
    """

    clock: Clock
    find: FindByMediaId
    instagram: InstagramApi
    call_instagram: CallInstagram

    async def __call__(self, key: ApiKey, media_id: str, group: CallGroup) -> MediaInsights:
        found = await self.find(key, media_id)
        now = self.clock.now()
        if isinstance(found, Story):
            return _of_story(found, now)
        details = found.details

        async def read(access: Access) -> Insights:
            return await self.instagram.media_insights(
                access, details.media_id, details.kind, [group], frozenset()
            )

        if details.media_product_type is not MediaProductType.FEED or found.before_conversion:
            raise NotFound("reels and old posts have no such parts")
        try:
            insights = await self.call_instagram(found.account_id, Purpose.PERSON, read)
        except (InstagramRefused, NoHealthyLink) as error:
            return _of_media(found, found.insights, stale_after(error, now), now)
        return _of_media(found, insights, None, now)


def _of_story(story: Story, now: datetime) -> MediaInsights:
    return MediaInsights(
        details=story.details,
        insights=story.insights,
        stale=None,
        hidden=story.hidden,
        archived=now >= story.ends_at,
        now=now,
    )


def _of_media(
    media: Media, insights: Insights | None, stale: Stale | None, now: datetime
) -> MediaInsights:
    """Hidden is what Instagram hides, not what it did not answer."""
    known = insights is not None and not insights.empty
    refused = stale is not None and stale.refusal is Refusal.HIDDEN
    few = insights is not None and ALL_INSIGHTS in insights.refused
    return MediaInsights(
        details=media.details,
        insights=insights if known else None,
        stale=None if refused else stale,
        hidden=not known and (refused or few),
        archived=False,
        now=now,
    )
