"""``GET /{media}/insights``: lifetime numbers of one post, reel or story."""

from datetime import timedelta
from typing import Any

from bot.sandbox.instagram.call import Call
from bot.sandbox.instagram.errors import (
    bad_parameter,
    before_conversion,
    metric_not_supported,
    needs_permission,
    needs_total_value,
    not_on_facebook,
    object_missing,
    too_few_viewers,
    unknown_error,
)
from bot.sandbox.instagram.growth import (
    DELAY,
    Numbers,
    media_numbers,
    skip_rate,
    without_replies,
)
from bot.sandbox.instagram.insights_results import asked_entries
from bot.sandbox.instagram.media import IMAGE, Media
from bot.sandbox.instagram.metrics import (
    FACEBOOK_LOGIN_ONLY,
    LEGACY_FEED_VIDEO_METRICS,
    MEDIA_BREAKDOWNS,
    MEDIA_METRICS,
    NAVIGATION_PARTS,
    PERIODS,
    PROFILE_ACTIVITY_PARTS,
)
from bot.sandbox.instagram.texts import metric_texts
from bot.sandbox.instagram.tokens import BASIC, MANAGE_INSIGHTS
from bot.sandbox.instagram.world import World

FEWEST_VIEWERS = 5
"""Meta: insights of a story need at least 5 viewers."""

IMPRESSIONS_ENDED = "2024-07-02"
"""Media from before this day still have the metric impressions."""

YEAR = timedelta(days=365)

_BY_FOLLOW_TYPE = frozenset({"reach", "views"})
_BREAKDOWN_PARTS = {
    "story_navigation_action_type": NAVIGATION_PARTS,
    "action_type": PROFILE_ACTIVITY_PARTS,
}


def media_insights(call: Call, world: World, media: Media) -> dict[str, Any]:
    """Checks in Meta's order, so that the first thing wrong is the one that is answered."""
    call.require_scope(BASIC)
    call.require_scope(MANAGE_INSIGHTS)
    where = {"user_id": call.account.user_id, "media_id": media.id}
    is_child = media.parent is not None
    if is_child and call.switches.choice("child_insights", "answer", "missing") == "missing":
        raise object_missing(media.id)
    metrics = _asked_metrics(call)
    _check_enums(call)
    before = world.is_before_conversion(call.account, media)
    if before or call.switches.strike("pre_conversion", **where):
        raise before_conversion()
    for metric in metrics:
        _check_fits(call, media, metric)
    if any(MEDIA_METRICS[metric].facebook for metric in metrics) and not call.switches.strike(
        "shared_to_facebook", **where
    ):
        raise not_on_facebook()
    if call.switches.strike("few_viewers", **where) or (
        media.is_story
        and media_numbers(call.account, media, call.now - DELAY)["reach"] < FEWEST_VIEWERS
    ):
        raise too_few_viewers()
    breakdown = _fitting_breakdown(call, metrics)
    numbers = _numbers(call, media)
    found = [
        _entry(call, media, metric, breakdown, numbers)
        for metric in (metrics if numbers else [])
        if not call.switches.metric_is("insights_empty", metric, **where)
    ]
    if call.switches.choice("metric_order", "order", "asked") == "reversed":
        found.reverse()
    return {"data": asked_entries(call, found)}


def _asked_metrics(call: Call) -> list[str]:
    asked = call.list_param("metric")
    if not asked:
        raise bad_parameter("The parameter metric is required")
    for position, metric in enumerate(asked):
        if metric == "video_views":
            raise bad_parameter(
                "Starting from version 21+, the following metric is no longer supported: "
                "video_views. Instead, please refer to the documentation at "
                "https://developers.facebook.com/docs/instagram-platform/reference/"
                "instagram-media/insights"
            )
        if metric not in MEDIA_METRICS:
            raise bad_parameter(
                f"metric[{position}] must be one of the following values: "
                + ", ".join(MEDIA_METRICS)
            )
    return list(dict.fromkeys(asked))


def _check_enums(call: Call) -> None:
    for name, known in (("breakdown", MEDIA_BREAKDOWNS), ("period", PERIODS)):
        for position, value in enumerate(call.list_param(name)):
            if value not in known:
                raise bad_parameter(
                    f"{name}[{position}] must be one of the following values: " + ", ".join(known)
                )


