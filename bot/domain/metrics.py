"""The metric registry: what is asked of Instagram for which kind of media, and in which call."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.media import MediaProductType

FEED, REELS, STORY = MediaProductType.FEED, MediaProductType.REELS, MediaProductType.STORY


class CallGroup(StrEnum):
    """Metrics of one group go into one call.

    Meta fails a whole call for one metric that does not fit, and mixed breakdowns too: so the
    sure ones go together (CORE), the best-effort ones apart (EXTRA), each breakdown by itself.
    """

    CORE = "core"
    EXTRA = "extra"
    NAVIGATION = "navigation"
    PROFILE_ACTIVITY = "profile_activity"


class Unit(StrEnum):
    COUNT = "count"
    MILLISECONDS = "milliseconds"
    PERCENT = "percent"


@dataclass(frozen=True)
class MediaMetric:
    """One metric of a media; ``group`` by kind says where it is offered and how it is asked."""

    name: str
    group: dict[MediaProductType, CallGroup]
    unit: Unit = Unit.COUNT
    breakdown: str | None = None


CORE, EXTRA = CallGroup.CORE, CallGroup.EXTRA

MEDIA_METRICS = (
    MediaMetric("reach", {FEED: CORE, REELS: CORE, STORY: CORE}),
    MediaMetric("views", {FEED: CORE, REELS: CORE, STORY: CORE}),
    MediaMetric("likes", {FEED: CORE, REELS: CORE}),
    MediaMetric("comments", {FEED: CORE, REELS: CORE}),
    MediaMetric("saved", {FEED: CORE, REELS: CORE}),
    MediaMetric("shares", {FEED: CORE, REELS: CORE, STORY: CORE}),
    MediaMetric("total_interactions", {FEED: CORE, REELS: CORE, STORY: CORE}),
    MediaMetric("replies", {STORY: CORE}),
    MediaMetric("follows", {FEED: EXTRA, STORY: CORE}),
    MediaMetric("profile_visits", {FEED: EXTRA, STORY: CORE}),
    MediaMetric("reposts", {FEED: EXTRA, REELS: EXTRA, STORY: EXTRA}),
    MediaMetric("ig_reels_avg_watch_time", {REELS: EXTRA}, Unit.MILLISECONDS),
    MediaMetric("ig_reels_video_view_total_time", {REELS: EXTRA}, Unit.MILLISECONDS),
    MediaMetric("reels_skip_rate", {REELS: EXTRA}, Unit.PERCENT),
    MediaMetric(
        "navigation",
        {STORY: CallGroup.NAVIGATION},
        breakdown="story_navigation_action_type",
    ),
    MediaMetric(
        "profile_activity",
        {FEED: CallGroup.PROFILE_ACTIVITY, STORY: CallGroup.PROFILE_ACTIVITY},
        breakdown="action_type",
    ),
)


def metrics_of(kind: MediaProductType, group: CallGroup) -> tuple[MediaMetric, ...]:
    return tuple(metric for metric in MEDIA_METRICS if metric.group.get(kind) is group)


ACCOUNT_TOTALS = (
    "reach",
    "views",
    "accounts_engaged",
    "total_interactions",
    "profile_links_taps",
)
"""Window totals of an account. Meta: ``period=day``, ``metric_type=total_value``."""

UNIQUE_ACCOUNT_METRICS = frozenset({"reach", "accounts_engaged"})
"""De-duplicated per window by Instagram: sums of windows or days count people twice."""
