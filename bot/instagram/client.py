"""Reading profiles, media, stories and insights with a person's token."""

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights, MediaProductType, Number
from bot.domain.metrics import CallGroup, metrics_of
from bot.domain.periods import LONGEST_WINDOW, Period
from bot.domain.secret import Secret
from bot.instagram import parsing
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.errors import NestingRefused, not_an_answer
from bot.instagram.graph import Graph
from bot.instagram.http import InstagramHttp
from bot.instagram.media_insights import MediaInsights
from bot.instagram.refused_metrics import RefusedMetrics, ask_supported
from bot.services.ports import AccountTotals, Clock, DayValue, ListedMedia, MediaPage, Profile

logger = logging.getLogger(__name__)

PROFILE_FIELDS = "id,user_id,username,name,account_type,followers_count,follows_count,media_count"
MEDIA_FIELDS = (
    "id,media_type,media_product_type,caption,permalink,media_url,thumbnail_url,timestamp,"
    "like_count,comments_count"
)
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

    async def profile(self, token: Secret) -> Profile:
        params = {"fields": PROFILE_FIELDS}
        return await self._graph.read("me", None, token, params, parsing.profile)

    # Media --------------------------------------------------------------------------------

    async def media_page(self, token: Secret, after: str | None, limit: int) -> MediaPage:
        """Newest first, with nested insights where Instagram gives them.

        One media that refuses a metric fails a whole page; then the page comes without numbers.
        """
        metrics = self._shared_core_metrics()
        if self._nesting_refused or not metrics:
            return await self._list(token, "media", after, limit)
        try:
            page = await self._list(token, "media", after, limit, metrics)
        except InstagramRefused as refused:
            if refused.code not in PAGE_REFUSALS:
                raise
            logger.info("A media page is read without insights: %s", refused.detail)
            if isinstance(refused, NestingRefused):
                self._nesting_refused = True
            return await self._list(token, "media", after, limit)
        for media in page.media:
            if media.insights is not None:
                kind = media.details.media_product_type
                self._refused_metrics.given(kind, media.insights.values)
        return page

    async def live_stories(self, token: Secret) -> Sequence[ListedMedia]:
        stories: list[ListedMedia] = []
        after: str | None = None
        while True:
            page = await self._list(token, "stories", after, STORIES_PAGE)
            stories += page.media
            after = page.after
            if after is None:
                return stories

    async def _list(
        self,
        token: Secret,
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
            token,
            params,
            lambda reply: parsing.media_page(reply, self._clock.now(), kind),
            metrics=metrics,
        )
        if page.after is not None and page.after == after:
            raise not_an_answer(f"the next page of {edge} is the same page")
        return page

    def _shared_core_metrics(self) -> list[str]:
        """What posts and reels have in common: a page holds both, and one refusal fails it."""
        feed, reels = (
            self._refused_metrics.without(kind, metrics_of(kind, CallGroup.CORE))
            for kind in (MediaProductType.FEED, MediaProductType.REELS)
        )
        return [metric.name for metric in feed if metric in reels]

    async def media_insights(
        self,
        token: Secret,
        media_id: str,
        kind: MediaProductType,
        groups: Collection[CallGroup],
    ) -> Insights:
        return await self._media_insights(token, media_id, kind, groups)

    # The account --------------------------------------------------------------------------

    async def account_totals(
        self, token: Secret, user_id: str, metrics: Collection[str], period: Period
    ) -> AccountTotals:
        window = _window(period) | {"metric_type": "total_value"}

        async def ask(names: Sequence[str]) -> Mapping[str, Number]:
            params = window | {"metric": ",".join(names)}
            return await self._graph.read(
                user_id, "insights", token, params, parsing.account_totals, metrics=names
            )

        supported = await ask_supported(list(metrics), ask, halve=True)
        if supported.refused:
            logger.info("Instagram refuses %s of an account", sorted(supported.refused))
        values = {name: value for answer in supported.answers for name, value in answer.items()}
        return AccountTotals(self._clock.now(), values, {})

    async def account_breakdown(
        self, token: Secret, user_id: str, metric: str, breakdown: str, period: Period
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
                token,
                params,
                lambda reply: parsing.account_breakdown(reply, metric),
                metrics=(metric,),
            )
        except InstagramRefused as refused:
            if refused.refusal is not Refusal.UNSUPPORTED_METRIC:
                raise
            return {}

    async def account_series(
        self, token: Secret, user_id: str, metric: str, period: Period
    ) -> Sequence[DayValue]:
        """A day ends at midnight Pacific time, whatever the zone of ``period``."""
        try:
            return await self._graph.read(
                user_id,
                "insights",
                token,
                _window(period) | {"metric": metric},
                lambda reply: parsing.account_series(reply, metric),
                metrics=(metric,),
            )
        except InstagramRefused as refused:
            if refused.refusal is not Refusal.UNSUPPORTED_METRIC:
                raise
            return []


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
