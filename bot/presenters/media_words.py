"""Posts and reels in words."""

from collections.abc import Sequence

from bot.domain.media import Media, MediaProductType, Number
from bot.domain.same_age import BesideUsual, Measure
from bot.domain.tags import LONGEST_NAME
from bot.presenters.layout import Html, shorten
from bot.presenters.speech import Speech

_TAGS_SHOWN = 5


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


def measured(measure: Measure, value: Number | None, speech: Speech) -> str:
    """A count, or a share of the reach."""
    if measure.is_count:
        return speech.number(value)
    return speech.percent(value, digits=1 if measure is Measure.ENGAGEMENT else 2)


def tags_line(names: Sequence[str]) -> str:
    """A few of them, in one line."""
    shown = [shorten(name, LONGEST_NAME) for name in names[:_TAGS_SHOWN]]
    return ", ".join([*shown, *(["…"] if len(names) > len(shown) else [])])


def beside_words(beside: BesideUsual, speech: Speech) -> Html:
    """How many times the usual reach at the same age."""
    return speech.text(
        "card-same-age",
        age=speech.duration(beside.age),
        times=speech.times(beside.times),
        count=beside.compared,
    )
