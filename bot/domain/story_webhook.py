"""What Meta's ``story_insights`` webhook tells of a story that has ended.

Meta sends it to apps with Facebook Login only, with the numbers of the first 24 hours under
names that it has retired since.
"""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.errors import BotError
from bot.domain.media import Insights, MediaKind, Number
from bot.domain.metrics import MEDIA_METRICS, UnknownMetric, understand_metric
from bot.domain.story_life import LIFE, Look, Story

STORY_INSIGHTS = "story_insights"

WEBHOOK_SLOT = 100
"""A place beyond every ladder: one told look a story."""

FEWEST_VIEWERS = 5
"""Meta: below that there are no numbers. They are said to come as -1, or as 0."""

LARGEST_NUMBER = 2**63 - 1
"""What a database keeps."""

STORY_METRICS = tuple(metric.name for metric in MEDIA_METRICS if MediaKind.STORY in metric.groups)


class NotUnderstood(BotError):
    """The webhook is not of the shape that is on record."""


def told_look(story: Story, value: Mapping[str, object], sent_at: datetime) -> Look:
    """The look that the webhook stands for, made when the story ended or the webhook was sent.

    A number that Meta holds back is absent, not 0. Raises NotUnderstood.
    """
    at = min(sent_at, story.posted_at + LIFE)
    if at <= story.posted_at:
        raise NotUnderstood("numbers of a story from before it was posted")
    counts = {name: _count(name, count) for name, count in value.items() if name != "media_id"}
    reach = counts.get("reach", -1)
    fewest = 0 if reach is not None and reach >= FEWEST_VIEWERS else 1
    given = {name: count for name, count in counts.items() if count is not None and count >= fewest}
    return Look(at, _insights(given, at))


def _insights(given: Mapping[str, int], at: datetime) -> Insights:
    values: dict[str, Number] = {}
    taps: dict[str, Number] = {}
    for name, count in given.items():
        try:
            understood = understand_metric(name, STORY_METRICS)
        except UnknownMetric:
            continue
        part = None if understood.replacement is None else understood.replacement.part
        if part is None:
            values[understood.metric] = count
        else:
            taps[part] = count
    # It never tells of swipes, and what it does not tell is not 0.
    partly = frozenset({"navigation"}) if taps else frozenset()
    return Insights(at, values, {"navigation": taps} if taps else {}, partly=partly)


def _count(name: str, value: object) -> int | None:
    """None for a field that is no metric of ours. -1 stands for a number that is held back."""
    if isinstance(value, int) and not isinstance(value, bool) and -1 <= value <= LARGEST_NUMBER:
        return value
    try:
        understand_metric(name, STORY_METRICS)
    except UnknownMetric:
        return None
    raise NotUnderstood(f"{name} of a story is no count")
