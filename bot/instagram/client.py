"""Reading profiles, media, stories and insights with a person's token."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights, MediaKind, Number
from bot.domain.metrics import CallGroup
from bot.domain.online import OnlineDay
from bot.domain.periods import LONGEST_WINDOW, Period
from bot.instagram import parsing
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.errors import not_an_answer
from bot.instagram.graph import Graph
from bot.instagram.http import InstagramHttp
from bot.instagram.media_insights import MediaInsights
from bot.instagram.media_list import FIELDS, MediaList
from bot.instagram.refused_metrics import ACCOUNT, RefusedMetrics, ask_supported
from bot.instagram.story_list import LONGEST_PAGE, StoryList
from bot.services.ports import (
    Access,
    AccountTotals,
    Clock,
    Database,
    DayValue,
    ListedMedia,
    MediaPage,
    MediaPicture,
    Profile,
)
from bot.strict_json import JsonObject

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

PROFILE_FIELDS = "id,user_id,username,name,account_type,followers_count,follows_count,media_count"
CHILD_FIELDS = "id,media_type,media_url,thumbnail_url"
ONLINE_FOLLOWERS = "online_followers"


class InstagramClient:
    """Implements the port InstagramApi."""

    def __init__(
        self, http: InstagramHttp, endpoints: InstagramEndpoints, clock: Clock, database: Database
    ) -> None:
        self._graph = Graph(http, endpoints)
        self._clock = clock
        self._refused_metrics = RefusedMetrics(clock, database)
        self._media_insights = MediaInsights(self._graph, clock, self._refused_metrics)
        self._media_list = MediaList(
            self._graph, clock, self._refused_metrics, self._media_insights
        )
        self._story_list = StoryList(self._media_list, self._media_insights, self._refused_metrics)

    async def profile(self, access: Access) -> Profile:
        params = {"fields": PROFILE_FIELDS}
        return await self._graph.read("me", None, access, params, parsing.profile)

    # Media --------------------------------------------------------------------------------

    async def media_page(
        self,
        access: Access,
        after: str | None,
        limit: int,
        refusing: Sequence[datetime] = (),
        before_conversion: datetime | None = None,
    ) -> MediaPage:
        return await self._media_list.page(access, after, limit, refusing, before_conversion)

    async def live_stories(self, access: Access) -> Sequence[ListedMedia]:
        return await self._story_list.plain(access)

    async def live_stories_with_insights(
        self, access: Access, wanted: Collection[str], without_numbers: int
    ) -> Sequence[ListedMedia] | None:
        return await self._story_list.with_insights(access, wanted, without_numbers)

    async def newest_media(self, access: Access, limit: int) -> Sequence[ListedMedia]:
        return (await self._media_list.list_media(access, "media", None, limit)).media

    async def media(self, access: Access, media_id: str) -> ListedMedia:
        def answer(reply: JsonObject) -> ListedMedia:
            page = parsing.media_page({"data": [reply]}, self._clock.now())
            if not page.media:
                raise not_an_answer(f"media {media_id} is of another kind than it was")
            return page.media[0]

        return await self._graph.read(media_id, None, access, {"fields": FIELDS}, answer)

    async def children(self, access: Access, media_id: str) -> Sequence[MediaPicture]:
        params = {"fields": CHILD_FIELDS, "limit": str(LONGEST_PAGE)}
        return await self._graph.read(media_id, "children", access, params, parsing.children)

    async def media_insights(
        self,
        access: Access,
        media_id: str,
        kind: MediaKind,
        groups: Collection[CallGroup],
        without: Collection[str] = (),
    ) -> Insights:
        return await self._media_insights(access, media_id, kind, groups, without)

    # The account --------------------------------------------------------------------------

    async def account_totals(
        self, access: Access, user_id: str, metrics: Collection[str], period: Period
    ) -> AccountTotals:
        window = _window(period) | {"metric_type": "total_value"}
        details: list[str] = []

        async def ask(names: Sequence[str]) -> Mapping[str, Number]:
            params = window | {"metric": ",".join(names)}
            try:
                return await self._graph.read(
                    user_id, "insights", access, params, parsing.account_totals, metrics=names
                )
            except InstagramRefused as refused:
                details.append(refused.detail)
                raise

        names = await self._refused_metrics.without(ACCOUNT, metrics)
        supported = await ask_supported(names, ask)
        values = {name: value for answer in supported.answers for name, value in answer.items()}
        await self._refused_metrics.given(ACCOUNT, values)
        if supported.refused:
            logger.info("Instagram refuses %s of an account", sorted(supported.refused))
            await self._refused_metrics.refused(
                ACCOUNT, sorted(supported.refused), user_id, details[-1]
            )
        return AccountTotals(self._clock.now(), values, {})

    async def account_breakdown(
        self, access: Access, user_id: str, metric: str, breakdown: str, period: Period
    ) -> Mapping[str, Number]:
        params = _window(period) | {"metric_type": "total_value", "breakdown": breakdown}
        parts = await self._of_account(
            access, user_id, metric, breakdown, params, parsing.account_breakdown
        )
        return parts or {}

    async def account_series(
        self, access: Access, user_id: str, metric: str, period: Period
    ) -> Sequence[DayValue]:
        """A day ends at midnight Pacific time, whatever the zone of ``period``."""
        params = _window(period)
        days = await self._of_account(
            access, user_id, metric, "day", params, parsing.account_series
        )
        return days or []

    async def online_followers(
        self, access: Access, user_id: str, period: Period
    ) -> Sequence[OnlineDay]:
        params = _window(period) | {"period": "lifetime"}
        days = await self._of_account(
            access, user_id, ONLINE_FOLLOWERS, "hour", params, parsing.online_followers
        )
        return days or []

    async def audience(
        self, access: Access, user_id: str, metric: str, breakdown: str
    ) -> Mapping[str, Number]:
        params = {
            "period": "lifetime",
            "metric_type": "total_value",
            "timeframe": "this_month",
            "breakdown": breakdown,
        }
        parts = await self._of_account(access, user_id, metric, breakdown, params, parsing.audience)
        return parts or {}

    async def _of_account(
        self,
        access: Access,
        user_id: str,
        metric: str,
        by: str,
        params: Mapping[str, str],
        answer: Callable[[JsonObject, str], Answer],
    ) -> Answer | None:
        """One metric in a call of its own; None where Instagram refuses it in this form.

        The form is remembered apart from the metric: totals go on where a breakdown is refused.
        """
        form = f"{metric} by {by}"
        if not await self._refused_metrics.without(ACCOUNT, [form]):
            return None
        try:
            given = await self._graph.read(
                user_id,
                "insights",
                access,
                {"metric": metric, **params},
                lambda reply: answer(reply, metric),
                metrics=(metric,),
            )
        except InstagramRefused as refused:
            if refused.refusal is not Refusal.UNSUPPORTED_METRIC:
                raise
            logger.info("Instagram refuses %s of an account", form)
            await self._refused_metrics.refused(ACCOUNT, [form], user_id, refused.detail)
            return None
        if given:
            await self._refused_metrics.given(ACCOUNT, [form])
        return given


def _window(period: Period) -> dict[str, str]:
    """Unix seconds. Meta allows 30 times 24 hours, an hour less than 30 days with a clock change
    in autumn: that hour is left out at the beginning.
    """
    if period.days > LONGEST_WINDOW:
        raise ValueError(f"Instagram allows {LONGEST_WINDOW} days, not {period.days}")
    since = max(period.since, period.until - timedelta(days=LONGEST_WINDOW))
    return {
        "period": "day",
        "since": str(int(since.timestamp())),
        "until": str(int(period.until.timestamp())),
    }
