"""What a number means."""

from dataclasses import dataclass
from enum import StrEnum


class MetricTopic(StrEnum):
    """Where a number stands that somebody wonders about."""

    POSTS = "posts"
    REELS = "reels"
    STORIES = "stories"
    ACCOUNT = "account"
    RATES = "rates"
    """All of them: leads to one of the three that follow."""
    POST_RATES = "post_rates"
    STORY_RATES = "story_rates"
    GROWTH = "growth"


@dataclass(frozen=True)
class OpenWhy:
    """What numbers mean: where does the one in question stand?"""


@dataclass(frozen=True)
class OpenMetrics:
    """The numbers of one place."""

    topic: MetricTopic


@dataclass(frozen=True)
class OpenMetric:
    """``name`` is a metric's or a formula's; the longest has 35 characters."""

    name: str
