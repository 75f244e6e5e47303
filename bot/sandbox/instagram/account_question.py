"""What a call to ``GET /{user}/insights`` asks, checked by Meta's rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.instagram.call import Call
from bot.sandbox.instagram.errors import (
    GraphError,
    bad_parameter,
    needs_total_value,
    unknown_error,
)
from bot.sandbox.instagram.metrics import (
    ACCOUNT_BREAKDOWNS,
    ACCOUNT_METRICS,
    BY_PEOPLE,
    METRIC_TYPES,
    PERIODS,
    RETIRED_TIMEFRAMES,
    SERIES,
    TIMEFRAMES,
    TOTAL,
)

LONGEST_SPAN = timedelta(days=30)


@dataclass(frozen=True)
class Window:
    since: datetime
    until: datetime

    @property
    def length(self) -> timedelta:
        return self.until - self.since


@dataclass(frozen=True)
class Question:
    """``shapes``: series or total of each metric."""

    metrics: list[str]
    periods: list[str]
    shapes: Mapping[str, str]
    breakdowns: list[str]
    timeframe: str | None
    window: Window


def asked_question(call: Call) -> Question:
    """Raises GraphError for the first thing that Meta would refuse."""
    metrics = _asked_metrics(call)
    periods = _asked_periods(call, metrics)
    shapes = _asked_shapes(call, metrics)
    breakdowns = _asked_breakdowns(call, metrics)
    timeframe = _asked_timeframe(call, metrics)
    window = _asked_window(call, metrics, timeframe)
    return Question(metrics, periods, shapes, breakdowns, timeframe, window)


def _asked_metrics(call: Call) -> list[str]:
    asked = call.list_param("metric")
    if not asked:
        raise bad_parameter("The parameter metric is required")
    if "impressions" in asked:
        raise bad_parameter(
            "Starting from version 22 and above, the impressions metric is no longer supported "
            "for the queried user. For more information, please refer to the documentation."
        )
    for position, metric in enumerate(asked):
        if metric not in ACCOUNT_METRICS:
            raise _not_one_of(f"metric[{position}]", ACCOUNT_METRICS)
    return list(dict.fromkeys(asked))


def _asked_periods(call: Call, metrics: list[str]) -> list[str]:
    periods = call.list_param("period")
    if not periods:
        raise bad_parameter("The parameter period is required")
    for position, period in enumerate(periods):
        if period not in PERIODS:
            raise _not_one_of(f"period[{position}]", PERIODS)
        if refused := [m for m in metrics if period not in ACCOUNT_METRICS[m].periods]:
            raise bad_parameter(
                f"Incompatible metrics ({','.join(refused)}) with period ({period})"
            )
    return periods


def _asked_shapes(call: Call, metrics: list[str]) -> dict[str, str]:
    """Series or total of each metric; one that has both is a series unless total_value is asked."""
    metric_type = call.params.get("metric_type", "default")
    if metric_type not in METRIC_TYPES:
        raise _not_one_of("metric_type", METRIC_TYPES)
    needing = [metric for metric in metrics if SERIES not in ACCOUNT_METRICS[metric].shapes]
    if needing and metric_type != "total_value":
        raise needs_total_value(needing)
    asked = TOTAL if metric_type == "total_value" else SERIES
    return {
        metric: asked if asked in ACCOUNT_METRICS[metric].shapes else SERIES for metric in metrics
    }


def _asked_breakdowns(call: Call, metrics: list[str]) -> list[str]:
    breakdowns = call.list_param("breakdown")
    for position, breakdown in enumerate(breakdowns):
        if breakdown not in ACCOUNT_BREAKDOWNS:
            raise _not_one_of(f"breakdown[{position}]", ACCOUNT_BREAKDOWNS)
    for metric in metrics if breakdowns else []:
        is_series = call.params.get("metric_type") != "total_value"
        is_combined = len(breakdowns) > 1 and not set(breakdowns) <= BY_PEOPLE
        unsupported = not set(breakdowns) <= ACCOUNT_METRICS[metric].breakdowns
        if is_series or is_combined or unsupported:
            raise unknown_error()
    return breakdowns


def _asked_timeframe(call: Call, metrics: list[str]) -> str | None:
    timeframe = call.params.get("timeframe")
    if timeframe is None:
        needing = [m for m in metrics if m.endswith("_demographics")]
        if needing and call.switches.strike("timeframe_required"):
            raise bad_parameter(
                f"The following metrics ({','.join(needing)}) should be specified with parameter "
                "timeframe"
            )
        return None
    if timeframe in RETIRED_TIMEFRAMES:
        raise bad_parameter(
            f"Starting from version v20.0 and above, the timeframe {timeframe} is no longer "
            "supported."
        )
    if timeframe not in TIMEFRAMES:
        raise _not_one_of("timeframe", (*RETIRED_TIMEFRAMES, *TIMEFRAMES))
    return timeframe


def _asked_window(call: Call, metrics: list[str], timeframe: str | None) -> Window:
    if timeframe:
        return Window(call.now - timedelta(days=TIMEFRAMES[timeframe]), call.now)
    until = call.time_param("until") or call.now
    since = call.time_param("since") or until - timedelta(days=1)
    if since > until:
        raise bad_parameter("The since param must be before the until param")
    if until - since > LONGEST_SPAN:
        raise bad_parameter("There cannot be more than 30 days (2592000 s) between since and until")
    if "follower_count" in metrics and since < call.now - LONGEST_SPAN:
        raise bad_parameter(
            "(follower_count) metric only supports querying data for the last 30 days excluding "
            "the current day"
        )
    return Window(since, until)


def _not_one_of(name: str, known: Iterable[str]) -> GraphError:
    return bad_parameter(f"{name} must be one of the following values: " + ", ".join(known))
