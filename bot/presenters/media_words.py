"""Posts and reels in words."""

from bot.domain.media import Media, MediaProductType
from bot.presenters.layout import shorten
from bot.presenters.speech import Speech


def format_name(media: Media, speech: Speech) -> str:
    """What sort of post it is, with its sign."""
    if media.details.media_product_type is MediaProductType.REELS:
        return speech.plain("media-reel")
    match media.details.media_type:
        case "CAROUSEL_ALBUM":
            return speech.plain("media-carousel")
        case "VIDEO":
            return speech.plain("media-video")
    return speech.plain("media-photo")


def title(media: Media, limit: int, speech: Speech) -> str:
    """The beginning of the caption, at most ``limit`` UTF-16 units."""
    return shorten(media.details.caption or "", limit) or speech.plain("media-no-caption")


def number_of(media: Media, metric: str, speech: Speech) -> str:
    return speech.number(None if media.insights is None else media.insights.get(metric))


def likes(media: Media, speech: Speech) -> str:
    """From the insights, else the public count."""
    known = None if media.insights is None else media.insights.get("likes")
    return speech.number(media.like_count if known is None else known)


def comments(media: Media, speech: Speech) -> str:
    known = None if media.insights is None else media.insights.get("comments")
    return speech.number(media.comments_count if known is None else known)
