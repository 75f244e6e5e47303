"""The numbers of one post, reel or story, as the HTTP API tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import InstagramAccount
from bot.domain.media import Insights, Media, MediaDetails
from bot.domain.media_life import AgedInsights
from bot.domain.story_coverage import Coverage, Why
from bot.domain.story_life import Story
from bot.services.results.overview import Stale


@dataclass(frozen=True)
class MediaInsights:
    """``insights`` None: nothing is known; ``stale`` or ``hidden`` then say why.

    ``archived``: the story has ended, and these are the last numbers that we saw.
    """

    details: MediaDetails
    insights: Insights | None
    stale: Stale | None
    hidden: bool
    """Too few people have seen it. Meta: insights need at least 5 viewers."""
    archived: bool
    now: datetime


@dataclass(frozen=True)
class MediaPart:
    """Posts or reels, newest first; ``total`` is how many there are in all."""

    media: Sequence[Media]
    total: int
    has_more: bool


@dataclass(frozen=True)
class MediaHistory:
    """What every look gave, oldest first."""

    details: MediaDetails
    looks: Sequence[AgedInsights]
    now: datetime


@dataclass(frozen=True)
class StoriesOfMonth:
    """The stories of a local month, oldest first; ``whys`` by story id."""

    account: InstagramAccount
    stories: Sequence[Story]
    coverage: Coverage
    whys: Mapping[int, Why]
    now: datetime
