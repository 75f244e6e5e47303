"""One post or reel: its numbers and rates beside the own median of its kind."""

from bot.domain.errors import Refusal
from bot.domain.formulas import (
    engagement_rate_by_reach,
    frequency,
    ratio,
    reel_kept_rate,
    save_rate,
    share,
    share_rate,
)
from bot.domain.media import Insights, MediaKind, MediaProductType
from bot.presenters.actions import OpenAlbum, OpenMedia, OpenMediaList
from bot.presenters.buttons import Row, back, button
from bot.presenters.layout import BLANK, CAPTION, Html, Line, fit, units
from bot.presenters.media_words import comments, format_name, likes, number_of, title
from bot.presenters.metric_words import not_offered
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.stale import link_again_if_broken, stale_line
from bot.services.results import MediaCard

_TITLE = 160
_ALL_SHOW = ("reach", "views", "likes", "comments", "saved", "shares", "reposts")
_POSTS_SHOW = (*_ALL_SHOW, "profile_visits", "follows")
_REELS_SHOW = (
    *_ALL_SHOW,
    "ig_reels_avg_watch_time",
    "ig_reels_video_view_total_time",
    "reels_skip_rate",
)
"""The metrics that a card shows, by the kind of media."""

_COPY_LIMIT = 256
"""Telegram: the longest text that a button copies."""


def screen(result: MediaCard, speech: Speech) -> Screen:
    media = result.media
    lines = [
        Line(
            speech.text(
                "card-header",
                format=format_name(media, speech),
                published=speech.published(media.details.timestamp, result.now),
                age=speech.age(media.age(result.now)),
            )
        )
    ]
    if media.details.caption:
        lines.append(Line(speech.text("card-title", title=title(media, _TITLE, speech)), rank=4))
    lines.append(BLANK)
    before_conversion = _is_before_conversion(result)
    if media.insights is not None:
        lines += _numbers(result, media.insights, speech)
    else:
        if not before_conversion:
            lines.append(Line(speech.text("card-nothing-read")))
        lines.append(Line(_reactions(result, speech)))
    if before_conversion:
        lines += [BLANK, Line(speech.text("card-before-conversion"), rank=1)]
    elif media.still_counting(result.now):
        lines += [BLANK, Line(speech.text("card-still-counting"), rank=1)]
    as_of = None if media.insights is None else media.insights.as_of
    if result.stale is not None and result.stale.refusal is not Refusal.BEFORE_CONVERSION:
        lines += [BLANK, Line(stale_line(result.stale, as_of, speech), rank=2)]
    elif as_of is not None:
        lines += [BLANK, Line(speech.text("numbers-as-of", moment=speech.moment(as_of)), rank=2)]
    return Screen(
        # Without a picture too: the card may become a caption when the picture is there.
        fit(lines, CAPTION),
        [
            *link_again_if_broken(result.stale, speech),
            _more(result, speech),
            *_links(media.details.permalink, speech),
            back(speech, OpenMediaList(media.details.media_product_type, result.page)),
        ],
        picture_url=media.details.picture_url,
    )


def _is_before_conversion(result: MediaCard) -> bool:
    """Whether it is known, or Instagram has just said so."""
    refusal = None if result.stale is None else result.stale.refusal
    return result.media.before_conversion or refusal is Refusal.BEFORE_CONVERSION


def _more(result: MediaCard, speech: Speech) -> Row:
    media = result.media
    row = [button(speech, "button-refresh", OpenMedia(media.id, force=True))]
    if media.details.kind is MediaKind.CAROUSEL:
        row.append(button(speech, "button-pictures", OpenAlbum(media.id)))
    return row


def _numbers(result: MediaCard, insights: Insights, speech: Speech) -> list[Line]:
    media = result.media
    reel = media.details.media_product_type is MediaProductType.REELS
    lines = [
        Line(_reach(result, insights, speech)),
        Line(
            speech.text(
                "card-views",
                views=number_of(media, "views", speech),
                frequency=speech.number(frequency(insights), digits=2),
            )
        ),
        Line(_reactions(result, speech)),
    ]
    if reel:
        lines += _watching(insights, speech)
    else:
        lines.append(
            Line(
                speech.text(
                    "card-profile",
                    visits=number_of(media, "profile_visits", speech),
                    follows=number_of(media, "follows", speech),
                ),
                rank=3,
            )
        )
    shown = _REELS_SHOW if reel else _POSTS_SHOW
    lines += [Line(text, rank=2) for text in not_offered(shown, insights, speech)]
    return [*lines, BLANK, *_rates(result, insights, speech)]


def _reach(result: MediaCard, insights: Insights, speech: Speech) -> Html:
    reach = number_of(result.media, "reach", speech)
    of_followers = share(insights.get("reach"), result.followers_then)
    if of_followers is None:
        return speech.text("card-reach", reach=reach)
    return speech.text("card-reach-of-followers", reach=reach, share=speech.percent(of_followers))


def _reactions(result: MediaCard, speech: Speech) -> Html:
    media = result.media
    return speech.text(
        "card-reactions",
        likes=likes(media, speech),
        comments=comments(media, speech),
        saves=number_of(media, "saved", speech),
        shares=number_of(media, "shares", speech),
        reposts=number_of(media, "reposts", speech),
    )


def _watching(insights: Insights, speech: Speech) -> list[Line]:
    return [
        Line(
            speech.text(
                "card-watching",
                average=speech.seconds(insights.get("ig_reels_avg_watch_time")),
                total=speech.watch_time(insights.get("ig_reels_video_view_total_time")),
            )
        ),
        Line(
            speech.text("card-kept", share=speech.percent(reel_kept_rate(insights))),
            rank=3,
        ),
    ]


def _rates(result: MediaCard, insights: Insights, speech: Speech) -> list[Line]:
    engagement = engagement_rate_by_reach(insights)
    saves, shares = save_rate(insights), share_rate(insights)
    lines = [
        Line(speech.text("card-engagement-rate", share=speech.percent(engagement))),
        Line(
            speech.text(
                "card-save-and-share-rate",
                saves=_beside(saves, result.median_save_rate, speech),
                shares=_beside(shares, result.median_share_rate, speech),
            )
        ),
    ]
    if result.median_engagement_rate is not None:
        lines.insert(
            1,
            Line(
                speech.text(
                    "card-median",
                    share=speech.percent(result.median_engagement_rate),
                    count=result.compared_with,
                )
            ),
        )
    lines.append(Line(speech.text("card-formula"), rank=5))
    return lines


def _beside(rate: float | None, median: float | None, speech: Speech) -> str:
    """A rate, and how many times the own median it is where both are known."""
    text = speech.percent(rate, digits=2)
    times = ratio(rate, median)
    return text if times is None else f"{text} ({speech.times(times)})"


def _links(permalink: str | None, speech: Speech) -> list[list[Button]]:
    if not permalink:
        return []
    row = [Button(speech.plain("button-open"), url=permalink)]
    if units(permalink) <= _COPY_LIMIT:
        row.append(Button(speech.plain("button-copy-link"), copy_text=permalink))
    return [row]
