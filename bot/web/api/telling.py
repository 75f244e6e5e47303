"""Numbers of ours in the shapes that the API answers."""

from datetime import datetime
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.errors import Refusal
from bot.domain.media import Insights, MediaKind
from bot.domain.metrics import MEDIA_METRICS, CallGroup, MediaMetric
from bot.presenters.metric_words import metric_name, metric_sentence
from bot.presenters.speech import Speech
from bot.services.results import Overview, Stale
from bot.web.api.answers import Breakdown, BreakdownResult, Insight, MetricValue, Total, TotalValue

ENGLISH = Speech("en", ZoneInfo("UTC"))
METRIC = {metric.name: metric for metric in MEDIA_METRICS}
WAITS = frozenset({Refusal.TRANSIENT, Refusal.THROTTLED, Refusal.BLOCKED})
REASONS = {Refusal.TOKEN: "token_expired", Refusal.PERMISSION: "permission_denied"}


class Completeness(NamedTuple):
    """Whether the newest numbers were read; if not, why, and seconds until the next try."""

    status: Literal["complete", "partial"] = "complete"
    reason: str | None = None
    retry_after: int | None = None


def completeness(stale: Stale | None, now: datetime) -> Completeness:
    if stale is None:
        return Completeness()
    if stale.refusal in WAITS:
        reason = "throttled" if stale.refusal is Refusal.THROTTLED else "instagram_away"
        return Completeness("partial", reason, seconds_until(stale, now))
    return Completeness("partial", REASONS.get(stale.refusal, stale.refusal.value))


def seconds_until(stale: Stale, now: datetime) -> int | None:
    if stale.retry_at is None:
        return None
    return max(1, int((stale.retry_at - now).total_seconds()))


def insight(name: str, insights: Insights) -> Insight:
    metric, value = METRIC[name], insights.get(name)
    parts = insights.breakdowns.get(name)
    total = None
    if metric.breakdown is not None:
        results = [
            BreakdownResult(dimension_values=[part], value=count)
            for part, count in sorted((parts or {}).items())
        ]
        breakdown = Breakdown(dimension_keys=[metric.breakdown], results=results)
        total = TotalValue(value=value, breakdowns=[breakdown] if parts is not None else [])
    return Insight(
        name=name,
        values=[MetricValue(value=value)],
        title=metric_name(name, ENGLISH),
        description=metric_sentence(name, ENGLISH),
        total_value=total,
    )


def totals_of(overview: Overview) -> list[Total]:
    return [
        Total(
            name=total.metric,
            title=metric_name(total.metric, ENGLISH),
            value=total.value,
            before=total.before,
            change=total.change,
        )
        for total in overview.totals
    ]


def is_asked(metric: MediaMetric, kind: MediaKind) -> bool:
    """Whether it is among what the bot reads by itself."""
    return metric.groups.get(kind, CallGroup.ON_REQUEST) is not CallGroup.ON_REQUEST


def known_insights(kind: MediaKind, insights: Insights | None) -> list[Insight]:
    """All that the bot reads of such media; none where nothing is known."""
    if insights is None:
        return []
    return [insight(metric.name, insights) for metric in MEDIA_METRICS if is_asked(metric, kind)]
