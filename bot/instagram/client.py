"""Reading profiles, media, stories and insights with a person's token."""

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights, MediaKind, MediaProductType, Number
from bot.domain.metrics import CallGroup, listed_metrics
from bot.domain.periods import LONGEST_WINDOW, Period
from bot.instagram import parsing
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.errors import NestingRefused, not_an_answer
from bot.instagram.graph import Graph
from bot.instagram.http import InstagramHttp
from bot.instagram.media_insights import MediaInsights
from bot.instagram.refused_metrics import RefusedMetrics, ask_supported
from bot.instagram.strict_json import JsonObject
from bot.services.ports import (
    Access,
    AccountTotals,
    Clock,
    DayValue,
    ListedMedia,
    MediaPage,
    MediaPicture,
    Profile,
)

logger = logging.getLogger(__name__)

PROFILE_FIELDS = "id,user_id,username,name,account_type,followers_count,follows_count,media_count"
MEDIA_FIELDS = (
    "id,media_type,media_product_type,caption,permalink,media_url,thumbnail_url,timestamp,"
    "like_count,comments_count"
)
CHILD_FIELDS = "id,media_type,media_url,thumbnail_url"
STORIES_PAGE = 100
"""The most that Instagram lists at once."""

PAGE_REFUSALS = frozenset({1, 10, 100})
"""Codes with which one media, or the size of the answer, fails a whole page."""


class InstagramClient:
    """Implements the port InstagramApi."""

    def __init__(self, http: InstagramHttp, endpoints: InstagramEndpoints, clock: Clock) -> None:
        self._graph = Graph(http, endpoints)
        self._clock = clock
        self._refused_metrics = RefusedMetrics(clock)
        self._media_insights = MediaInsights(self._graph, clock, self._refused_metrics)
        self._nesting_refused = False

    async def profile(self, access: Access) -> Profile:
        params = {"fields": PROFILE_FIELDS}
        return await self._graph.read("me", None, access, params, parsing.profile)

    # Media --------------------------------------------------------------------------------

    async def media_page(
        self,
        access: Access,
        after: str | None,
        limit: int,
        refusing: Sequence[datetime] = (),  # noqa: ARG002
    ) -> MediaPage:
        """Newest first, with nested insights where Instagram gives them.

        One media that refuses a metric fails a whole page; then the page comes without numbers.
        """
        metrics = self._shared_core_metrics()
        if self._nesting_refused or not metrics:
            return await self._list(access, "media", after, limit)
        try:
            page = await self._list(access, "media", after, limit, metrics)
        except InstagramRefused as refused:
            if refused.code not in PAGE_REFUSALS:
                raise
            logger.info("A media page is read without insights: %s", refused.detail)
            if isinstance(refused, NestingRefused):
                self._nesting_refused = True
            return await self._list(access, "media", after, limit)
        for media in page.media:
            if media.insights is not None:
                kind = media.details.kind
                self._refused_metrics.given(kind, media.insights.values)
        return page

    async def live_stories(self, access: Access) -> Sequence[ListedMedia]:
        stories: list[ListedMedia] = []
        after: str | None = None
        while True:
            page = await self._list(access, "stories", after, STORIES_PAGE)
            stories += page.media
            after = page.after
            if after is None:
                return stories

    async def newest_media(self, access: Access, limit: int) -> Sequence[ListedMedia]:
        return (await self._list(access, "media", None, limit)).media

    async def media(self, access: Access, media_id: str) -> ListedMedia:
        def answer(reply: JsonObject) -> ListedMedia:
            page = parsing.media_page({"data": [reply]}, self._clock.now())
            if not page.media:
                raise not_an_answer(f"media {media_id} is of another kind than it was")
            return page.media[0]

        return await self._graph.read(media_id, None, access, {"fields": MEDIA_FIELDS}, answer)

    async def children(self, access: Access, media_id: str) -> Sequence[MediaPicture]:
        params = {"fields": CHILD_FIELDS, "limit": str(STORIES_PAGE)}
        return await self._graph.read(media_id, "children", access, params, parsing.children)

    async def _list(
        self,
        access: Access,
        edge: str,
        after: str | None,
        limit: int,
        metrics: Sequence[str] = (),
    ) -> MediaPage:
        insights = f",insights.metric({','.join(metrics)})" if metrics else ""
        params = {"fields": MEDIA_FIELDS + insights, "limit": str(limit)}
        if after is not None:
            params["after"] = after
        kind = MediaProductType.STORY if edge == "stories" else None
        page = await self._graph.read(
            "me",
            edge,
            access,
            params,
            lambda reply: parsing.media_page(reply, self._clock.now(), kind),
            metrics=metrics,
        )
        if page.after is not None and page.after == after:
            raise not_an_answer(f"the next page of {edge} is the same page")
        return page

    def _shared_core_metrics(self) -> list[str]:
        """What posts and reels have in common: a page holds both, and one refusal fails it."""
        metrics = list(listed_metrics())
        for kind in (MediaKind.IMAGE, MediaKind.CAROUSEL, MediaKind.REELS):
            metrics = self._refused_metrics.without(kind, metrics)
        return [metric.name for metric in metrics]

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

        async def ask(names: Sequence[str]) -> Mapping[str, Number]:
            params = window | {"metric": ",".join(names)}
            return await self._graph.read(
                user_id, "insights", access, params, parsing.account_totals, metrics=names
            )

        supported = await ask_supported(list(metrics), ask, halve=True)
        if supported.refused:
            logger.info("Instagram refuses %s of an account", sorted(supported.refused))
        values = {name: value for answer in supported.answers for name, value in answer.items()}
        return AccountTotals(self._clock.now(), values, {})

    async def account_breakdown(
        self, access: Access, user_id: str, metric: str, breakdown: str, period: Period
    ) -> Mapping[str, Number]:
        params = _window(period) | {
            "metric": metric,
            "metric_type": "total_value",
            "breakdown": breakdown,
        }
        try:
            return await self._graph.read(
                user_id,
                "insights",
                access,
                params,
                lambda reply: parsing.account_breakdown(reply, metric),
                metrics=(metric,),
            )
        except InstagramRefused as refused:
            if refused.refusal is not Refusal.UNSUPPORTED_METRIC:
                raise
            return {}

    async def account_series(
        self, access: Access, user_id: str, metric: str, period: Period
    ) -> Sequence[DayValue]:
        """A day ends at midnight Pacific time, whatever the zone of ``period``."""
        try:
            return await self._graph.read(
                user_id,
                "insights",
                access,
                _window(period) | {"metric": metric},
                lambda reply: parsing.account_series(reply, metric),
                metrics=(metric,),
            )
        except InstagramRefused as refused:
            if refused.refusal is not Refusal.UNSUPPORTED_METRIC:
                raise
            return []

    async def audience(
        self, access: Access, user_id: str, metric: str, breakdown: str
    ) -> Mapping[str, Number]:
        params = {
            "metric": metric,
            "period": "lifetime",
            "metric_type": "total_value",
            "timeframe": "this_month",
            "breakdown": breakdown,
        }
        try:
            return await self._graph.read(
                user_id,
                "insights",
                access,
                params,
                lambda reply: parsing.audience(reply, metric),
                metrics=(metric,),
            )
        except InstagramRefused as refused:
            if refused.refusal is not Refusal.UNSUPPORTED_METRIC:
                raise
            return {}


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
