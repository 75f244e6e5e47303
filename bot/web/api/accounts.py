"""Beyond the seeds: accounts, their numbers by period, their media, and the story archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from bot.domain.api_keys import ApiRight
from bot.domain.media import Media, MediaProductType
from bot.domain.story_life import Story
from bot.services.ports import Clock, LinkedAccount
from bot.services.read_for_key import ListKeyAccounts, ListKeyMedia, ListKeyStories, ReadAccount
from bot.services.results import HALF_A_DAY, Overview, StoriesOfMonth
from bot.web.api.answers import (
    Account,
    AccountInsightsAnswer,
    AccountsAnswer,
    Answer,
    ArchivedStory,
    CoverageOfMonth,
    Day,
    ListedMedia,
    MediaListAnswer,
    StoriesAnswer,
)
from bot.web.api.endpoints import Asked, Endpoint, Link, NoParameters, Parameters, WholeNumber
from bot.web.api.telling import completeness, known_insights, totals_of

PREFIX = "/api/instagram/accounts"
ID = r"^[0-9]{1,32}$"


class AccountPath(Parameters):
    user_id: str = Field(pattern=ID, examples=["17841400000000001"])


class PeriodQuery(Parameters):
    days: Literal["7", "28", "90"] = Field("7", description="The last so many whole local days.")


class MediaQuery(Parameters):
    media_type: Literal["FEED", "REELS"] = "FEED"
    limit: WholeNumber = Field(25, ge=1, le=100)
    cursor: str | None = Field(None, pattern=ID, description="next_cursor of the part before.")


class MonthQuery(Parameters):
    month: str | None = Field(
        None,
        pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$",
        description="This month when left out.",
        examples=["2026-11"],
    )


@dataclass(frozen=True)
class AccountRoutes:
    clock: Clock
    list_accounts: ListKeyAccounts
    read_account: ReadAccount
    list_media: ListKeyMedia
    list_stories: ListKeyStories

    def endpoints(self) -> Sequence[Endpoint]:
        return (
            Endpoint(
                path=PREFIX,
                operation_id="listAccounts",
                summary="The accounts that the key opens",
                description="By name, with what Instagram last told of each.",
                right=ApiRight.ACCOUNT,
                path_parameters=NoParameters,
                query_parameters=NoParameters,
                answer=AccountsAnswer,
                errors=(),
                handle=self._accounts,
                leads_to=tuple(
                    Link(operation_id, "user_id", "/accounts/0/user_id")
                    for operation_id in ("readAccountInsights", "listMedia", "listStories")
                ),
            ),
            Endpoint(
                path=f"{PREFIX}/{{user_id}}/insights",
                operation_id="readAccountInsights",
                summary="An account over a period, beside the days just before",
                description=(
                    "At most an hour old when Instagram answers, else the last known numbers."
                ),
                right=ApiRight.ACCOUNT,
                path_parameters=AccountPath,
                query_parameters=PeriodQuery,
                answer=AccountInsightsAnswer,
                errors=("not_found",),
                handle=self._insights,
            ),
            Endpoint(
                path=f"{PREFIX}/{{user_id}}/media",
                operation_id="listMedia",
                summary="The posts or reels of an account, part by part",
                description="As they are known; nothing is asked of Instagram for it.",
                right=ApiRight.MEDIA,
                path_parameters=AccountPath,
                query_parameters=MediaQuery,
                answer=MediaListAnswer,
                errors=("not_found",),
                handle=self._media,
                leads_to=tuple(
                    Link(operation_id, "media_id", "/media/0/media_id")
                    for operation_id in ("readInsights", "readProfileActivity", "readHistory")
                ),
            ),
            Endpoint(
                path=f"{PREFIX}/{{user_id}}/stories",
                operation_id="listStories",
                summary="The stories of a month, what became of each, and the coverage",
                description="From the archive: Instagram itself has none that ended.",
                right=ApiRight.STORIES,
                path_parameters=AccountPath,
                query_parameters=MonthQuery,
                answer=StoriesAnswer,
                errors=("not_found",),
                handle=self._stories,
                leads_to=(
                    Link("readInsights", "media_id", "/stories/0/media_id"),
                    Link("readNavigation", "story_id", "/stories/0/media_id"),
                ),
            ),
        )

    async def _accounts(self, asked: Asked) -> Answer:
        accounts = await self.list_accounts(asked.key)
        return AccountsAnswer(
            accounts=[_account(one) for one in accounts], timestamp=self.clock.now()
        )

    async def _insights(self, asked: Asked) -> Answer:
        overview = await self.read_account(asked.key, asked.path.user_id, int(asked.query.days))
        return self._overview(overview)

    def _overview(self, overview: Overview) -> AccountInsightsAnswer:
        complete = completeness(overview.stale, self.clock.now())
        zone = overview.period.zone
        return AccountInsightsAnswer(
            status=complete.status,
            reason=complete.reason,
            retry_after=complete.retry_after,
            user_id=overview.account.user_id,
            first=overview.period.first,
            last=overview.period.last,
            time_zone=zone.key,
            totals=totals_of(overview),
            reach_not_followers=overview.reach_not_followers,
            followers_came=overview.followers_came,
            followers_left=overview.followers_left,
            reach_by_day=[
                Day(day=(one.ends_at - HALF_A_DAY).astimezone(zone).date(), value=one.value)
                for one in overview.reach_by_day
            ],
            followers_by_day=[
                Day(day=day, value=value)
                for day, value in sorted(overview.followers_by_day.items())
            ],
            stories_seen=overview.stories_seen,
            stories_captured=overview.stories_captured,
            as_of=overview.as_of,
            timestamp=self.clock.now(),
        )

    async def _media(self, asked: Asked) -> Answer:
        query = asked.query
        kind = MediaProductType(query.media_type)
        part = await self.list_media(asked.key, asked.path.user_id, kind, query.cursor, query.limit)
        last = part.media[-1].details.media_id if part.media and part.has_more else None
        return MediaListAnswer(
            media=[_media(one) for one in part.media],
            total=part.total,
            next_cursor=last,
            timestamp=self.clock.now(),
        )

    async def _stories(self, asked: Asked) -> Answer:
        month = asked.query.month
        day = None if month is None else date.fromisoformat(f"{month}-01")
        result = await self.list_stories(asked.key, asked.path.user_id, day)
        covered = result.coverage
        return StoriesAnswer(
            user_id=result.account.user_id,
            month=covered.month,
            coverage=CoverageOfMonth(
                final=covered.final,
                partial=covered.partial,
                hidden=covered.hidden,
                lost=covered.lost,
                live=covered.live,
            ),
            stories=[_story(one, result) for one in result.stories],
            timestamp=result.now,
        )


def _account(linked: LinkedAccount) -> Account:
    account = linked.account
    return Account(
        user_id=account.user_id,
        username=account.username,
        name=account.name,
        followers_count=account.followers_count,
        follows_count=account.follows_count,
        media_count=account.media_count,
        time_zone=account.time_zone,
        link=linked.link.state.value,
        as_of=account.as_of,
    )


def _media(media: Media) -> ListedMedia:
    details = media.details
    return ListedMedia(
        media_id=details.media_id,
        media_type=details.media_product_type.value,
        published_at=details.timestamp,
        caption=details.caption,
        permalink=details.permalink,
        insights=known_insights(details.kind, media.insights),
        as_of=None if media.insights is None else media.insights.as_of,
    )


def _story(story: Story, result: StoriesOfMonth) -> ArchivedStory:
    why = result.whys.get(story.id)
    return ArchivedStory(
        media_id=story.details.media_id,
        published_at=story.posted_at,
        ends_at=story.ends_at,
        state=story.state(result.now).value,
        reason=None if why is None else why.cause.value,
        insights=known_insights(story.details.kind, story.insights),
        as_of=None if story.insights is None else story.insights.as_of,
    )
