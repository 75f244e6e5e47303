"""Posts, reels and albums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import InstagramAccount
from bot.domain.media import Media, MediaProductType
from bot.domain.periods import Period
from bot.domain.same_age import BesideUsual, Measure, Ranking
from bot.services.ports import (
    MediaPicture,
)
from bot.services.results.accounts import FirstSync
from bot.services.results.overview import Stale


@dataclass(frozen=True)
class MediaList:
    """One page of posts or reels, newest first. ``page`` counts from 0."""

    account: InstagramAccount
    kind: MediaProductType
    media: Sequence[Media]
    page: int
    pages: int
    now: datetime
    sync: FirstSync | None = None
    """While the first sync goes on: more may appear."""


@dataclass(frozen=True)
class Rank:
    """``place`` counts from 1, the best; ``count`` with it itself."""

    place: int
    count: int


@dataclass(frozen=True)
class MediaCard:
    """One post or reel beside the own median of its format. ``page`` leads back to its list."""

    account: InstagramAccount
    media: Media
    page: int
    now: datetime
    median_engagement_rate: float | None
    median_save_rate: float | None
    median_share_rate: float | None
    compared_with: int
    """How many media of the format the medians rest on."""
    stale: Stale | None
    followers_then: int | None
    """As read on the day of publishing."""
    reach_beside: BesideUsual | None = None
    """Its reach beside the usual at the same age."""
    share_at_a_day: float | None = None
    """What it had reached after a day, of what it has reached now."""
    rank: Rank | None = None
    """Of a reel, by shares per reach."""
    tags: Sequence[str] = ()
    """The person's topics that it has."""


@dataclass(frozen=True)
class MediaRanking:
    """What was published in a period, each beside its usual at the same age."""

    account: InstagramAccount
    measure: Measure
    period: Period
    ranking: Ranking
    now: datetime
    syncing: bool
    """The first sync has not ended: older posts are not known yet."""


@dataclass(frozen=True)
class Album:
    """One picture of an album; ``position`` counts from 0. Meta gives no numbers for it."""

    media: Media
    pictures: Sequence[MediaPicture]
    """Empty when Instagram did not say; then ``stale`` has the reason."""
    position: int
    stale: Stale | None
