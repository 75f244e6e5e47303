"""Posts, reels and stories, and the numbers that Instagram gave for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class MediaProductType(StrEnum):
    FEED = "FEED"
    REELS = "REELS"
    STORY = "STORY"


class MediaKind(StrEnum):
    """What metrics are offered by: finer than ``media_product_type``."""

    IMAGE = "IMAGE"
    CAROUSEL = "CAROUSEL"
    LEGACY_VIDEO = "LEGACY_VIDEO"
    """A feed video from before all videos became reels."""
    REELS = "REELS"
    STORY = "STORY"


def media_kind(media_type: str, media_product_type: MediaProductType) -> MediaKind:
    if media_product_type is MediaProductType.STORY:
        return MediaKind.STORY
    if media_product_type is MediaProductType.REELS:
        return MediaKind.REELS
    feed = {"CAROUSEL_ALBUM": MediaKind.CAROUSEL, "VIDEO": MediaKind.LEGACY_VIDEO}
    return feed.get(media_type, MediaKind.IMAGE)


Number = int | float

ALL_INSIGHTS = "insights"
"""Refused of a media that too few people saw: no list with numbers may hold it, for now."""

SETTLING = timedelta(hours=48)
"""Meta: insights may lag by up to 48 hours, so a younger post is still counting."""


@dataclass(frozen=True)
class Insights:
    """Numbers by metric name, as Instagram gave them at ``as_of``.

    A metric that Instagram did not give is absent; :meth:`get` then answers None, never 0.
    ``breakdowns`` maps a metric to its values by lower-case dimension value.
    """

    as_of: datetime
    values: Mapping[str, Number] = field(default_factory=dict)
    breakdowns: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    """Metrics that this one media does not have, though its kind may; or ``ALL_INSIGHTS``."""
    partly: frozenset[str] = frozenset()
    """Breakdowns of which not every part was given: the other parts are unknown, not 0."""

    @property
    def empty(self) -> bool:
        """Instagram answered, and gave no number."""
        return not (self.values or self.breakdowns)

    def get(self, metric: str) -> Number | None:
        return self.values.get(metric)

    def part(self, metric: str, dimension: str) -> Number | None:
        """One value of a breakdown: None when the breakdown is absent, 0 when only the part is.

        Of a breakdown that was given ``partly`` nobody knows the other parts: None.
        """
        parts = self.breakdowns.get(metric)
        if parts is None:
            return None
        return parts.get(dimension, None if metric in self.partly else 0)


@dataclass(frozen=True)
class MediaDetails:
    """What Instagram says of a media, numbers apart. ``timestamp`` is when it was published."""

    media_id: str
    media_type: str
    media_product_type: MediaProductType
    timestamp: datetime
    caption: str | None
    permalink: str | None
    media_url: str | None
    thumbnail_url: str | None

    @property
    def kind(self) -> MediaKind:
        return media_kind(self.media_type, self.media_product_type)

    @property
    def picture_url(self) -> str | None:
        """Something to look at: the thumbnail of a video, the picture itself otherwise."""
        return self.thumbnail_url or (self.media_url if self.media_type != "VIDEO" else None)


@dataclass(frozen=True)
class Media:
    """A post or reel as we keep it, with the newest numbers; None before the first look."""

    id: int
    account_id: int
    details: MediaDetails
    insights: Insights | None
    extras_as_of: datetime | None
    """When the numbers that lists do not bring (watch time, follows) were last read."""
    like_count: int | None
    comments_count: int | None
    listed_at: datetime | None = None
    """When Instagram last told the details and the two counts above."""
    before_conversion: bool = False
    """From before the account was professional: it has no numbers, for ever."""

    def age(self, now: datetime) -> timedelta:
        return now - self.details.timestamp

    def still_counting(self, now: datetime) -> bool:
        return self.age(now) < SETTLING
