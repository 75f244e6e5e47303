"""One post, reel or story."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.instagram.metrics import FEED, REELS, STORY

STORY_LIFE = timedelta(hours=24)
IMAGE, VIDEO, CAROUSEL_ALBUM = "IMAGE", "VIDEO", "CAROUSEL_ALBUM"
MEDIA_TYPES = {FEED: (IMAGE, CAROUSEL_ALBUM), REELS: (VIDEO,), STORY: (IMAGE, VIDEO)}
"""What can be published today: every video of the feed is a reel."""


@dataclass(frozen=True)
class Media:
    """One media object. ``viewers``: how many a story will reach, when that was ordered."""

    id: str
    user_id: str
    media_type: str
    media_product_type: str
    timestamp: datetime
    caption: str | None = None
    children: tuple[str, ...] = ()
    parent: str | None = None
    viewers: int | None = None

    @property
    def shortcode(self) -> str:
        digest = hashlib.sha256(self.id.encode()).hexdigest()
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        return "C" + "".join(alphabet[int(digest[n : n + 2], 16) % 64] for n in range(0, 20, 2))

    @property
    def is_story(self) -> bool:
        return self.media_product_type == STORY

    @property
    def is_legacy_video(self) -> bool:
        return (self.media_product_type, self.media_type) == (FEED, VIDEO)

    def has_expired(self, now: datetime) -> bool:
        return self.is_story and now >= self.timestamp + STORY_LIFE
