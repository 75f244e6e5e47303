"""Derived metrics, each formula once. Every one answers None rather than guess."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import median

from bot.domain.media import Insights, Number
from bot.domain.story_life import StorySequence

SMALLEST_BASE = 20
"""A percentage on a smaller base says more about chance than about the account."""


FORMULAS: Mapping[str, str] = {
    "engagement_rate_by_reach": "(likes + comments + saved + shares) / reach",
    "save_rate": "saved / reach",
    "share_rate": "shares / reach",
    "frequency": "views / reach",
    "story_exit_rate": "(tap_exit + swipe_forward) / views",
    "story_completion": "1 - (tap_exit + swipe_forward) / views",
    "reply_rate": "replies / reach",
    "reel_kept_rate": "1 - reels_skip_rate / 100",
    "sequence_retention": "last_reach / first_reach",
}
"""What the functions of these names work out, in the metrics' own names, to be shown."""


def ratio(part: Number | None, whole: Number | None) -> float | None:
    """part / whole; None when either is unknown or the whole is 0."""
    if part is None or whole is None or whole == 0:
        return None
    return part / whole


def share(part: Number | None, whole: Number | None) -> float | None:
    """part / whole as a percentage is told: None also on a base under 20."""
    return None if whole is None or whole < SMALLEST_BASE else ratio(part, whole)


def engagement_rate_by_reach(insights: Insights) -> float | None:
    """(likes + comments + saves + shares) / reach; None unless all five are known."""
    parts = [insights.get(name) for name in ("likes", "comments", "saved", "shares")]
    known = [part for part in parts if part is not None]
    return share(sum(known), insights.get("reach")) if len(known) == len(parts) else None


def save_rate(insights: Insights) -> float | None:
    """saves / reach."""
    return share(insights.get("saved"), insights.get("reach"))


def share_rate(insights: Insights) -> float | None:
    """shares / reach."""
    return share(insights.get("shares"), insights.get("reach"))


def frequency(insights: Insights) -> float | None:
    """views / reach: how often one person looked."""
    return ratio(insights.get("views"), insights.get("reach"))


def exits(insights: Insights) -> Number | None:
    """Who left here: exits from stories plus moves to the next account."""
    tap_exit = insights.part("navigation", "tap_exit")
    swipe_forward = insights.part("navigation", "swipe_forward")
    if tap_exit is None or swipe_forward is None:
        return None
    return tap_exit + swipe_forward


def story_exit_rate(insights: Insights) -> float | None:
    """(tap_exit + swipe_forward) / views."""
    return share(exits(insights), insights.get("views"))


def story_completion(insights: Insights) -> float | None:
    """1 - exit rate."""
    rate = story_exit_rate(insights)
    return None if rate is None else 1 - rate


def reply_rate(insights: Insights) -> float | None:
    """replies / reach."""
    return share(insights.get("replies"), insights.get("reach"))


def reel_kept_rate(insights: Insights) -> float | None:
    """100 - reels_skip_rate, as a share. Meta gives a percentage; one vendor saw 0 to 1."""
    skipped = insights.get("reels_skip_rate")
    if skipped is None:
        return None
    return 1 - (skipped if 0 < skipped <= 1 else skipped / 100)


def sequence_retention(sequence: StorySequence, now: datetime) -> float | None:
    """Reach of the last slide / reach of the first; needs two slides, all of them final.

    None above 1: when a later slide reached more people, it did not lose them on the way.
    """
    stories = sequence.stories
    if len(stories) < 2 or sequence.final_count(now) < len(stories):
        return None
    first, last = (
        story.insights.get("reach") if story.insights else None
        for story in (stories[0], stories[-1])
    )
    kept = share(last, first)
    return None if kept is None or kept > 1 else kept


def change(now: Number | None, before: Number | None) -> float | None:
    """now / before - 1; None when the base is unknown or under 20."""
    if now is None or before is None or before < SMALLEST_BASE:
        return None
    return now / before - 1


def own_median(values: Sequence[float | None]) -> float | None:
    """The median of what is known; needs five."""
    known = [value for value in values if value is not None]
    return median(known) if len(known) >= 5 else None
