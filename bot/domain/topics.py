"""What is usual of everything that has one topic: medians, and how it does beside all the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.formulas import (
    engagement_rate_by_reach,
    own_median,
    period_engagement_rate,
    save_rate,
    share_rate,
    story_completion,
)
from bot.domain.media import Insights
from bot.domain.same_age import Measure, SeenMedia, rank
from bot.domain.story_life import Story, StoryState


@dataclass(frozen=True)
class TopicNumbers:
    """Posts and reels that are 48 hours old, and stories that are final. Medians need five."""

    posts: int
    """Those whose numbers the medians rest on."""
    immature: int
    median_reach: float | None
    times_usual: float | None
    """Median of their reach / the usual of their format at the same age."""
    engagement: float | None
    """All interactions / all reach."""
    median_engagement: float | None
    median_saves: float | None
    median_shares: float | None
    stories: int
    median_story_reach: float | None
    median_completion: float | None


def topic_numbers(
    marked: Sequence[SeenMedia],
    others: Sequence[SeenMedia],
    stories: Sequence[Story],
    now: datetime,
) -> TopicNumbers:
    """``others``: the account's newest posts and reels, among which the usual is found."""
    mature = [one.media for one in marked if not one.media.still_counting(now)]
    known = [media.insights for media in mature if media.insights is not None]
    ranking = rank(marked, others, Measure.REACH, now)
    final = [
        story.insights
        for story in stories
        if story.insights is not None and story.state(now) is StoryState.FINAL
    ]
    return TopicNumbers(
        posts=len(known),
        immature=ranking.immature,
        median_reach=_median_reach(known),
        times_usual=own_median([one.beside.times for one in ranking.ranked]),
        engagement=period_engagement_rate(known),
        median_engagement=own_median([engagement_rate_by_reach(one) for one in known]),
        median_saves=own_median([save_rate(one) for one in known]),
        median_shares=own_median([share_rate(one) for one in known]),
        stories=len(final),
        median_story_reach=_median_reach(final),
        median_completion=own_median([story_completion(one) for one in final]),
    )


def _median_reach(insights: Sequence[Insights]) -> float | None:
    return own_median([one.get("reach") for one in insights])
