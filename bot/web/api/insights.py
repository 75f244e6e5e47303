"""The seeds' routes under ``/api/instagram/insights``: the numbers of posts, reels and stories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from pydantic import Field, field_validator

from bot.domain.api_keys import ApiRight
from bot.domain.errors import Refusal
from bot.domain.media import Insights, MediaKind, MediaProductType
from bot.domain.metrics import (
    MEDIA_METRICS,
    RETIRED,
    CallGroup,
    UnderstoodMetric,
    UnknownMetric,
    understand_metric,
)
from bot.domain.secret import Secret
from bot.presenters.metric_words import metric_name, metric_sentence
from bot.services.read_for_key import ReadHistory
from bot.services.read_insights import ReadBreakdown, ReadInsights
from bot.services.results import MediaInsights
from bot.services.show_media import FRESH
from bot.services.try_token import TryToken
from bot.web.api.answers import (
    Answer,
    BreakdownAnswer,
    HistoryAnswer,
    MediaInsightsAnswer,
    MediaTypeName,
    MetricsAnswer,
    OfferedMetric,
    Snapshot,
)
from bot.web.api.endpoints import TOKEN, Asked, Endpoint, NoParameters, Parameters
from bot.web.api.problems import ApiProblem, of_refusal
from bot.web.api.telling import (
    ENGLISH,
    METRIC,
    completeness,
    insight,
    is_asked,
    known_insights,
    seconds_until,
)

PREFIX = "/api/instagram/insights"
MOST_METRICS = 50
A_MOMENT = timedelta(seconds=5)
"""What is at most an hour old may be a moment older, and it says how old."""

KINDS = {
    MediaProductType.FEED: (MediaKind.IMAGE, MediaKind.CAROUSEL),
    MediaProductType.REELS: (MediaKind.REELS,),
    MediaProductType.STORY: (MediaKind.STORY,),
}

MEDIA_ID = Field(
    pattern=r"^[0-9]{1,32}$", description="Instagram's id of it.", examples=["17932174733377207"]
)
METRICS = Field(
    None,
    description="Names, separated by commas; retired ones are translated. All when left out.",
    examples=["views,likes,comments"],
    pattern=r"^[A-Za-z0-9_, ]{1,1000}$",
)


class MediaPath(Parameters):
    media_id: str = MEDIA_ID


class StoryPath(Parameters):
    story_id: str = MEDIA_ID


class KindPath(Parameters):
    kind: str = Field(pattern="^(feed|story|reels)$", examples=["reels"])


class InsightsQuery(Parameters):
    media_type: MediaTypeName | None = Field(None, description="What it has to be, else 422.")
    metrics: str | None = METRICS

    @field_validator("media_type", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value


class TestQuery(Parameters):
    media_id: str = MEDIA_ID
    access_token: str | None = Field(
        None,
        pattern=TOKEN,
        description=(
            "An Instagram token to try. Better in the header X-Instagram-Token: addresses are kept"
            " by browsers and proxies. Here it is kept nowhere."
        ),
    )


@dataclass(frozen=True)
class InsightRoutes:
    read_insights: ReadInsights
    read_breakdown: ReadBreakdown
    try_token: TryToken
    read_history: ReadHistory

    def endpoints(self) -> Sequence[Endpoint]:
        missing = ("not_found", "insufficient_viewers", "permission_denied", "token_expired")
        away = (*missing, "instagram_away", "instagram_refused")
        # Whole words come before ids: aiohttp takes the first route that fits.
        return (
            Endpoint(
                path=f"{PREFIX}/test",
                operation_id="tryToken",
                summary="Try an Instagram token, or the linked account, against a media",
                description=(
                    "With a token two calls to Instagram are made with it, whosever it is. Without"
                    " one the linked account that owns the media answers."
                ),
                right=None,
                path_parameters=NoParameters,
                query_parameters=TestQuery,
                answer=MediaInsightsAnswer,
                errors=away,
                handle=self._test,
                takes_token=True,
            ),
            Endpoint(
                path=f"{PREFIX}/metrics/{{kind}}",
                operation_id="listMetrics",
                summary="The metrics of a kind of media",
                description="What Instagram offers today, and what stands in for retired names.",
                right=None,
                path_parameters=KindPath,
                query_parameters=NoParameters,
                answer=MetricsAnswer,
                errors=(),
                handle=self._metrics,
            ),
            Endpoint(
                path=f"{PREFIX}/{{media_id}}/profile-activity",
                operation_id="readProfileActivity",
                summary="What people did on the profile after seeing a post or story",
                description="Parts by action_type, in lower case as Meta names them.",
                right=None,
                path_parameters=MediaPath,
                query_parameters=NoParameters,
                answer=BreakdownAnswer,
                errors=away,
                handle=self._profile_activity,
                remembered_for=FRESH,
            ),
            Endpoint(
                path=f"{PREFIX}/{{story_id}}/navigation",
                operation_id="readNavigation",
                summary="How people went on from a story",
                description="tap_forward, tap_back, tap_exit, swipe_forward.",
                right=ApiRight.STORIES,
                path_parameters=StoryPath,
                query_parameters=NoParameters,
                answer=BreakdownAnswer,
                errors=away,
                handle=self._navigation,
            ),
            Endpoint(
                path=f"{PREFIX}/{{media_id}}/history",
                operation_id="readHistory",
                summary="What every look at a post, reel or story gave",
                description="Instagram itself tells totals only; these are the bot's own looks.",
                right=None,
                path_parameters=MediaPath,
                query_parameters=NoParameters,
                answer=HistoryAnswer,
                errors=("not_found",),
                handle=self._history,
            ),
            Endpoint(
                path=f"{PREFIX}/{{media_id}}",
                operation_id="readInsights",
                summary="The numbers of a post, reel or story",
                description=(
                    "At most an hour old when Instagram answers. A story that has ended answers"
                    " from what was captured while it lived."
                ),
                right=None,
                path_parameters=MediaPath,
                query_parameters=InsightsQuery,
                answer=MediaInsightsAnswer,
                errors=away,
                handle=self._insights,
                remembered_for=A_MOMENT,
            ),
        )

    async def _insights(self, asked: Asked) -> Answer:
        result = await self.read_insights(asked.key, asked.path.media_id)
        kind = result.details.media_product_type
        wanted = asked.query.media_type
        if wanted is not None and wanted != kind.value:
            raise ApiProblem("invalid_parameters", f"media_type: this is of the type {kind.value}")
        return _told(result, _understood(asked.query.metrics, result.details.kind))

    async def _test(self, asked: Asked) -> Answer:
        token = asked.instagram_token or asked.query.access_token
        if token is None:
            result = await self.read_insights(asked.key, asked.query.media_id)
        else:
            result = await self.try_token(Secret(token), asked.query.media_id)
        return _told(result, _understood(None, result.details.kind))

    async def _metrics(self, asked: Asked) -> Answer:
        kind = MediaProductType(asked.path.kind.upper())
        offered = [
            metric for metric in MEDIA_METRICS if any(is_asked(metric, one) for one in KINDS[kind])
        ]
        names = {metric.name for metric in offered}
        return MetricsAnswer(
            media_type=kind.value,
            metrics=[metric.name for metric in offered],
            offered=[
                OfferedMetric(
                    name=metric.name,
                    title=metric_name(metric.name, ENGLISH),
                    description=metric_sentence(metric.name, ENGLISH),
                    unit=metric.unit.value,
                    breakdown=metric.breakdown,
                )
                for metric in offered
            ],
            retired={old: new.metric for old, new in RETIRED.items() if new.metric in names},
        )

    async def _profile_activity(self, asked: Asked) -> Answer:
        result = await self.read_breakdown(
            asked.key, asked.path.media_id, CallGroup.PROFILE_ACTIVITY
        )
        return _broken_down(result, "profile_activity")

    async def _history(self, asked: Asked) -> Answer:
        result = await self.read_history(asked.key, asked.path.media_id)
        details = result.details
        return HistoryAnswer(
            media_id=details.media_id,
            media_type=details.media_product_type.value,
            published_at=details.timestamp,
            snapshots=[
                Snapshot(
                    age_seconds=int(look.age.total_seconds()),
                    as_of=look.insights.as_of,
                    insights=known_insights(details.kind, look.insights),
                )
                for look in result.looks
            ],
            timestamp=result.now,
        )

    async def _navigation(self, asked: Asked) -> Answer:
        result = await self.read_insights(asked.key, asked.path.story_id)
        if result.details.media_product_type is not MediaProductType.STORY:
            raise ApiProblem("not_found", "Only stories have a navigation.")
        return _broken_down(result, "navigation")


def _understood(metrics: str | None, kind: MediaKind) -> list[UnderstoodMetric]:
    """What to answer, in the asked order. Raises ApiProblem for what was never a metric."""
    known = tuple(metric.name for metric in MEDIA_METRICS if kind in metric.groups)
    if metrics is None:
        asked = [name for name in known if is_asked(METRIC[name], kind)]
    else:
        asked = [name for name in (part.strip() for part in metrics.split(",")) if name]
        if not 0 < len(asked) <= MOST_METRICS:
            raise ApiProblem("invalid_parameters", f"metrics: 1 to {MOST_METRICS} names")
    found = []
    for name in asked:
        try:
            found.append(understand_metric(name, known))
        except UnknownMetric:
            raise ApiProblem(
                "invalid_parameters",
                f"metrics: one of them is none of this kind of media; it has {', '.join(known)}",
            ) from None
    return found


def _told(result: MediaInsights, metrics: Sequence[UnderstoodMetric]) -> MediaInsightsAnswer:
    insights = _known(result)
    names = list(dict.fromkeys(one.metric for one in metrics))
    complete = completeness(result.stale, result.now)
    return MediaInsightsAnswer(
        status=complete.status,
        reason=complete.reason,
        retry_after=complete.retry_after,
        media_id=result.details.media_id,
        media_type=result.details.media_product_type.value,
        insights=[insight(name, insights) for name in names],
        translated={one.asked: one.metric for one in metrics if one.replacement is not None},
        archived=result.archived,
        as_of=insights.as_of,
        timestamp=result.now,
    )


def _broken_down(result: MediaInsights, metric: str) -> BreakdownAnswer:
    """A known number of another sort does not stand in for this one."""
    insights = _known(result, metric)
    data = insight(metric, insights)
    complete = completeness(result.stale, result.now)
    parts = [] if data.total_value is None else data.total_value.breakdowns
    return BreakdownAnswer(
        status=complete.status,
        reason=complete.reason,
        retry_after=complete.retry_after,
        media_id=result.details.media_id,
        media_type=result.details.media_product_type.value,
        data=data,
        breakdown=parts,
        archived=result.archived,
        as_of=insights.as_of,
        timestamp=result.now,
    )


def _known(result: MediaInsights, metric: str | None = None) -> Insights:
    """Raises ApiProblem where nothing is known, or nothing of ``metric``, and says why."""
    insights = result.insights
    if insights is not None and (
        metric is None or result.stale is None or metric in insights.breakdowns
    ):
        return insights
    if result.hidden:
        raise of_refusal(Refusal.HIDDEN)
    if result.stale is not None:
        raise of_refusal(result.stale.refusal, seconds_until(result.stale, result.now))
    raise ApiProblem("not_found", "No numbers of it were seen.")