def _check_fits(call: Call, media: Media, metric: str) -> None:
    """Raises GraphError for a metric that this media does not have: the whole call fails."""
    where = {"user_id": call.account.user_id, "media_id": media.id}
    if MEDIA_METRICS[metric].kinds == FACEBOOK_LOGIN_ONLY:
        answer = call.switches.choice("facebook_login_metrics", "answer", "product_type")
        raise needs_permission(metric) if answer == "permission" else metric_not_supported(metric)
    fits = media.media_product_type in MEDIA_METRICS[metric].kinds and media.parent is None
    if media.is_legacy_video and metric not in LEGACY_FEED_VIDEO_METRICS:
        fits = fits and call.switches.choice("legacy_video_metrics", "metrics", "few") == "all"
    if not fits or call.switches.metric_is("metric_refused", metric, **where):
        raise metric_not_supported(metric)
    if metric == "impressions" and media.timestamp.date().isoformat() >= IMPRESSIONS_ENDED:
        raise bad_parameter(
            "Starting from version v22.0 and above, the impressions metric is no longer "
            "supported for the queried media."
        )
    if metric == "shares" and media.media_type == IMAGE and not media.is_story:
        shares = call.switches.strike("image_shares", **where)
        if shares and shares.params.get("mode") == "refused":
            raise bad_parameter("The metric shares is not supported for this media type")
    if metric == "views" and media.is_story:
        needs_type = call.switches.choice("story_views_metric_type", "mode", "answered")
        if needs_type == "refused" and call.params.get("metric_type") != "total_value":
            raise needs_total_value([metric])


def _fitting_breakdown(call: Call, metrics: list[str]) -> str | None:
    """A breakdown with any metric that does not support it fails the whole call."""
    breakdowns = call.list_param("breakdown")
    if not breakdowns:
        return None
    if breakdowns == ["follow_type"] and set(metrics) <= _BY_FOLLOW_TYPE:
        if call.switches.choice("media_follow_type", "mode", "refused") == "supported":
            return "follow_type"
        raise unknown_error()
    if len(breakdowns) > 1 or any(MEDIA_METRICS[m].breakdown != breakdowns[0] for m in metrics):
        raise unknown_error()
    return breakdowns[0]


def _numbers(call: Call, media: Media) -> Numbers:
    """What is counted by now; nothing while Instagram has no insights of the media."""
    where = {"user_id": call.account.user_id, "media_id": media.id}
    age = call.now - media.timestamp
    kept = call.switches.strike("insights_retention", user_id=call.account.user_id)
    if kept is not None and age > YEAR * float(kept.params["years"]):
        return {}
    at = call.now - DELAY
    if latency := call.switches.strike("insight_latency", **where):
        if age < timedelta(hours=float(latency.params.get("hours", 0))):
            if latency.params.get("before") != "zeros":
                return {}
            at = media.timestamp
        final_after = timedelta(hours=float(latency.params.get("final_after_hours", 48)))
        at = min(at, media.timestamp + final_after)
    numbers = media_numbers(call.account, media, at)
    if call.switches.strike("replies_zero", user_id=call.account.user_id):
        return without_replies(numbers)
    return numbers


def _entry(
    call: Call, media: Media, metric: str, breakdown: str | None, numbers: Numbers
) -> dict[str, Any]:
    title, description = metric_texts(metric, call.language)
    entry: dict[str, Any] = {
        "name": metric,
        "period": "lifetime",
        "values": [{"value": _value(call, media, metric, numbers)}],
        "title": title,
        "description": description,
    }
    if breakdown:
        entry["total_value"] = {
            "value": numbers[metric],
            "breakdowns": [
                {
                    "dimension_keys": [breakdown],
                    "results": [
                        {"dimension_values": [_cased(call, part)], "value": value}
                        for part, value in _parts(breakdown, metric, numbers).items()
                        if value
                    ],
                }
            ],
        }
    entry["id"] = f"{media.id}/insights/{metric}/lifetime"
    return entry


def _parts(breakdown: str, metric: str, numbers: Numbers) -> Numbers:
    if breakdown == "follow_type":
        followers = numbers[metric] * 2 // 3
        return {"follower": followers, "non_follower": numbers[metric] - followers}
    return {part: numbers[part] for part in _BREAKDOWN_PARTS[breakdown]}


def _value(call: Call, media: Media, metric: str, numbers: Numbers) -> int | float:
    if metric == "reels_skip_rate":
        percent = skip_rate(call.account, media)
        scale = call.switches.choice("reels_skip_rate_scale", "scale", "percent")
        return round(percent / 100, 4) if scale == "fraction" else percent
    return numbers[metric]


def _cased(call: Call, part: str) -> str:
    """Meta's tables print upper case, its samples lower case."""
    casing = call.switches.choice("casing", "dimension_values", "lower")
    return part.upper() if casing == "upper" else part
